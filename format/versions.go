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
	n := 0
	return write(a, list, listing[archive.Version]{
		columns: []string{"version", "key", "published", "what", "statement", "speaker", "before", "after"},
		rows: func(v *archive.Version) [][]string {
			n++
			return versionRows(strconv.Itoa(n), v)
		},
		line: func(v *archive.Version) any { return versionOf(v) },
		text: func(v *archive.Version) { a.version(v, len(list) == 1) },
	})
}

// versionLine is a version as JSON.
type versionLine struct {
	Article    foundArticle    `json:"article"`
	Statements int             `json:"statements"`
	Words      []archive.Piece `json:"words,omitempty"`
	Added      []*foundAcross  `json:"added,omitempty"`
	Dropped    []*foundAcross  `json:"dropped,omitempty"`
	Changed    []changedLine   `json:"changed,omitempty"`
}

func versionOf(v *archive.Version) *versionLine {
	line := &versionLine{Article: articleOf(v.Key, &v.Article), Statements: v.Statements}
	if c := v.Change; c != nil {
		line.Words, line.Added, line.Dropped = c.Words, acrossAll(c.Added), acrossAll(c.Dropped)
		for i := range c.Changed {
			line.Changed = append(line.Changed, changedLine{across(&c.Changed[i].Before), across(&c.Changed[i].After), c.Changed[i].Words})
		}
	}
	return line
}

func versionRows(number string, v *archive.Version) (rows [][]string) {
	if v.Change == nil {
		return nil
	}
	row := func(what, before, after string, h *archive.Hit) {
		rows = append(rows, []string{number, v.Key, v.Article.Published, what, h.Statement.ID, h.Statement.Speaker.Name, before, after})
	}
	for i := range v.Change.Added {
		row("added", "", v.Change.Added[i].Content, &v.Change.Added[i])
	}
	for i := range v.Change.Dropped {
		row("dropped", v.Change.Dropped[i].Content, "", &v.Change.Dropped[i])
	}
	for i := range v.Change.Changed {
		c := &v.Change.Changed[i]
		row("changed", c.Before.Content, c.After.Content, &c.After)
	}
	return rows
}

// version writes a version for people, with what changed from the one before.
func (a *Archive) version(v *archive.Version, only bool) {
	t := a.text
	t.gap()
	title := v.Article.Title
	if title == "" {
		title = v.Article.ID
	}
	t.wrap([]piece{{bold, title}, {dim, "· " + dotted([]string{v.Article.Outlet, v.Article.Published, many(v.Statements, "statement"), v.Key[:12]})}}, 0, 2)
	c := v.Change
	if c == nil {
		if only {
			t.wrap([]piece{{dim, "the only version"}}, 2, 2)
		}
		return
	}
	added, dropped := 0, 0
	for _, p := range c.Words {
		switch p.Op {
		case archive.Added:
			added += wordCount(p.Text)
		case archive.Dropped:
			dropped += wordCount(p.Text)
		}
	}
	t.wrap([]piece{{dim, fmt.Sprintf("%d words added, %d dropped since the version before", added, dropped)}}, 2, 2)
	for i := range c.Words {
		if c.Words[i].Op != archive.Same {
			t.wrap(compared(c.Words[i:i+1]), 4, 2)
		}
	}
	for _, part := range []struct {
		title string
		hits  []archive.Hit
	}{{"New", c.Added}, {"Gone", c.Dropped}} {
		for i := range part.hits {
			h := &part.hits[i]
			a.heading(part.title, 1)
			t.statement(&h.Statement, h.Source, h.Cue, h.Content, 0)
		}
	}
	for i := range c.Changed {
		a.heading("Changed", 1)
		t.wrap(append([]piece{{bold, c.Changed[i].After.Statement.Speaker.Name}}, compared(c.Changed[i].Words)...), 2, 4)
	}
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
