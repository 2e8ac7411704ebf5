package format

import (
	"fmt"
	"strconv"

	"sayso/archive"
)

// Copies writes groups of articles that are one text: as CSV, one row an article.
func (a *Archive) Copies(list []archive.Copies) error {
	return write(a, list, listing[archive.Copies]{
		columns: []string{"group", "agency", "origin", "key", "title", "outlet", "published", "likeness", "own"},
		rows: func(g *archive.Copies) (rows [][]string) {
			for i, c := range g.Articles {
				rows = append(rows, []string{strconv.FormatInt(g.ID, 10), g.Agency, strconv.FormatBool(i == 0), c.Key, c.Title, c.Outlet, c.Published,
					strconv.FormatFloat(c.Likeness, 'f', 2, 64), strconv.Itoa(c.Own)})
			}
			return rows
		},
		text: a.copies,
	})
}

// copies writes a group for people: its text and, below, who carries it.
func (a *Archive) copies(g *archive.Copies) {
	a.text.gap()
	from := ""
	if g.Agency != "" {
		from = "from " + g.Agency
	}
	a.text.wrap([]piece{{bold, g.Articles[0].Title}, {dim, "· " + dotted([]string{many(len(g.Articles), "article"), "1 origin", from})}}, 0, 2)
	for i, c := range g.Articles {
		note := fmt.Sprintf("%.0f %% the same", 100*c.Likeness)
		if i == 0 {
			note = "the earliest"
		}
		a.text.wrap([]piece{{dim, c.Key[:12]}, {plain, c.Outlet}, {dim, "· " + dotted([]string{c.Published, note, many(c.Own, "statement") + " of its own", c.Title})}}, 2, 4)
	}
}
