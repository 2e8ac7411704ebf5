package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"sayso"
)

// StatementPage is one statement with all that is known around it.
type StatementPage struct {
	Hit
	// Passage is the stretch of the article's text in which the statement stands: its paragraphs, cut where they are very
	// long. The statement's spans, less From, are offsets into it.
	Passage string
	From    int
	// CutBefore and CutAfter are true where the passage begins or ends inside a paragraph.
	CutBefore, CutAfter bool
	// Within are the statements that hold it, the innermost first; Holds are those it holds.
	Within, Holds []Hit
	// Addressees and About are entities of the archive; those who are nobody in particular are in the statement alone.
	Addressees, About []Entity
	// Contacts, Roles and Disputes rest on it.
	Contacts []ContactFound
	Roles    []RoleHere
	Disputes []DisputeFound
	// Prev and Next are the statements before and behind it in the article, "" at the ends.
	Prev, Next string
}

// RoleHere is a function that a statement gives somebody.
type RoleHere struct {
	Person string
	Entity int64
	Role   string
	Org    string
	Former bool
	Start  int
}

// The most of a passage that is shown before and behind a statement, and in all, in bytes; and of what rests on one
// statement, rows.
const (
	passageAround = 700
	passageWhole  = 6000
	restingAtMost = 50
)

// Statement returns the statement with this ID in the article with this key, or with the only key that starts with it.
func (a *Archive) Statement(ctx context.Context, key, id string) (StatementPage, error) {
	var p StatementPage
	err := a.read(ctx, func(tx *sql.Tx) error {
		article, err := articleFrom(ctx, tx, key)
		if err != nil {
			return err
		}
		var row, number int64
		err = tx.QueryRowContext(ctx, "SELECT id, number FROM statements WHERE article = ? AND statement ->> '$.id' = ?", article, id).Scan(&row, &number)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		if p.Hit, err = hitByID(ctx, tx, row); err != nil {
			return err
		}
		return p.fill(ctx, tx, article, row, number)
	})
	if err != nil {
		return StatementPage{}, a.wrap("look up", fmt.Errorf("statement %s of article %q: %w", id, key, err))
	}
	return p, nil
}

func (p *StatementPage) fill(ctx context.Context, tx *sql.Tx, article, row, number int64) error {
	var text string
	if err := tx.QueryRowContext(ctx, "SELECT text FROM texts WHERE article = ?", article).Scan(&text); err != nil {
		return err
	}
	p.cut(text)
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT statement ->> '$.id' FROM statements WHERE article = ?1 AND number = ?2 - 1), ''),
		coalesce((SELECT statement ->> '$.id' FROM statements WHERE article = ?1 AND number = ?2 + 1), '')`, article, number).Scan(&p.Prev, &p.Next)
	if err != nil {
		return err
	}
	if err := p.fillNested(ctx, tx, article); err != nil {
		return err
	}
	for _, part := range []struct {
		part int
		to   *[]Entity
	}{{partAddressee, &p.Addressees}, {partAbout, &p.About}} {
		rows, err := tx.QueryContext(ctx, "SELECT "+entityColumns+` FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.statement = ? AND d.part = ? JOIN entities e ON e.id = x.entity
			WHERE x.article = ? ORDER BY x.id`, row, part.part, article)
		if *part.to, err = entitiesOf(rows, err); err != nil {
			return err
		}
	}
	ids, err := column[int64](tx.QueryContext(ctx, "SELECT id FROM contacts WHERE article = ? AND statement = ? ORDER BY id LIMIT ?", article, row, restingAtMost))
	if err != nil {
		return err
	}
	if p.Contacts, err = contactsByID(ctx, tx, ids); err != nil {
		return err
	}
	if err := p.fillRoles(ctx, tx, article, row); err != nil {
		return err
	}
	p.Disputes, err = disputesOf(ctx, tx, "SELECT "+disputeColumns+` FROM disputes d WHERE d.id IN (SELECT dispute FROM disputants WHERE statement = ?)
		ORDER BY d.moment DESC, d.id LIMIT ?`, row, restingAtMost)
	return err
}

// fillNested finds the statements of the article that hold this one, and those that it holds.
func (p *StatementPage) fillNested(ctx context.Context, tx *sql.Tx, article int64) error {
	rows, err := tx.QueryContext(ctx, "SELECT id, statement ->> '$.id', coalesce(statement ->> '$.within', '') FROM statements WHERE article = ? ORDER BY number", article)
	type place struct {
		row    int64
		within string
	}
	places := map[string]place{}
	var held []int64
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var at place
		var id string
		if err := row.Scan(&at.row, &id, &at.within); err != nil {
			return err
		}
		places[id] = at
		if at.within == p.Hit.Statement.ID && len(held) < restingAtMost {
			held = append(held, at.row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var holders []int64
	for within := p.Hit.Statement.Within; within != "" && len(holders) < 8; {
		at, ok := places[within]
		if !ok {
			break
		}
		holders, within = append(holders, at.row), at.within
	}
	if p.Within, err = hitsByID(ctx, tx, holders); err != nil {
		return err
	}
	p.Holds, err = hitsByID(ctx, tx, held)
	return err
}

func (p *StatementPage) fillRoles(ctx context.Context, tx *sql.Tx, article, row int64) error {
	rows, err := tx.QueryContext(ctx, `SELECT e.name, e.id, r.role, r.org, r.former, r.start FROM appearances x JOIN roles r ON r.appearance = x.id
		JOIN entities e ON e.id = x.entity WHERE x.article = ? AND r.statement = ? ORDER BY r.id LIMIT ?`, article, row, restingAtMost)
	p.Roles, err = collect(rows, err, func(row *sql.Rows, r *RoleHere) error {
		return row.Scan(&r.Person, &r.Entity, &r.Role, &r.Org, &r.Former, &r.Start)
	})
	return err
}

// cut takes the statement's paragraphs out of the text. Spans that do not lie in the text, from another hand, make no
// passage.
func (p *StatementPage) cut(text string) {
	low, high := -1, -1
	for _, spans := range []sayso.Spans{p.Hit.Statement.Source, p.Hit.Statement.Cue, p.Hit.Statement.Content} {
		for _, s := range spans {
			if s.Start < 0 || s.End > len(text) || s.Start > s.End {
				return
			}
			if low < 0 || s.Start < low {
				low = s.Start
			}
			high = max(high, s.End)
		}
	}
	if low < 0 {
		return
	}
	start := strings.LastIndexByte(text[:low], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[high:], '\n'); i >= 0 {
		end = high + i
	}
	if low-start > passageAround {
		start, p.CutBefore = atBlank(text, low-passageAround), true
	}
	if end-high > passageAround {
		end, p.CutAfter = atBlank(text, high+passageAround), true
	}
	if end-start > passageWhole {
		end, p.CutAfter = runeStart(text, start+passageWhole), true
	}
	p.Passage, p.From = text[start:end], start
}

// atBlank returns the end of the first blank behind at, or where a character begins if there is none near.
func atBlank(text string, at int) int {
	if i := strings.IndexAny(text[at:min(len(text), at+80)], " \n"); i >= 0 {
		return at + i + 1
	}
	return runeStart(text, at)
}

func runeStart(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
