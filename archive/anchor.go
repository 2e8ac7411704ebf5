package archive

import (
	"strings"
	"unicode/utf8"

	"sayso"
)

// Quote is a passage by its words, those around them, and its place: the TextQuoteSelector and the TextPositionSelector
// of the Web Annotation data model in one.
type Quote struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	// Start is its place in the text it was taken from, in bytes.
	Start int `json:"start"`
}

// quoteContext is how many bytes before and behind a passage are kept, at most.
const quoteContext = 32

// quote takes a passage of a text.
func quote(text string, s sayso.Span) Quote {
	from, to := max(0, s.Start-quoteContext), min(len(text), s.End+quoteContext)
	for from < s.Start && !utf8.RuneStart(text[from]) {
		from++
	}
	for to > s.End && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return Quote{text[s.Start:s.End], text[from:s.Start], text[s.End:to], s.Start}
}

// standsIn reports whether the passage is just where it was.
func (q Quote) standsIn(text string) bool {
	return q.Start >= 0 && q.Start <= len(text) && strings.HasPrefix(text[q.Start:], q.Exact) &&
		strings.HasSuffix(text[:q.Start], q.Prefix) && strings.HasPrefix(text[q.Start+len(q.Exact):], q.Suffix)
}

// In finds the passage in a text: where it was, else the one place that has its words between those around them, else
// the one place that has its words at all. It is a proposal to be looked at: nothing is put there by itself.
func (q Quote) In(text string) (sayso.Span, bool) {
	if q.standsIn(text) {
		return sayso.Span{Start: q.Start, End: q.Start + len(q.Exact)}, true
	}
	if q.Exact == "" {
		return sayso.Span{}, false
	}
	for _, around := range []struct{ before, behind string }{{q.Prefix, q.Suffix}, {"", ""}} {
		words := around.before + q.Exact + around.behind
		i := strings.Index(text, words)
		if i < 0 {
			continue
		}
		if strings.Contains(text[i+1:], words) {
			return sayso.Span{}, false
		}
		return sayso.Span{Start: i + len(around.before), End: i + len(around.before) + len(q.Exact)}, true
	}
	return sayso.Span{}, false
}

// PartQuotes are the words of a statement's parts, or of a contact's passage.
type PartQuotes struct {
	Source  []Quote `json:"source,omitempty"`
	Cue     []Quote `json:"cue,omitempty"`
	Content []Quote `json:"content,omitempty"`
	Passage []Quote `json:"passage,omitempty"`
}

func quotesOf(text string, spans sayso.Spans) []Quote {
	var list []Quote
	for _, s := range spans {
		list = append(list, quote(text, s))
	}
	return list
}

func statementQuotes(text string, s *sayso.Statement) *PartQuotes {
	return &PartQuotes{Source: quotesOf(text, s.Source), Cue: quotesOf(text, s.Cue), Content: quotesOf(text, s.Content)}
}

// standIn reports whether all passages are where they were.
func (p *PartQuotes) standIn(text string) bool {
	if p == nil {
		return true
	}
	for _, list := range [][]Quote{p.Source, p.Cue, p.Content, p.Passage} {
		for _, q := range list {
			if !q.standsIn(text) {
				return false
			}
		}
	}
	return true
}

// Target is what a correction is about, as it was.
type Target struct {
	// Statement is the statement as it was shown when it was corrected; after an addition, the new statement.
	Statement *sayso.Statement `json:"statement,omitempty"`
	// Read is the statement as it was read, where earlier corrections had made it another one.
	Read *sayso.Statement `json:"read,omitempty"`
	// Added is the correction that added the statement, 0 if it was read.
	Added int64 `json:"added,omitempty"`
	// Carried is the correction of another version of the article that this one was carried over from, 0 for none.
	Carried int64          `json:"carried,omitempty"`
	Contact *sayso.Contact `json:"contact,omitempty"`
	// Parties are the names of the contact's two sides.
	Parties *[2][]string `json:"parties,omitempty"`
	Quotes  *PartQuotes  `json:"quotes,omitempty"`
}

// overlap is how much of their parts two statements share, part by part: bytes in common by bytes in either, 0 to 1. Of
// two statements with cues that do not meet it is 0: they are two, however much they share.
func overlap(a, b *sayso.Statement) float64 {
	if a == nil || b == nil || len(a.Cue) > 0 && len(b.Cue) > 0 && !a.Cue.Overlaps(b.Cue) {
		return 0
	}
	common, all := 0, 0
	for _, part := range [3][2]sayso.Spans{{a.Source, b.Source}, {a.Cue, b.Cue}, {a.Content, b.Content}} {
		x, y, both := length(part[0]), length(part[1]), inCommon(part[0], part[1])
		common += both
		all += x + y - both
	}
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

func length(spans sayso.Spans) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

func inCommon(a, b sayso.Spans) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// How much must be in common for it to be the same statement, which differs by what is at stake.
const (
	// sameAlter is for what a person said about it to go on: with a cue in common, a third.
	sameAlter = 0.3
	// sameReject is for it to be rejected again: what is read there now may be right where the first was wrong.
	sameReject = 0.75
)
