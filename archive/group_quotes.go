package archive

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// A statement carries a quotation where its content has words in quotation marks, quoteLeast at least. Its prints are
// hashes of three words in a row, winnowed, and it is looked for by all its runs of three: whoever has eight words in a row
// of an earlier one, or the whole of it, finds it. A wording is a
// variant of a quotation where most of its words, or of the fullest wording's, stand in the other in the same order.
const (
	quoteLeast  = 5
	quoteRun    = 3
	quoteWindow = 6
	quoteShare  = 0.7
	// quoteSure is from how many common words on it does not matter by whom they are said to be.
	quoteSure = 8
	// quotesTried is how many quotations a statement is compared with, those with most prints in common.
	quotesTried = 4
	// joinedWords is up to how many words a wording may make two quotations one: who prints a whole speech does not
	// make one quotation of all that was quoted of it.
	joinedWords = 120
)

// wording is a statement's words in quotation marks.
type wording struct {
	number int // of the statement in its record
	text   string
	words  []textWord
	prints []uint64 // by which it will be found
	all    []uint64 // and by which others are looked for: those of all its runs
}

// cluster is a quotation while a batch works on it.
type cluster struct {
	id                   int64
	fullest              int64
	words                []textWord // of the fullest wording
	speaker              sayso.Speaker
	statements, articles int
	in                   map[int64]bool // articles of this batch
	dirty                bool
}

// wordingsOf finds the quotations of a record.
func wordingsOf(text string, record *sayso.Record) []wording {
	var list []wording
	for i := range record.Statements {
		s := &record.Statements[i]
		if s.Kind == sayso.Indirect || len(s.Content) == 0 {
			continue
		}
		if q, ok := wordingOf(s.Content.Of(text), s.Kind); ok {
			q.number = i
			list = append(list, q)
		}
	}
	return list
}

func wordingOf(content string, kind sayso.Kind) (wording, bool) {
	q := wording{text: quotedWords(content, kind)}
	q.words = textWords(q.text)
	if len(q.words) < quoteLeast {
		return q, false
	}
	runs := shingles(q.words, quoteRun)
	for _, h := range winnow(runs, quoteWindow) {
		q.prints = append(q.prints, printOf(h))
	}
	for _, h := range runs {
		q.all = append(q.all, printOf(h))
	}
	return q, true
}

// quotedWords are the parts of a content in quotation marks, joined by " … "; of a direct one without marks, all of it.
func quotedWords(content string, kind sayso.Kind) string {
	var parts []string
	if strings.Contains(content, "''") { // doubled single marks
		content = strings.ReplaceAll(content, "''", `"`)
	}
	for rest := content; ; {
		open := strings.IndexAny(rest, "“\"")
		if open < 0 {
			break
		}
		body := rest[open+markLen(rest[open:]):]
		end := strings.IndexAny(body, "”\"")
		if end < 0 {
			parts = append(parts, body)
			break
		}
		if part := strings.TrimSpace(body[:end]); part != "" {
			parts = append(parts, part)
		}
		rest = body[end+markLen(body[end:]):]
	}
	if len(parts) == 0 && kind == sayso.Direct {
		return strings.Trim(content, "”’\" ")
	}
	return strings.Join(parts, " … ")
}

// markLen is the length of the quotation mark that a text starts with.
func markLen(s string) int {
	if s[0] == '"' {
		return 1
	}
	return len("“")
}

// quote finds the quotation of each statement of an article, or begins one. ids are the statements' rows.
func (g *grouper) quote(id int64, article *sayso.Article, record *sayso.Record, ids []int64) error {
	version := g.groups[id][0] != 0
	id = cmp.Or(g.groups[id][0], id) // versions of one article are one
	for _, q := range g.prepared[article].quotes {
		s := &record.Statements[q.number]
		row := ids[q.number]
		c, err := g.quotationOf(&q, &s.Speaker)
		if err != nil {
			return fmt.Errorf("quotations of statement %s: %w", s.ID, err)
		}
		if own := g.own[row]; c == nil && own != 0 {
			if c, err = g.cluster(own); err != nil {
				return fmt.Errorf("quotation %d: %w", own, err)
			}
		}
		if c == nil {
			g.lastQuote++
			c = &cluster{id: g.lastQuote}
			g.clusters[c.id] = c
		}
		c.dirty = true
		c.statements++
		if !c.in[id] {
			known := false
			if version { // the one before may be of an earlier batch
				if err := g.queryRow("SELECT EXISTS (SELECT 1 FROM quoted WHERE quotation = ? AND article = ?)", c.id, id).Scan(&known); err != nil {
					return err
				}
			}
			if !known {
				c.articles++
			}
			if c.in == nil {
				c.in = map[int64]bool{}
			}
			c.in[id] = true
		}
		if len(q.words) > len(c.words) {
			c.fullest, c.words, c.speaker = row, q.words, s.Speaker
		}
		for _, print := range q.prints {
			list := g.quotes[print]
			known := slices.ContainsFunc(list, func(id int64) bool { return g.leads(id) == c.id })
			if !known && len(list) < listAtMost {
				g.quotes[print] = append(list, c.id)
				if err := g.quotePrints.add(int64(print), c.id); err != nil {
					return err
				}
			}
		}
		if err := g.quoted.add(row, c.id, id); err != nil {
			return err
		}
	}
	return nil
}

