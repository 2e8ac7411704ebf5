package coref

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// ReadMeantime returns the documents of MEANTIME in JSON lines: sentences of words, markables, and relations of which
// REFERS_TO ties mentions to entities. The entities keep the number that they have across documents.
// The text ends with the last sentence that is marked.
func ReadMeantime(in io.Reader) ([]Document, error) {
	var out []Document
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			d, err := fromMeantime(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			out = append(out, d)
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func fromMeantime(line []byte) (Document, error) {
	var raw struct {
		ID, Name, Topic string
		Sentences       [][]string
		Markables       []struct {
			ID, Kind string
			Tokens   [][2]int
			A        struct {
				Syntactic string `json:"syntactic_type"`
				Type      string `json:"ent_type"`
				Instance  string `json:"instance_id"`
			}
		}
		Relations []struct {
			Kind     string
			From, To []string
		}
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return Document{}, err
	}
	marked := 0 // only the beginnings of the texts are marked
	for _, m := range raw.Markables {
		for _, at := range m.Tokens {
			if m.Kind == "ENTITY_MENTION" {
				marked = max(marked, at[0]+1)
			}
		}
	}
	raw.Sentences = raw.Sentences[:min(marked, len(raw.Sentences))]
	d := Document{Name: raw.ID, Genre: raw.Topic, Forms: raw.Sentences}
	var b strings.Builder
	ends := make([][]Gold, len(raw.Sentences)) // of each word its place, as AnalyseTokens puts it
	for s, forms := range raw.Sentences {
		for _, form := range forms {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			start := b.Len()
			b.WriteString(form)
			ends[s] = append(ends[s], Gold{Start: start, End: b.Len()})
		}
	}
	d.Text = b.String()
	number := map[string]int{}
	for _, m := range raw.Markables {
		if m.Kind == "ENTITY" {
			number[m.ID] = len(d.Entities)
			kind := map[string]string{"PER": "person", "ORG": "organization", "LOC": "place"}[m.A.Type]
			d.Entities = append(d.Entities, GoldEntity{Type: kind, Instance: m.A.Instance})
		}
	}
	refers := map[string]int{}
	for _, r := range raw.Relations {
		if r.Kind != "REFERS_TO" || len(r.To) != 1 {
			continue
		}
		if e, ok := number[r.To[0]]; ok {
			for _, from := range r.From {
				refers[from] = e
			}
		}
	}
	for _, m := range raw.Markables {
		e, ok := refers[m.ID]
		if !ok || m.Kind != "ENTITY_MENTION" || len(m.Tokens) == 0 {
			continue
		}
		g := Gold{Head: -1, Entity: e, Start: len(d.Text)}
		for _, at := range m.Tokens {
			if at[0] < 0 || at[0] >= len(ends) || at[1] < 0 || at[1] >= len(ends[at[0]]) {
				return d, fmt.Errorf("mention %s is outside the text", m.ID)
			}
			w := ends[at[0]][at[1]]
			g.Start, g.End = min(g.Start, w.Start), max(g.End, w.End)
		}
		if m.A.Syntactic == "NAM" {
			d.Entities[e].Named = true
		}
		d.Mentions = append(d.Mentions, g)
	}
	return d, nil
}
