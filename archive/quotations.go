package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// QuotationQuery asks for wordings that several articles carry. Empty fields do not restrict.
type QuotationQuery struct {
	// Words must all be in one of its variants, in any form of the word; "in quotation marks", next to each other.
	Words string
	// Entity is the number of who said it.
	Entity int64
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
}

// Quotation is one wording that several articles carry, cut, joined or punctuated as each saw fit.
type Quotation struct {
	ID int64 `json:"id"`
	// Words is the fullest of its variants.
	Words string `json:"words"`
	// Speaker is who said it, by the fullest variant; Entity the number across the archive, 0 for nobody
	// in particular.
	Speaker string `json:"speaker,omitempty"`
	Entity  int64  `json:"entity,omitempty"`
	// Statements and Articles count those that carry it; Origins counts articles that are copies of one text once.
	Statements int `json:"statements"`
	Articles   int `json:"articles"`
	Origins    int `json:"origins"`
	// First and Last are the days of the earliest and the latest of the articles.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// FoundQuotations is the answer to a QuotationQuery.
type FoundQuotations struct {
	Quotations []Quotation
	Total      int
}

// QuotationPage is a quotation with all its variants.
type QuotationPage struct {
	Quotation
	// Variants are its wordings; the fullest is the first, the others by the date of their earliest article.
	Variants []Variant
	// Earliest is the statement of the earliest article; Closest the one with the shortest chain from its speaker to the
	// page, of those the earliest.
	Earliest, Closest Hit
	// ClosestWhy says in words why it is held to be the closest: "said to the Herald itself".
	ClosestWhy string
}

// Variant is one wording of a quotation. Wordings that differ in capitals and punctuation alone are one.
type Variant struct {
	// Words is the wording as it is printed; parts that stand apart are joined by " … ".
	Words string
	// Pieces compares it word by word with the fullest: what is the same, what it drops, what it has instead.
	Pieces []Piece
	// Hits are the statements that have it, the earliest first, each with its chain.
	Hits []Hit
}

// variantsAtMost is how many statements of a quotation are compared, the earliest.
const variantsAtMost = 500

// Quotations returns wordings that two articles or more carry, those in most articles first.
func (a *Archive) Quotations(ctx context.Context, q QuotationQuery) (FoundQuotations, error) {
	var found FoundQuotations
	err := a.read(ctx, func(tx *sql.Tx) error {
		condition, args := "q.articles > 1", []any{}
		if strings.TrimSpace(q.Words) != "" {
			match := matchQuoted(q.Words)
			if match == "" {
				return &QueryError{Field: "words", Value: q.Words, Want: "a letter or digit is needed to search for"}
			}
			condition += " AND q.id IN (SELECT d.quotation FROM words w JOIN quoted d ON d.statement = w.rowid WHERE words MATCH ?)"
			args = append(args, match)
		}
		if q.Entity != 0 {
			condition += ` AND q.id IN (SELECT d.quotation FROM appearances x JOIN said s ON s.appearance = x.id AND s.part = 0
				JOIN quoted d ON d.statement = s.statement WHERE x.entity = ?)`
			args = append(args, q.Entity)
		}
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM quotations q WHERE "+condition, args...).Scan(&found.Total); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		ids, err := column[int64](tx.QueryContext(ctx, "SELECT q.id FROM quotations q WHERE "+condition+" ORDER BY q.articles DESC, q.statements DESC, q.id LIMIT ? OFFSET ?",
			append(args, limit, max(0, q.Offset))...))
		if err != nil {
			return err
		}
		found.Quotations, err = byID(ctx, tx, ids, quotation)
		return err
	})
	return found, a.wrap("look up", err)
}

// matchQuoted writes words, and phrases in quotation marks, all of which must be in a content, as an expression of the
// index of words; "" if there are none.
func matchQuoted(words string) string {
	var terms []string
	for i, part := range strings.FieldsFunc(strings.ToValidUTF8(words, " ")+" ", func(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }) {
		if i%2 == 1 || strings.IndexAny(words, "\"“”„«»") == 0 && i == 0 {
			terms = append(terms, strings.Join(nameWords(part), " "))
			continue
		}
		terms = append(terms, nameWords(part)...)
	}
	terms = slices.DeleteFunc(terms, func(t string) bool { return t == "" })
	if len(terms) == 0 {
		return ""
	}
	return `content : ("` + strings.Join(terms, `" AND "`) + `")`
}