// quotationOf returns the quotation that a wording is a variant of, nil if there is none.
func (g *grouper) quotationOf(q *wording, speaker *sayso.Speaker) (*cluster, error) {
	counts := map[int64]int{}
	var list []int64
	for _, print := range q.all {
		for _, id := range g.quotes[print] {
			id = g.leads(id)
			if counts[id] == 0 {
				list = append(list, id)
			}
			counts[id]++
		}
	}
	slices.SortFunc(list, func(x, y int64) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	var fits []*cluster
	var best *cluster
	most := 0
	for i, id := range list[:min(len(list), quotesTried)] {
		if i >= 2 && counts[id] == 1 {
			break // three words in common mean little
		}
		c, err := g.cluster(id)
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		n := len(align(q.words, c.words))
		if n < quoteLeast || float64(n) < quoteShare*float64(min(len(q.words), len(c.words))) ||
			n < quoteSure && !maybeSame(speaker, &c.speaker) {
			continue
		}
		fits = append(fits, c)
		if n > most {
			best, most = c, n
		}
	}
	if len(fits) > 1 && len(q.words) <= joinedWords {
		slices.SortFunc(fits, func(x, y *cluster) int { return cmp.Compare(x.id, y.id) })
		into := fits[0]
		for _, c := range fits[1:] {
			if err := g.merge(into, c); err != nil {
				return nil, err
			}
		}
		return into, nil
	}
	return best, nil
}

// leads is where the number of a quotation leads that was found to be another one in this batch.
func (g *grouper) leads(id int64) int64 {
	for g.into[id] != 0 {
		id = g.into[id]
	}
	return id
}

// maybeSame reports whether two speakers can be one: both of a name have the same last name.
func maybeSame(a, b *sayso.Speaker) bool {
	if a.Type != sayso.SpeakerPerson || b.Type != sayso.SpeakerPerson {
		return true
	}
	return authority.ParseName(a.Name).Last == authority.ParseName(b.Name).Last
}

// cluster reads a quotation; it is nil if there is none of this number, or nothing is left of it.
func (g *grouper) cluster(id int64) (*cluster, error) {
	if c, ok := g.clusters[id]; ok {
		return c, nil
	}
	c := &cluster{id: id}
	var content, kind string
	var packed []byte
	err := g.queryRow(`SELECT q.fullest, q.statements, q.articles, s.content, s.kind, r.packed FROM quotations q JOIN statement_rows r ON r.id = q.fullest
		JOIN statements s ON s.id = q.fullest WHERE q.id = ?`, id).Scan(&c.fullest, &c.statements, &c.articles, &content, &kind, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		g.clusters[id] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	q, _ := wordingOf(content, sayso.Kind(kind))
	c.words = q.words
	s, err := unpackStatement(packed)
	if err != nil {
		return nil, err
	}
	c.speaker = s.Speaker
	g.clusters[id] = c
	return c, nil
}

// merge makes two quotations one.
func (g *grouper) merge(into, c *cluster) error {
	if err := errors.Join(g.quoted.flush(), g.quotePrints.flush()); err != nil {
		return err
	}
	// Its prints stay as they are: whoever finds them is led on.
	for _, query := range []string{"UPDATE quoted SET quotation = ?1 WHERE quotation = ?2", "UPDATE quotations_moved SET quotation = ?1 WHERE quotation = ?2",
		"INSERT INTO quotations_moved (quotation, id) VALUES (?1, ?2)"} {
		if _, err := g.exec(query, into.id, c.id); err != nil {
			return err
		}
	}
	if _, err := g.exec("DELETE FROM quotations WHERE id = ?", c.id); err != nil {
		return err
	}
	if len(c.words) > len(into.words) {
		into.fullest, into.words, into.speaker = c.fullest, c.words, c.speaker
	}
	g.into[c.id] = into.id
	delete(g.clusters, c.id)
	if into.in == nil {
		into.in = map[int64]bool{}
	}
	maps.Copy(into.in, c.in)
	into.dirty = true
	return g.queryRow("SELECT count(*), count(DISTINCT article) FROM quoted WHERE quotation = ?", into.id).Scan(&into.statements, &into.articles)
}

// flushQuotes writes quotations.
func (g *grouper) flushQuotes() error {
	var list []*cluster
	for _, c := range g.clusters {
		if c != nil && c.dirty {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(x, y *cluster) int { return cmp.Compare(x.id, y.id) })
	rows := g.bulk("INSERT OR REPLACE", "quotations", "id, fullest, words, statements, articles", "")
	for _, c := range list {
		if err := rows.add(c.id, c.fullest, len(c.words), c.statements, c.articles); err != nil {
			return err
		}
	}
	return errors.Join(rows.flush(), g.quoted.flush(), g.quotePrints.flush())
}
