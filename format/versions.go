package format

import (
	"fmt"
	"strconv"
	"strings"

	"sayso/archive"
)

type changedLine struct {
	Before *foundAcross    `json:"before"`
	After  *foundAcross    `json:"after"`
	Words  []archive.Piece `json:"words"`
}

// Versions writes the versions of an article: as CSV, one row for each statement that changed.
func (a *Archive) Versions(list []archive.Version) error {
	switch {
	case a.lines != nil:
		for i := range list {
			v := &list[i]
			line := struct {
				Article    foundArticle    `json:"article"`
				Statements int             `json:"statements"`
				Words      []archive.Piece `json:"words,omitempty"`
				Added      []*foundAcross  `json:"added,omitempty"`
				Dropped    []*foundAcross  `json:"dropped,omitempty"`
				Changed    []changedLine   `json:"changed,omitempty"`
			}{Article: articleOf(v.Key, &v.Article), Statements: v.Statements}
			if c := v.Change; c != nil {
				line.Words = c.Words
				for k := range c.Added {
					line.Added = append(line.Added, across(&c.Added[k]))
				}
				for k := range c.Dropped {
					line.Dropped = append(line.Dropped, across(&c.Dropped[k]))
				}
				for k := range c.Changed {
					line.Changed = append(line.Changed, changedLine{across(&c.Changed[k].Before), across(&c.Changed[k].After), c.Changed[k].Words})
				}
			}
			if err := a.lines.line(&line); err != nil {
				return err
			}
		}
		return nil
	case a.table != nil:
		var rows [][]string
		row := func(n int, v *archive.Version, what, before, after string, h *archive.Hit) {
			rows = append(rows, []string{strconv.Itoa(n + 1), v.Key, v.Article.Published, what, h.Statement.ID, h.Statement.Speaker.Name, before, after})
		}
		for i := range list {
			v := &list[i]
			if v.Change == nil {
				continue
			}
			for k := range v.Change.Added {
				row(i, v, "added", "", v.Change.Added[k].Content, &v.Change.Added[k])
			}
			for k := range v.Change.Dropped {
				row(i, v, "dropped", v.Change.Dropped[k].Content, "", &v.Change.Dropped[k])
			}
			for k := range v.Change.Changed {
				c := &v.Change.Changed[k]
				row(i, v, "changed", c.Before.Content, c.After.Content, &c.After)
			}
		}
		return a.rows([]string{"version", "key", "published", "what", "statement", "speaker", "before", "after"}, rows)
	}
	t := a.text
	for i := range list {
		v := &list[i]
		t.gap()
		title := v.Article.Title
		if title == "" {
			title = v.Article.ID
		}
		t.wrap([]piece{{bold, title}, {dim, "· " + dotted([]string{v.Article.Outlet, v.Article.Published, many(v.Statements, "statement"), v.Key[:12]})}}, 0, 2)
		c := v.Change
		if c == nil {
			if len(list) == 1 {
				t.wrap([]piece{{dim, "the only version"}}, 2, 2)
			}
			continue
		}
		words, dropped := 0, 0
		for _, p := range c.Words {
			switch p.Op {
			case archive.Added:
				words += wordCount(p.Text)
			case archive.Dropped:
				dropped += wordCount(p.Text)
			}
		}
		t.wrap([]piece{{dim, fmt.Sprintf("%d words added, %d dropped since the version before", words, dropped)}}, 2, 2)
		for k := range c.Words {
			if c.Words[k].Op != archive.Same {
				t.wrap(compared(c.Words[k:k+1]), 4, 2)
			}
		}
		for k := range c.Added {
			a.heading("New", 1)
			a.text.statement(&c.Added[k].Statement, c.Added[k].Source, c.Added[k].Cue, c.Added[k].Content, 0)
		}
		for k := range c.Dropped {
			a.heading("Gone", 1)
			a.text.statement(&c.Dropped[k].Statement, c.Dropped[k].Source, c.Dropped[k].Cue, c.Dropped[k].Content, 0)
		}
		for k := range c.Changed {
			a.heading("Changed", 1)
			t.wrap(append([]piece{{bold, c.Changed[k].After.Statement.Speaker.Name}}, compared(c.Changed[k].Words)...), 2, 4)
		}
	}
	return t.out.Flush()
}

// Changed writes articles of which there are several versions, one a line.
func (a *Archive) Changed(list []archive.ChangedArticle) error {
	return write(a, list, listing[archive.ChangedArticle]{
		columns: []string{"key", "title", "outlet", "published", "versions"},
		rows: func(c *archive.ChangedArticle) [][]string {
			return [][]string{{c.Key, c.Title, c.Outlet, c.Published, strconv.Itoa(c.Versions)}}
		},
		text: func(c *archive.ChangedArticle) {
			a.text.wrap([]piece{{dim, c.Key[:12]}, {plain, c.Title}, {dim, "· " + dotted([]string{c.Outlet, c.Published, many(c.Versions, "version")})}}, 0, 4)
		},
	})
}

func wordCount(s string) int { return len(strings.Fields(s)) }
