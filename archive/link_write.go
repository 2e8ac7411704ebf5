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
	for _, e := range l.entities {
		switch {
		case e.into != nil:
			if err := l.drop(e); err != nil {
				return err
			}
		case e.dirty:
			if err := l.write(e); err != nil {
				return err
			}
		}
	}
	for _, x := range l.appeared {
		id := x.entity.root().id
		if x.kept {
			if _, err := l.exec("UPDATE appearances SET entity = ? WHERE id = ?", id, x.id); err != nil {
				return err
			}
			continue
		}
		if _, err := l.exec(`INSERT INTO appearances (id, article, local, entity, type, name, names, gender, moment, statements, traits, authority)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, x.id, x.article, x.local, id, string(x.kind), x.name, strings.Join(x.names, "\n"),
			x.gender, int64(x.at), x.statements, strings.Join(x.traits, "\n"), x.authority); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes the rows of an entity that was found to be another, and moves what points to it.
func (l *linker) drop(e *entity) error {
	to := e.root().id
	for _, query := range []string{"DELETE FROM entities WHERE id = ?", "DELETE FROM entity_keys WHERE entity = ?",
		"DELETE FROM entity_forms WHERE entity = ?", "DELETE FROM entity_traits WHERE entity = ?", "DELETE FROM entity_decisions WHERE entity = ?"} {
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

func (l *linker) write(e *entity) error {
	if _, err := l.exec(`INSERT INTO entities (id, type, name, middle, female, male, articles, statements, authority)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, middle = excluded.middle,
		female = excluded.female, male = excluded.male, articles = excluded.articles, statements = excluded.statements,
		authority = excluded.authority`, e.id, string(e.kind), chosenName(e), e.middle, e.female, e.male, e.articles,
		e.statements, e.authority); err != nil {
		return err
	}
	for _, k := range sortedKeys(e.addedKeys) {
		if _, err := l.exec(`INSERT INTO entity_keys (key, kind, entity, articles) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET articles = articles + excluded.articles`, k.key, k.kind, e.id, e.addedKeys[k]); err != nil {
			return err
		}
	}
	for form, n := range e.addedForms { // the order of rows is that of the table's key, whatever the order here
		if _, err := l.exec(`INSERT INTO entity_forms (entity, name, articles) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET articles = articles + excluded.articles`, e.id, form, n); err != nil {
			return err
		}
	}
	for _, t := range e.addedTraits {
		if _, err := l.exec("INSERT OR IGNORE INTO entity_traits (entity, trait) VALUES (?, ?)", e.id, t); err != nil {
			return err
		}
	}
	for _, t := range e.addedTags {
		if _, err := l.exec("INSERT OR IGNORE INTO entity_decisions (entity, decision, side) VALUES (?, ?, ?)", e.id, t.decision, t.side); err != nil {
			return err
		}
	}
	return nil
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

// appearancesOf reads the appearances of entities, to be linked anew.
func (l *linker) appearancesOf(ids []int64) ([]*appearance, error) {
	var list []*appearance
	for _, id := range ids {
		rows, err := l.query(`SELECT p.id, p.article, a.key, p.local, p.type, p.name, p.names, p.gender, p.moment, p.statements, p.traits, p.authority
			FROM appearances p JOIN articles a ON a.id = p.article WHERE p.entity = ? ORDER BY p.id`, id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			x := &appearance{kept: true, was: id}
			var kind, names, traits string
			var at int64
			if err := rows.Scan(&x.id, &x.article, &x.articleKey, &x.local, &kind, &x.name, &names, &x.gender, &at, &x.statements, &traits, &x.authority); err != nil {
				rows.Close()
				return nil, err
			}
			x.kind, x.at, x.order = sayso.EntityType(kind), moment(at), int(x.id)
			x.names, x.traits = lines(names), lines(traits)
			x.parsed = bestName(&sayso.Entity{Name: x.name, Names: x.names})
			list = append(list, x)
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
