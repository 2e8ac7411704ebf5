package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/authority"
)

// Decision is what somebody at the desk decided about who is who. Decisions are kept for ever and outrank all that the
// archive finds out by itself; a later one outranks an earlier one; an undone one stays in the list without effect.
type Decision struct {
	ID int64 `json:"id"`
	// At and Undone are times in ISO 8601; Undone is empty while it holds.
	At     string `json:"at"`
	Undone string `json:"undone,omitempty"`
	// Verb is "merge" or "split".
	Verb string `json:"verb"`
	// What says it in words.
	What string `json:"what"`
}

// ErrSame is returned, wrapped, by Merge where the two are one already, and by Split where nothing would be left.
var ErrSame = errors.New("they are one and the same already")

// Merge decides that two entities are one. It returns the number of the one that is left.
func (a *Archive) Merge(ctx context.Context, one, other int64) (int64, error) {
	var left int64
	err := a.write(ctx, func(b *batch) error {
		l, err := newLinker(b)
		if err != nil {
			return err
		}
		var members [2][]member
		var names [2]string
		for i, id := range []int64{one, other} {
			if members[i], names[i], err = l.membersOf(id); err != nil {
				return err
			}
		}
		if one == other {
			return fmt.Errorf("%s: %w", names[0], ErrSame)
		}
		if err := l.decide(ctx, "merge", names[0]+" and "+names[1]+" are one", members[0], members[1], 0); err != nil {
			return err
		}
		left, err = l.anew([]int64{one, other}, members[0][0].appearance)
		return err
	})
	return left, a.wrap("change", err)
}

// Split decides that an entity of these articles, given by their keys, is somebody else than the one of that name in all
// other articles. It returns the number of the one that is now apart.
func (a *Archive) Split(ctx context.Context, id int64, articles []string) (int64, error) {
	var apart int64
	err := a.write(ctx, func(b *batch) error {
		l, err := newLinker(b)
		if err != nil {
			return err
		}
		all, name, err := l.membersOf(id)
		if err != nil {
			return err
		}
		var moved, left []member
		for _, m := range all {
			if slices.ContainsFunc(articles, func(key string) bool {
				return len(key) >= minPrefix && strings.HasPrefix(m.article, strings.ToLower(key))
			}) {
				moved = append(moved, m)
			} else {
				left = append(left, m)
			}
		}
		switch {
		case len(moved) == 0:
			return fmt.Errorf("%s in those articles: %w", name, ErrNotFound)
		case len(left) == 0:
			return fmt.Errorf("%s is in no other article, so there is nothing to be parted from: %w", name, ErrSame)
		}
		if err := l.decide(ctx, "split", fmt.Sprintf("%s in %s is somebody else", name, number1(len(moved), "article")), left, moved, 1); err != nil {
			return err
		}
		apart, err = l.anew([]int64{id}, moved[0].appearance)
		return err
	})
	return apart, a.wrap("change", err)
}

func number1(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Undo takes a decision back. All that it was about is found out again, as far as other decisions leave it open.
func (a *Archive) Undo(ctx context.Context, decision int64) error {
	err := a.write(ctx, func(b *batch) error {
		_, err := b.undoDecision(decision, AuthorOf(ctx), "")
		return err
	})
	return a.wrap("change", err)
}

// undoDecision takes a decision back and returns the entry of the log that says so.
func (b *batch) undoDecision(decision int64, author, reason string) (Correction, error) {
	c := Correction{At: now(), Author: author, Reason: reason, Verb: Undone, Decision: decision, State: InForce}
	var undone, what string
	err := b.queryRow("SELECT undone, what FROM decisions WHERE id = ?", decision).Scan(&undone, &what)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("decision %d: %w", decision, ErrNotFound)
	}
	if err != nil {
		return c, err
	}
	if undone != "" {
		return c, fmt.Errorf("decision %d, on %s: %w", decision, day(undone), ErrUndone)
	}
	if _, err := b.exec("UPDATE decisions SET undone = ? WHERE id = ?", c.At, decision); err != nil {
		return c, err
	}
	if err := b.queryRow("SELECT id FROM corrections WHERE decision = ? ORDER BY id LIMIT 1", decision).Scan(&c.Undoes); err != nil {
		return c, fmt.Errorf("the entry of decision %d in the log: %w", decision, err)
	}
	c.What = "taken back: " + what
	if err := b.log(&c); err != nil {
		return c, err
	}
	ids, err := column[int64](b.query("SELECT DISTINCT entity FROM entity_decisions WHERE decision = ? ORDER BY entity", decision))
	if err != nil {
		return c, err
	}
	if _, err := b.exec("DELETE FROM entity_decisions WHERE decision = ?", decision); err != nil {
		return c, err
	}
	l, err := newLinker(b)
	if err != nil || len(ids) == 0 {
		return c, err
	}
	_, err = l.anew(ids, 0)
	return c, err
}

