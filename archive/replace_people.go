package archive

import (
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// relinkArticle ties an article's record to people, contacts, roles and disputes, after untie; before is the record that it had. ids are the rows of its
// statements. An entity that is just what it was stays with whom it was linked to; the others are
// linked as if the article came in now.
func (b *batch) relinkArticle(id int64, at moment, article *sayso.Article, before, record *sayso.Record, ids []int64) error {
	olds, err := b.appearancesIn(id)
	if err != nil {
		return err
	}
	traits := traitsByID(article, before)
	for _, old := range olds {
		old.know(traits[old.local])
	}
	if err := b.queryRow("SELECT coalesce(max(id), 0) FROM articles").Scan(&b.lastArticle); err != nil {
		return err
	}
	l, err := newLinker(b)
	if err != nil {
		return err
	}
	if _, err := l.appear(id, article.Key(), at, article, record, ids); err != nil {
		return err
	}
	var fresh []*appearance
	for _, x := range l.pending {
		old := sameAppearance(olds, x)
		if old == nil {
			fresh = append(fresh, x)
			continue
		}
		old.kept = true
		if _, err := b.exec("UPDATE appearances SET id = ?, local = ?, statements = ? WHERE id = ?", x.id, x.local, x.statements, old.id); err != nil {
			return err
		}
		if _, err := b.exec("UPDATE entities SET statements = statements + ? WHERE id = ?", x.statements-old.statements, old.was); err != nil {
			return err
		}
	}
	var left []int64
	for _, old := range olds {
		if old.kept {
			continue
		}
		gone, err := b.takeOff(old)
		if err != nil {
			return err
		}
		if !gone {
			left = append(left, old.was)
		}
		// Who had a page keeps its address, where the one who comes instead is nobody else's.
		for _, x := range fresh {
			if gone && x.was == 0 && x.kind == old.kind && x.called(authority.Fold(old.name)) {
				x.was = old.was
				break
			}
		}
	}
	l.pending, l.articles = fresh, 0
	if _, err := l.localsOf(id); err != nil {
		return err
	}
	for _, entity := range left { // its name may be another one now
		e, err := l.load(entity)
		if err != nil {
			return err
		}
		if e != nil {
			e.dirty = true
		}
	}
	if err := l.settle(); err != nil {
		return err
	}
	for _, id := range l.reusedIDs() {
		if _, err := b.exec("DELETE FROM moved WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// appearancesIn reads the appearances of an article; was is the entity of each.
func (b *batch) appearancesIn(article int64) ([]*appearance, error) {
	rows, err := b.query(`SELECT x.id, x.local, x.entity, x.type, x.name, x.names, x.gender, x.statements, x.authority
		FROM appearances x WHERE x.article = ? ORDER BY x.id`, article)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []*appearance
	for rows.Next() {
		x := &appearance{article: article}
		var kind, names string
		if err := rows.Scan(&x.id, &x.local, &x.was, &kind, &x.name, &names, &x.gender, &x.statements, &x.authority); err != nil {
			return nil, err
		}
		x.kind, x.names = sayso.EntityType(kind), lines(names)
		list = append(list, x)
	}
	return list, rows.Err()
}

// sameAppearance returns the one before that a new appearance is, to the letter.
func sameAppearance(before []*appearance, x *appearance) *appearance {
	for _, old := range before {
		if !old.kept && old.kind == x.kind && old.name == x.name && old.gender == x.gender && old.authority == x.authority &&
			slices.Equal(old.names, x.names) && strings.Join(old.traits, "\n") == strings.Join(x.traits, "\n") {
			return old
		}
	}
	return nil
}

// untie deletes what ties an article's statements to people, its contacts and roles, and its part in disputes. It must come
// before the rows of the statements change.
func (b *batch) untie(id int64) error {
	disputes, err := column[int64](b.query(`SELECT id FROM disputes WHERE article = ?1
		UNION SELECT d.dispute FROM statements s JOIN disputants d ON d.statement = s.id WHERE s.article = ?1
		UNION SELECT d.dispute FROM contacts c JOIN disputants d ON d.contact = c.id WHERE c.article = ?1 ORDER BY 1`, id))
	if err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM disputants WHERE statement IN (SELECT id FROM statements WHERE article = ?1)`,
		`DELETE FROM disputants WHERE contact IN (SELECT id FROM contacts WHERE article = ?1)`,
		`DELETE FROM denial_words WHERE statement IN (SELECT id FROM statements WHERE article = ?1)`,
		`DELETE FROM said WHERE appearance IN (SELECT id FROM appearances WHERE article = ?1)`,
		`UPDATE marks SET appearance = 0 WHERE statement IN (SELECT id FROM statement_rows WHERE article = ?1)`,
		`DELETE FROM roles WHERE article = ?1`,
		`DELETE FROM parties WHERE contact IN (SELECT id FROM contacts WHERE article = ?1)`,
		`DELETE FROM contacts WHERE article = ?1`,
	} {
		if _, err := b.exec(query, id); err != nil {
			return err
		}
	}
	// A dispute across articles goes on where others still assert and deny; what this article has of it is found again.
	for _, d := range disputes {
		const over = `SELECT id FROM disputes d WHERE id = ?1 AND (article = ?2 OR
			NOT EXISTS (SELECT 1 FROM disputants m WHERE m.dispute = d.id AND m.denies = 0) OR
			NOT EXISTS (SELECT 1 FROM disputants m WHERE m.dispute = d.id AND m.denies = 1))`
		for _, query := range []string{"DELETE FROM disputants WHERE dispute IN (" + over + ")", "DELETE FROM disputes WHERE id IN (" + over + ")"} {
			if _, err := b.exec(query, d, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeOff takes an appearance off its entity. It reports whether the entity is gone, as nothing is left of it. What the
// entity was known by stays with it: traits are not counted.
func (b *batch) takeOff(x *appearance) (gone bool, err error) {
	if _, err := b.exec("DELETE FROM appearances WHERE id = ?", x.id); err != nil {
		return false, err
	}
	var articles int
	if err := b.queryRow("SELECT count(*) FROM appearances WHERE entity = ?", x.was).Scan(&articles); err != nil {
		return false, err
	}
	if articles == 0 {
		for _, query := range []string{"DELETE FROM entities WHERE id = ?", "DELETE FROM entity_keys WHERE entity = ?",
			"DELETE FROM entity_forms WHERE entity = ?", "DELETE FROM entity_decisions WHERE entity = ?",
			"DELETE FROM moved WHERE entity = ?"} {
			if _, err := b.exec(query, x.was); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	female, male := 0, 0
	switch x.gender {
	case "female":
		female = 1
	case "male":
		male = 1
	}
	if _, err := b.exec("UPDATE entities SET articles = articles - 1, statements = statements - ?, female = max(0, female - ?), male = max(0, male - ?) WHERE id = ?",
		x.statements, female, male, x.was); err != nil {
		return false, err
	}
	entity := &sayso.Entity{Name: x.name, Names: x.names}
	keys := thingKeys(entity)
	if x.kind == sayso.Person {
		if keys = personKeys(bestName(entity)); x.authority != "" {
			keys = append(keys, entityKey{x.authority, keyKnown})
		}
	}
	for _, k := range keys {
		if _, err := b.exec("UPDATE entity_keys SET articles = articles - 1 WHERE key = ? AND kind = ? AND entity = ?", k.key, k.kind, x.was); err != nil {
			return false, err
		}
	}
	for _, form := range x.names {
		if _, err := b.exec("UPDATE entity_forms SET articles = articles - 1 WHERE entity = ? AND name = ?", x.was, form); err != nil {
			return false, err
		}
	}
	for _, query := range []string{"DELETE FROM entity_keys WHERE entity = ? AND articles <= 0", "DELETE FROM entity_forms WHERE entity = ? AND articles <= 0"} {
		if _, err := b.exec(query, x.was); err != nil {
			return false, err
		}
	}
	return false, nil
}