// quotation reads what is said of a quotation in a list.
func quotation(ctx context.Context, tx *sql.Tx, id int64) (Quotation, error) {
	q := Quotation{ID: id}
	var fullest int64
	err := tx.QueryRowContext(ctx, "SELECT fullest, statements, articles FROM quotations WHERE id = ?", id).Scan(&fullest, &q.Statements, &q.Articles)
	if errors.Is(err, sql.ErrNoRows) {
		return q, fmt.Errorf("quotation %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return q, err
	}
	err = each(ctx, tx, func(h Hit) error {
		q.Words, q.Speaker, q.Entity = quotedWords(h.Content, h.Statement.Kind), h.Statement.Speaker.Name, h.Entity
		return nil
	}, `SELECT `+hitColumns+` FROM `+hitTables+` WHERE s.id = ?`, fullest)
	if err != nil {
		return q, err
	}
	if err := tx.QueryRowContext(ctx, `SELECT count(DISTINCT CASE WHEN a.origin <> 0 THEN a.origin WHEN a.work <> 0 THEN a.work ELSE a.id END)
		FROM quoted d JOIN articles a ON a.id = d.article WHERE d.quotation = ?`, id).Scan(&q.Origins); err != nil {
		return q, err
	}
	q.First, q.Last, err = bounds(ctx, tx, "(SELECT a.moment, a.id FROM quoted d JOIN articles a ON a.id = d.article WHERE d.quotation = ?1)", "moment", "id", id)
	return q, err
}

// Quotation returns a quotation with its variants compared. A number that is no more leads to the quotation it was found to be.
func (a *Archive) Quotation(ctx context.Context, id int64) (QuotationPage, error) {
	var p QuotationPage
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		if err := scanIf(tx.QueryRowContext(ctx, "SELECT quotation FROM quotations_moved WHERE id = ? AND quotation <> 0", id), &id); err != nil {
			return err
		}
		if p.Quotation, err = quotation(ctx, tx, id); err != nil {
			return err
		}
		var hits []Hit
		err = each(ctx, tx, func(h Hit) error {
			hits = append(hits, h)
			return nil
		}, `SELECT `+hitColumns+` FROM (SELECT statement, article FROM quoted WHERE quotation = ? ORDER BY article LIMIT ?) f CROSS JOIN `+hitTables+`
			WHERE s.id = f.statement ORDER BY a.moment = 0, a.moment, a.id, s.number`, id, variantsAtMost)
		if err != nil {
			return err
		}
		for i := range hits {
			if err := chainOf(ctx, tx, &hits[i]); err != nil {
				return fmt.Errorf("chain of %s: %w", hits[i].Statement.ID, err)
			}
		}
		p.fill(hits)
		return nil
	})
	return p, a.wrap("look up", err)
}

// fill sorts statements, the earliest first, into variants.
func (p *QuotationPage) fill(hits []Hit) {
	at := map[uint64]int{}
	most := -1
	var sizes []int
	for i, h := range hits {
		printed := quotedWords(h.Content, h.Statement.Kind)
		words := textWords(printed)
		if len(words) == 0 {
			continue
		}
		hash := shingles(words, len(words))[0]
		k, ok := at[hash]
		if !ok {
			k = len(p.Variants)
			at[hash] = k
			p.Variants = append(p.Variants, Variant{Words: printed})
			sizes = append(sizes, len(words))
			if most < 0 || sizes[k] > sizes[most] {
				most = k
			}
		}
		p.Variants[k].Hits = append(p.Variants[k].Hits, h)
		if i == 0 {
			p.Earliest, p.Closest = h, h
		} else if len(h.Chain) < len(p.Closest.Chain) {
			p.Closest = h
		}
	}
	if most < 0 {
		return
	}
	fullest := p.Variants[most]
	p.Variants = append([]Variant{fullest}, append(p.Variants[:most:most], p.Variants[most+1:]...)...)
	for i := range p.Variants {
		p.Variants[i].Pieces = pieces(fullest.Words, p.Variants[i].Words)
	}
	p.ClosestWhy = "the shortest way to the page: " + strings.Join(p.Closest.Chain, " → ")
}

// QuotationOf returns the quotation of a statement of an article, given by the article's key and the statement's ID in the
// record. Where no other article carries it, the error is ErrNotFound.
func (a *Archive) QuotationOf(ctx context.Context, key, statement string) (Quotation, error) {
	all, err := a.QuotationsIn(ctx, key)
	if err != nil {
		return Quotation{}, err
	}
	q, ok := all[statement]
	if !ok {
		return Quotation{}, a.wrap("look up", fmt.Errorf("quotation of statement %q: %w", statement, ErrNotFound))
	}
	return q, nil
}

// QuotationsIn returns the quotations of an article's statements that other articles carry as well, by the statements' IDs.
func (a *Archive) QuotationsIn(ctx context.Context, key string) (map[string]Quotation, error) {
	found := map[string]Quotation{}
	err := a.read(ctx, func(tx *sql.Tx) error {
		id, err := articleID(ctx, tx, key)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT s.statement ->> '$.id', q.id FROM statements s JOIN quoted d ON d.statement = s.id
			JOIN quotations q ON q.id = d.quotation WHERE s.article = ? AND q.articles > 1 ORDER BY s.number`, id)
		type carried struct {
			statement string
			quotation int64
		}
		list, err := collect(rows, err, func(row *sql.Rows, c *carried) error { return row.Scan(&c.statement, &c.quotation) })
		if err != nil {
			return err
		}
		for _, c := range list {
			if found[c.statement], err = quotation(ctx, tx, c.quotation); err != nil {
				return err
			}
		}
		return nil
	})
	return found, a.wrap("look up", err)
}
