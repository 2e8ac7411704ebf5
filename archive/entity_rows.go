package archive

import (
	"errors"
	"strings"

	"sayso"
)

// entityWriter writes entities, the rows of a table together.
type entityWriter struct {
	entities, keys, forms, tags *bulk
}

func (l *linker) entityWriter() *entityWriter {
	return &entityWriter{
		entities: l.bulk("INSERT", "entities", "id, type, name, middle, female, male, articles, statements, authority, traits",
			` ON CONFLICT (id) DO UPDATE SET name = excluded.name, middle = excluded.middle, female = excluded.female, male = excluded.male,
			articles = excluded.articles, statements = excluded.statements, authority = excluded.authority, traits = excluded.traits`),
		keys:  l.bulk("INSERT", "entity_keys", "key, kind, entity, articles", " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"),
		forms: l.bulk("INSERT", "entity_forms", "entity, name, articles", " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"),
		tags:  l.bulk("INSERT OR IGNORE", "entity_decisions", "entity, decision, side", ""),
	}
}

func (w *entityWriter) write(e *entity) error {
	traits, err := pack(strings.Join(sortedTraits(e.traits), "\n"))
	if err != nil {
		return err
	}
	if err := w.entities.add(e.id, string(e.kind), chosenName(e), e.middle, e.female, e.male, e.articles, e.statements, e.authority, traits); err != nil {
		return err
	}
	for _, k := range sortedKeys(e.addedKeys) {
		if err := w.keys.add(k.key, k.kind, e.id, e.addedKeys[k]); err != nil {
			return err
		}
	}
	for form, n := range e.addedForms { // the order of rows is that of the table's key, whatever the order here
		if err := w.forms.add(e.id, form, n); err != nil {
			return err
		}
	}
	for _, t := range e.addedTags {
		if err := w.tags.add(e.id, t.decision, t.side); err != nil {
			return err
		}
	}
	return nil
}

func (w *entityWriter) flush() error {
	return errors.Join(w.entities.flush(), w.keys.flush(), w.forms.flush(), w.tags.flush())
}

// packTraits packs the traits of an article's appearances.
func packTraits(list []*appearance) ([]byte, error) {
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = strings.Join(append([]string{x.local}, x.traits...), "\n")
	}
	return pack(strings.Join(parts, "\n\n"))
}

// traitsIn returns the traits of the appearance that has this ID in its record.
func traitsIn(packed []byte, local string) ([]string, error) {
	all, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(all, "\n\n") {
		if id, traits, _ := strings.Cut(part, "\n"); id == local {
			return lines(traits), nil
		}
	}
	return nil, nil
}

// appearancesOf reads the appearances of entities, to be linked anew.
func (l *linker) appearancesOf(ids []int64) ([]*appearance, error) {
	var list []*appearance
	for _, id := range ids {
		rows, err := l.query(`SELECT p.id, p.article, a.key, p.local, p.type, p.name, p.names, p.gender, p.moment, p.statements, p.authority, coalesce(t.traits, x'')
			FROM appearances p JOIN articles a ON a.id = p.article LEFT JOIN article_traits t ON t.article = p.article WHERE p.entity = ? ORDER BY p.id`, id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			x := &appearance{kept: true, was: id}
			var kind, names string
			var traits []byte
			var at int64
			if err := rows.Scan(&x.id, &x.article, &x.articleKey, &x.local, &kind, &x.name, &names, &x.gender, &at, &x.statements, &x.authority, &traits); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			var err error
			if x.traits, err = traitsIn(traits, x.local); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			x.kind, x.at, x.order = sayso.EntityType(kind), moment(at), int(x.id)
			x.names = lines(names)
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
