package archive

import (
	"errors"
	"fmt"

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
	if err := w.entities.add(e.id, string(e.kind), chosenName(e), e.middle, e.female, e.male, e.articles, e.statements, e.authority, packTraits(sortedTraits(e.traits))); err != nil {
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

// appearancesOf reads the appearances of entities, to be linked anew, without their traits: see recall.
func (l *linker) appearancesOf(ids []int64) ([]*appearance, error) {
	var list []*appearance
	for _, id := range ids {
		rows, err := l.query(`SELECT p.id, p.article, a.key, p.local, p.type, p.name, p.names, p.gender, p.moment, p.statements, p.authority
			FROM appearances p JOIN articles a ON a.id = p.article WHERE p.entity = ? ORDER BY p.id`, id)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			x := &appearance{kept: true, was: id}
			var kind, names string
			var at int64
			if err := rows.Scan(&x.id, &x.article, &x.articleKey, &x.local, &kind, &x.name, &names, &x.gender, &at, &x.statements, &x.authority); err != nil {
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

// recall finds the traits of an appearance again, from the record of its article.
func (l *linker) recall(x *appearance) error {
	traits := l.traits[x.article]
	if traits == nil {
		var err error
		if traits, err = l.traitsIn(x.article); err != nil {
			return fmt.Errorf("article %s: %w", x.articleKey, err)
		}
		l.traits[x.article] = traits
	}
	x.know(traits[x.local])
	return nil
}

// traitsIn finds the traits of those who appear in an article, by their IDs in its record.
func (b *batch) traitsIn(article int64) (map[string][]string, error) {
	var a sayso.Article
	var text, packed []byte
	err := b.queryRow(`SELECT a.published, coalesce(o.name, ''), t.text, t.record FROM articles a JOIN article_texts t ON t.article = a.id
		LEFT JOIN outlets o ON o.id = a.outlet WHERE a.id = ?`, article).Scan(&a.Published, &a.Outlet, &text, &packed)
	if err != nil {
		return nil, err
	}
	record, err := recordIn(packed, text)
	if err != nil {
		return nil, err
	}
	return traitsByID(&a, record), nil
}

func traitsByID(article *sayso.Article, record *sayso.Record) map[string][]string {
	traits := map[string][]string{}
	for i, list := range traitsOf(article, record, namesIn(record)) {
		if id := record.Entities[i].ID; traits[id] == nil {
			traits[id] = list
		}
	}
	return traits
}
