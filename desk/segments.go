package desk

import (
	"slices"
	"strings"

	"sayso"
)

// segment is a stretch of text in which the same statements have the same parts.
type segment struct {
	Text string
	// Statements are the IDs of the statements of which this is a part, outermost first, apart by blanks.
	Statements string
	// Class names the parts: "content", "source", "cue"; the innermost that is not content comes last.
	Class string
}

// paragraph is a paragraph of the text with the statements that begin in it.
type paragraph struct {
	// At is where it begins in the text, in bytes.
	At       int
	Segments []segment
	Notes    []note
	// Anchors are names under which the paragraph is linked to: contacts and roles that begin in it.
	Anchors []string
}

// note is a statement in the margin.
type note struct {
	*sayso.Statement
	// Depth is how many statements hold this one.
	Depth  int
	Source string
	Cue    string
	// Person is the number of the speaker across the archive, 0 for nobody in particular.
	Person int64
}

// anchor is a place in the text that is linked to.
type anchor struct {
	name string
	at   int
}

type edge struct {
	at        int
	open      bool
	statement int
	part      int // 0 content, 1 source, 2 cue
}

var partNames = [3]string{"content", "source", "cue"}

// layOut cuts a text into paragraphs and segments. Spans that do not lie in the text are left out: a record may come from
// another hand.
func layOut(text string, statements []sayso.Statement, anchors []anchor, here map[string]int64) []paragraph {
	var edges []edge
	begins := make([]int, len(statements))
	for i := range statements {
		begins[i] = -1
		for part, spans := range [3]sayso.Spans{statements[i].Content, statements[i].Source, statements[i].Cue} {
			for _, s := range spans {
				if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
					continue
				}
				edges = append(edges, edge{s.Start, true, i, part}, edge{s.End, false, i, part})
				if begins[i] < 0 || s.Start < begins[i] {
					begins[i] = s.Start
				}
			}
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.at - b.at })
	depths := depthOf(statements)
	var out []paragraph
	var open []edge
	next := 0
	for start := 0; start < len(text); {
		end := start + paragraphEnd(text[start:])
		words := start + len(strings.TrimRight(text[start:end], "\n\r\t "))
		p := paragraph{At: start}
		for at := start; at < end; {
			for ; next < len(edges) && edges[next].at <= at; next++ {
				e := edges[next]
				if e.open {
					open = append(open, e)
				} else {
					open = slices.DeleteFunc(open, func(o edge) bool { return o.statement == e.statement && o.part == e.part })
				}
			}
			stop := end
			if next < len(edges) && edges[next].at < stop {
				stop = edges[next].at
			}
			if shown := min(stop, words); shown > at { // line breaks between paragraphs are not shown
				p.Segments = append(p.Segments, label(text[at:shown], open, statements))
			}
			at = stop
		}
		for i := range statements {
			if begins[i] >= start && begins[i] < end {
				s := &statements[i]
				p.Notes = append(p.Notes, note{s, depths[s.ID], within(s.Source, text), within(s.Cue, text), here[s.Speaker.Entity]})
			}
		}
		for _, a := range anchors {
			if a.at >= start && a.at < end {
				p.Anchors = append(p.Anchors, a.name)
			}
		}
		if strings.TrimSpace(text[start:end]) != "" {
			out = append(out, p)
		}
		start = end
	}
	return out
}

// paragraphEnd returns where the paragraph that text begins with ends, line breaks included.
func paragraphEnd(text string) int {
	i := strings.IndexByte(text, '\n')
	if i < 0 {
		return len(text)
	}
	for i < len(text) && (text[i] == '\n' || text[i] == '\r' || text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i
}

func label(text string, open []edge, statements []sayso.Statement) segment {
	s := segment{Text: text}
	if len(open) == 0 {
		return s
	}
	var ids, classes []string
	for _, e := range open {
		if id := statements[e.statement].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		if !slices.Contains(classes, partNames[e.part]) {
			classes = append(classes, partNames[e.part])
		}
	}
	s.Statements, s.Class = strings.Join(ids, " "), strings.Join(classes, " ")
	return s
}

// depthOf counts for every statement how many hold it.
func depthOf(statements []sayso.Statement) map[string]int {
	holder := map[string]string{}
	for _, s := range statements {
		holder[s.ID] = s.Within
	}
	depth := map[string]int{}
	for _, s := range statements {
		for id := s.Within; id != "" && depth[s.ID] < 4; id = holder[id] {
			depth[s.ID]++
		}
	}
	return depth
}

// within is spans.Of for spans that may lie outside the text.
func within(spans sayso.Spans, text string) string {
	for _, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			return ""
		}
	}
	return spans.Of(text)
}
