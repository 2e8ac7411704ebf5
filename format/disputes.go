package format

import (
	"fmt"
	"strconv"
	"strings"

	"sayso/archive"
)

type evidenceLine struct {
	Statement *foundAcross `json:"statement,omitempty"`
	Contact   *contactLine `json:"contact,omitempty"`
}

type disputeLine struct {
	ID      int64          `json:"id"`
	Across  bool           `json:"across"`
	Reason  string         `json:"reason,omitempty"`
	Asserts []evidenceLine `json:"asserts"`
	Denies  []evidenceLine `json:"denies"`
}

func evidence(list []archive.Evidence) []evidenceLine {
	var out []evidenceLine
	for _, e := range list {
		line := evidenceLine{Statement: across(e.Statement)}
		if e.Contact != nil {
			c := contactOf(e.Contact)
			line.Contact = &c
		}
		out = append(out, line)
	}
	return out
}

func disputeOf(d *archive.DisputeFound) disputeLine {
	return disputeLine{d.ID, d.Across, d.Reason, evidence(d.Asserts), evidence(d.Denies)}
}

// Disputes writes disputes; as CSV, one row for each statement or contact of either side.
func (a *Archive) Disputes(list []archive.DisputeFound) error {
	return write(a, list, listing[archive.DisputeFound]{
		columns: []string{"dispute", "across", "side", "key", "article", "outlet", "published", "title", "statement", "contact", "speaker", "words", "chain"},
		rows: func(d *archive.DisputeFound) (rows [][]string) {
			for side, evidence := range [][]archive.Evidence{d.Asserts, d.Denies} {
				for _, e := range evidence {
					rows = append(rows, evidenceRow(d, []string{"asserts", "denies"}[side], e))
				}
			}
			return rows
		},
		line: func(d *archive.DisputeFound) any { return disputeOf(d) },
		text: func(d *archive.DisputeFound) {
			a.text.gap()
			a.dispute(d)
		},
	})
}

// dispute writes both sides of a dispute.
func (a *Archive) dispute(d *archive.DisputeFound) {
	where := "in one article"
	if d.Across {
		where = "across articles"
	}
	a.text.wrap([]piece{{red, "≠"}, {dim, dotted([]string{fmt.Sprintf("#%d", d.ID), where, d.Reason})}}, 0, 2)
	for _, side := range []struct {
		title string
		list  []archive.Evidence
	}{{"asserted", d.Asserts}, {"denied", d.Denies}} {
		a.text.wrap([]piece{{bold, side.title}}, 1, 0)
		for _, e := range side.list {
			if e.Statement != nil {
				a.hit(e.Statement)
			} else {
				a.contact(e.Contact)
			}
		}
	}
}

func evidenceRow(d *archive.DisputeFound, side string, e archive.Evidence) []string {
	row := []string{strconv.FormatInt(d.ID, 10), strconv.FormatBool(d.Across), side}
	if h := e.Statement; h != nil {
		a := &h.Article
		return append(row, h.Key, a.ID, a.Outlet, a.Published, a.Title, h.Statement.ID, "", h.Statement.Speaker.Name, h.Content, strings.Join(h.Chain, " > "))
	}
	c := e.Contact
	a := &c.Article
	return append(row, c.Key, a.ID, a.Outlet, a.Published, a.Title, "", c.Contact.ID, partyNames(c.A)+"; "+partyNames(c.B), c.Words, strings.Join(c.Chain, " > "))
}
