package archive

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// flush writes what was found out.
func (l *linker) flush() error {
	w := l.entityWriter()
	for _, e := range l.entities {
		switch {
		case e.into != nil:
			if err := l.drop(e); err != nil {
				return err
			}
		case e.dirty:
			if err := w.write(e); err != nil {
				return err
			}
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	rows := l.bulk("INSERT", "appearances", "id, article, local, entity, sort, names, sex, moment, statements, authority", "")
	for _, x := range l.appeared {
		id := x.entity.root().id
		if x.kept {
			if _, err := l.exec("UPDATE appearances SET entity = ? WHERE id = ?", id, x.id); err != nil {
				return err
			}
			continue
		}
		if err := rows.add(x.id, x.article, x.local, id, sortCode(x.kind), strings.Join(x.names, "\n"), sexCode(x.gender), int64(x.at), x.statements, x.authority); err != nil {
			return err
		}
	}
	return rows.flush()
}

// drop deletes the rows of an entity that was found to be another, and moves what points to it.
func (l *linker) drop(e *entity) error {
	to := e.root().id
	for _, query := range []string{"DELETE FROM entities WHERE id = ?", "DELETE FROM entity_keys WHERE entity = ?",
		"DELETE FROM entity_forms WHERE entity = ?", "DELETE FROM entity_decisions WHERE entity = ?"} {
		if _, err := l.exec(query, e.id); err != nil {
			return err
		}
	}
	for _, query := range []string{"UPDATE appearances SET entity = ? WHERE entity = ?", "UPDATE moved SET entity = ? WHERE entity = ?"} {
		if _, err := l.exec(query, to, e.id); err != nil {
			return err
		}
	}
	_, err := l.exec("INSERT INTO moved (id, entity) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET entity = excluded.entity", e.id, to)
	return err
}

// chosenName is what an entity is called: of a person, the full form that most articles use, without title; of others,
// the form that most use. Of those used equally often it is the longest, then the first by the alphabet.
func chosenName(e *entity) string {
	type form struct {
		name     string
		full     bool
		articles int
	}
	var forms []form
	index := map[string]int{}
	for name, n := range e.forms {
		full := true
		if e.kind == sayso.Person {
			parsed := authority.ParseName(name)
			name, full = parsed.Plain, parsed.Full() && e.keys[entityKey{parsed.Key(), keyFull}] > 0
		} else if strings.HasPrefix(name, "the ") || strings.HasPrefix(name, "The ") {
			name = name[len("the "):]
		}
		if i, ok := index[name]; ok {
			forms[i].articles += n
			continue
		}
		index[name] = len(forms)
		forms = append(forms, form{name, full, n})
	}
	if len(forms) == 0 {
		return ""
	}
	return slices.MinFunc(forms, func(a, b form) int {
		switch {
		case a.full != b.full && a.full:
			return -1
		case a.full != b.full:
			return 1
		}
		return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(len(b.name), len(a.name)), strings.Compare(a.name, b.name))
	}).name
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// sortCode and sexCode are what rows of appearances have for a type and a gender: a number for the usual ones.
func sortCode(t sayso.EntityType) any {
	switch t {
	case sayso.Person:
		return 1
	case sayso.Organisation:
		return 2
	case sayso.Place:
		return 3
	}
	return string(t)
}

func sexCode(gender string) any {
	switch gender {
	case "female":
		return 1
	case "male":
		return 2
	}
	return gender
}
