package format

import (
	"fmt"
	"strconv"
	"strings"

	"sayso/archive"
)

// variantLine is a wording of a quotation as JSON.
type variantLine struct {
	Words      string          `json:"words"`
	Pieces     []archive.Piece `json:"pieces"`
	Statements []*foundAcross  `json:"statements"`
}

// Quotations writes quotations, one a line.
func (a *Archive) Quotations(list []archive.Quotation) error {
	return write(a, list, listing[archive.Quotation]{
		columns: []string{"number", "words", "speaker", "statements", "articles", "origins", "first", "last"},
		rows: func(q *archive.Quotation) [][]string {
			return [][]string{{strconv.FormatInt(q.ID, 10), q.Words, q.Speaker, strconv.Itoa(q.Statements), strconv.Itoa(q.Articles), strconv.Itoa(q.Origins), q.First, q.Last}}
		},
		text: func(q *archive.Quotation) {
			a.text.gap()
			a.text.wrap([]piece{{green, "❝"}, {plain, "“" + q.Words + "”"}}, 0, 2)
			a.text.wrap([]piece{{dim, dotted([]string{fmt.Sprintf("#%d", q.ID), q.Speaker, many(q.Articles, "article"), origins(q.Origins, q.Articles), fromTo(q.First, q.Last)})}}, 2, 2)
		},
	})
}

// origins says how many texts articles are, where that is fewer than there are articles.
func origins(n, articles int) string {
	if n == articles {
		return ""
	}
	return many(n, "origin")
}

func fromTo(first, last string) string {
	if first == last || last == "" {
		return first
	}
	return first + " to " + last
}

// Quotation writes a quotation with its variants: as CSV, one row a statement.
func (a *Archive) Quotation(p *archive.QuotationPage) error {
	switch {
	case a.lines != nil:
		line := struct {
			archive.Quotation
			Earliest   *foundAcross  `json:"earliest"`
			Closest    *foundAcross  `json:"closest"`
			ClosestWhy string        `json:"closest_why,omitempty"`
			Variants   []variantLine `json:"variants"`
		}{p.Quotation, across(&p.Earliest), across(&p.Closest), p.ClosestWhy, nil}
		for _, v := range p.Variants {
			line.Variants = append(line.Variants, variantLine{v.Words, v.Pieces, acrossAll(v.Hits)})
		}
		return a.lines.line(&line)
	case a.table != nil:
		var rows [][]string
		for i, v := range p.Variants {
			for k := range v.Hits {
				h := &v.Hits[k]
				rows = append(rows, []string{strconv.FormatInt(p.ID, 10), strconv.Itoa(i + 1), v.Words, h.Key, h.Article.ID, h.Article.Outlet, h.Article.Published,
					h.Article.Title, h.Statement.ID, h.Statement.Speaker.Name, strings.Join(h.Chain, " > ")})
			}
		}
		return a.rows([]string{"quotation", "variant", "words", "key", "article", "outlet", "published", "title", "statement", "speaker", "chain"}, rows)
	}
	if err := a.Quotations([]archive.Quotation{p.Quotation}); err != nil {
		return err
	}
	for i, v := range p.Variants {
		a.text.out.WriteByte('\n')
		if i == 0 {
			a.text.wrap([]piece{{plain, "“" + v.Words + "”"}}, 2, 2)
		} else {
			a.text.wrap(compared(v.Pieces), 2, 2)
		}
		for k := range v.Hits {
			h := &v.Hits[k]
			note := ""
			if h.Key == p.Earliest.Key && h.Statement.ID == p.Earliest.Statement.ID {
				note = "the earliest"
			}
			if h.Key == p.Closest.Key && h.Statement.ID == p.Closest.Statement.ID {
				note = strings.TrimPrefix(note+", the closest to the speaker", ", ")
			}
			a.text.wrap([]piece{{dim, dotted([]string{way(h.Chain, &h.Article), note})}}, 4, 2)
		}
	}
	return a.text.out.Flush()
}

// compared writes what was compared word by word: what is added green and between braces, what is left out red and between
// brackets, so that it can be told without colours too.
func compared(list []archive.Piece) []piece {
	var out []piece
	for _, p := range list {
		switch p.Op {
		case archive.Added:
			out = append(out, piece{green, "{+" + strings.TrimSpace(p.Text) + "+}"})
		case archive.Dropped:
			out = append(out, piece{red, "[-" + strings.TrimSpace(p.Text) + "-]"})
		default:
			out = append(out, piece{plain, p.Text})
		}
	}
	return out
}