// Decisions returns all decisions, the latest first.
func (a *Archive) Decisions(ctx context.Context) ([]Decision, error) {
	list, err := decisionsOf(a.readers.QueryContext(ctx, "SELECT id, at, verb, what, undone FROM decisions ORDER BY id DESC"))
	return list, a.wrap("look up", err)
}

// decisionsOf reads decisions. err is the query's.
func decisionsOf(rows *sql.Rows, err error) ([]Decision, error) {
	return collect(rows, err, func(row *sql.Rows, d *Decision) error { return row.Scan(&d.ID, &d.At, &d.Verb, &d.What, &d.Undone) })
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// member is an appearance that a decision is about.
type member struct {
	appearance    int64
	article, name string
}

// membersOf returns all appearances of an entity, and its name.
func (l *linker) membersOf(id int64) (list []member, name string, err error) {
	err = l.queryRow("SELECT name FROM entities WHERE id = ?", id).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", fmt.Errorf("entity %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, "", err
	}
	rows, err := l.query("SELECT p.id, a.key, p.name FROM appearances p JOIN articles a ON a.id = p.article WHERE p.entity = ? ORDER BY p.moment, a.key, p.id", id)
	list, err = collect(rows, err, func(row *sql.Rows, m *member) error {
		err := row.Scan(&m.appearance, &m.article, &m.name)
		m.name = authority.Fold(m.name)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	if len(list) == 0 {
		return nil, "", fmt.Errorf("entity %d: %w", id, ErrNotFound)
	}
	return list, name, nil
}

// decide writes a decision down; the first are on side 0, the second on the side given.
func (l *linker) decide(ctx context.Context, verb, what string, first, second []member, side int) error {
	var id int64
	at := now()
	if err := l.queryRow("INSERT INTO decisions (at, verb, what) VALUES (?, ?, ?) RETURNING id", at, verb, what).Scan(&id); err != nil {
		return err
	}
	if err := l.log(&Correction{At: at, Author: AuthorOf(ctx), Verb: Verb(verb), What: what, Decision: id}); err != nil {
		return err
	}
	for i, list := range [][]member{first, second} {
		for _, m := range list {
			if _, err := l.exec("INSERT OR IGNORE INTO decision_members (decision, side, article, name) VALUES (?, ?, ?, ?)",
				id, i*side, m.article, m.name); err != nil {
				return err
			}
		}
	}
	l.decided = true
	return nil
}

// anew finds out again who the appearances of entities are, and returns the entity of one of them.
func (l *linker) anew(ids []int64, of int64) (int64, error) {
	list, err := l.appearancesOf(ids)
	if err != nil {
		return 0, err
	}
	for _, x := range list {
		if x.kind != sayso.Person {
			continue // of others there are none
		}
		if err := l.recall(x); err != nil {
			return 0, err
		}
	}
	for _, id := range ids {
		for _, query := range []string{"DELETE FROM entities WHERE id = ?", "DELETE FROM entity_keys WHERE entity = ?",
			"DELETE FROM entity_forms WHERE entity = ?", "DELETE FROM entity_decisions WHERE entity = ?"} {
			if _, err := l.exec(query, id); err != nil {
				return 0, err
			}
		}
	}
	if err := l.link(list); err != nil {
		return 0, err
	}
	if err := l.gather(); err != nil {
		return 0, err
	}
	if err := l.flush(); err != nil {
		return 0, err
	}
	// Numbers that are no more lead to where most of what they had went.
	for _, id := range ids {
		if l.loaded[id] != nil && l.loaded[id].into == nil {
			continue
		}
		counts := map[int64]int{}
		for _, x := range list {
			if x.was == id {
				counts[x.entity.root().id]++
			}
		}
		if len(counts) == 0 {
			continue
		}
		var targets []int64
		for to := range counts {
			targets = append(targets, to)
		}
		slices.SortFunc(targets, func(x, y int64) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
		if _, err := l.exec("INSERT INTO moved (id, entity) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET entity = excluded.entity", id, targets[0]); err != nil {
			return 0, err
		}
	}
	for _, id := range l.reusedIDs() {
		if _, err := l.exec("DELETE FROM moved WHERE id = ?", id); err != nil {
			return 0, err
		}
	}
	for _, x := range list {
		if x.id == of {
			return x.entity.root().id, nil
		}
	}
	return 0, nil
}

func (l *linker) reusedIDs() []int64 {
	var list []int64
	for id := range l.reused {
		if e := l.loaded[id]; e != nil && e.into == nil {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// Relink finds out anew who everybody in the archive is, from the records and the lists of known people as they are
// now. Decisions hold. The outcome does not depend on the order in which the articles came in.
func (a *Archive) Relink(ctx context.Context) error {
	err := a.write(ctx, func(b *batch) error { return b.relink(ctx) })
	return a.wrap("link", err)
}

// relinkBatch is how many articles are linked at once: as many as Add gets from the command line.
const relinkBatch = 200

func (b *batch) relink(ctx context.Context) error {
	for _, table := range []string{"entities", "appearances", "entity_keys", "entity_forms", "moved", "said", "roles",
		"contacts", "parties", "disputants", "disputes", "denial_words", "entity_decisions"} {
		if _, err := b.tx.Exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	for _, query := range []string{"UPDATE totals SET linked = 0", "UPDATE marks SET appearance = 0"} {
		if _, err := b.tx.Exec(query); err != nil {
			return err
		}
	}
	ids, err := column[int64](b.query("SELECT id FROM articles ORDER BY moment, key"))
	if err != nil {
		return err
	}
	for list := range slices.Chunk(ids, relinkBatch) {
		if err := ctx.Err(); err != nil {
			return err
		}
		l, err := newLinker(b)
		if err != nil {
			return err
		}
		l.firstNew = 0
		for _, id := range list {
			if err := l.appearAgain(id); err != nil {
				return err
			}
		}
		if err := l.settle(); err != nil {
			return err
		}
	}
	return nil
}

// appearAgain takes the entities of an article that is there already.
func (l *linker) appearAgain(id int64) error {
	var article sayso.Article
	var key, rest string
	var at int64
	err := l.queryRow(`SELECT a.key, a.moment, a.published, a.name, a.title, coalesce(o.name, ''), t.text, t.record
		FROM articles a JOIN texts t ON t.article = a.id LEFT JOIN outlets o ON o.id = a.outlet WHERE a.id = ?`, id).
		Scan(&key, &at, &article.Published, &article.ID, &article.Title, &article.Outlet, &article.Text, &rest)
	if err != nil {
		return err
	}
	var record sayso.Record
	if err := json.Unmarshal([]byte(rest), &record); err != nil {
		return fmt.Errorf("record of article %s: %w", key, err)
	}
	record.Statements = nil
	rows, err := l.query("SELECT id, statement FROM statements WHERE article = ? ORDER BY number", id)
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var statement int64
		var encoded string
		if err := rows.Scan(&statement, &encoded); err != nil {
			return err
		}
		var s sayso.Statement
		if err := json.Unmarshal([]byte(encoded), &s); err != nil {
			return fmt.Errorf("record of article %s: %w", key, err)
		}
		ids, record.Statements = append(ids, statement), append(record.Statements, s)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = l.appear(id, key, moment(at), &article, &record, ids)
	return err
}
