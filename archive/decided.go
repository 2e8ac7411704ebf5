package archive

import (
	"database/sql"
	"slices"

	"sayso/authority"
)

// tag says that an entity, or an appearance, is on a side of a decision. Of a merge all are on side 0; of a split, what
// was moved away is on side 1.
type tag struct {
	decision int64
	side     int
}

// apart reports whether decisions keep two apart: they are on different sides of one, and no later one has made them
// the same.
func apart(a, b []tag) bool {
	for _, x := range a {
		for _, y := range b {
			if x.decision == y.decision && x.side != y.side && !together(a, b, x.decision) {
				return true
			}
		}
	}
	return false
}

// together reports whether the two are on the same side of a decision later than that.
func together(a, b []tag, later int64) bool {
	for _, x := range a {
		if x.decision > later && slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// tagsOf finds which decisions are about an appearance.
func (l *linker) tagsOf(x *appearance) error {
	rows, err := l.query(`SELECT m.decision, m.side, m.name FROM decision_members m JOIN decisions d ON d.id = m.decision
		WHERE m.article = ? AND d.undone = '' ORDER BY m.decision`, x.articleKey)
	x.tags = nil
	return eachRow(rows, err, func(row *sql.Rows) error {
		var t tag
		var name string
		if err := row.Scan(&t.decision, &t.side, &name); err != nil {
			return err
		}
		if x.called(name) {
			x.tags = append(x.tags, t)
		}
		return nil
	})
}

// called reports whether an appearance has a folded name among its forms.
func (x *appearance) called(name string) bool {
	if authority.Fold(x.name) == name {
		return true
	}
	return slices.ContainsFunc(x.names, func(form string) bool { return authority.Fold(form) == name })
}

// decidedFor returns the entity that decisions make an appearance belong to, nil if there is none: the latest decision
// by which it stands on one side with an entity, and that no later one contradicts.
func (l *linker) decidedFor(x *appearance) (*entity, error) {
	var into *entity
	for i := len(x.tags) - 1; i >= 0; i-- {
		t := x.tags[i]
		if _, err := l.loadBy("SELECT entity FROM entity_decisions WHERE decision = ? AND side = ? ORDER BY entity", t.decision, t.side); err != nil {
			return nil, err
		}
		for _, e := range l.entities {
			if e.into != nil || !slices.Contains(e.tags, t) || apart(e.tags, x.tags) || e == into {
				continue
			}
			// Who was moved away together stays together, and so does who was left behind.
			if into == nil {
				into = e
			} else if !apart(into.tags, e.tags) {
				into = l.merge(into, e)
			}
		}
	}
	return into, nil
}
