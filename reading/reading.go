// Package reading turns an article into its record: it finds who said what and reads off the rest.
//
// Two finders look for statements. One goes by rules: quotation marks, verbs and nouns of saying and thinking, and the
// shape of the clause around them, over tokens and tags alone. The other goes by weights trained on marked news, and takes
// the rules' findings for advice. [New] reads with both, [ByRules] with the rules alone, which is faster.
//
// The way through the package, in the order of the work:
//
//   - quotations.go pairs the quotation marks of the text; items.go turns a passage into items, tokens and whole
//     quotations;
//   - by rules, cues.go finds cues by the lexicon (lexicon.go), phrases.go and sources.go their sources, contents.go and
//     constructions.go their contents, and direct.go joins quotations that are left over to what stands near them;
//   - by weights (weights.go), finder.go finds cues and their parts, advised by advice.go; variants.go adds what the tree
//     knows better; filter.go judges what was found, over features.go and tree.go, and calibration.go says how sure that is;
//   - adopt.go makes statements of what was found, unless deeds.go knows it for a deed, leftover.go and nesting.go of quotations that
//     are left over, headlines.go of headlines, within.go of what stands inside others; doubled.go drops what is said twice; flags.go and
//     denials.go tell mode, negation and denial; why.go why each is one;
//   - names.go gathers names into entities (entities.go), by name_words.go or, over trees, resolved_cast.go; roles.go and roles_tree.go
//     read roles beside them (functions.go has the nouns), roles_entered.go writes them, changes.go events of office; speakers.go with
//     antecedents.go, and resolved.go over trees with descriptions.go, resolve sources to speakers;
//   - circumstances.go reads what surrounds a statement: addressees.go, venues.go with venue_parts.go and
//     venue_outlets.go, occasions.go, chains.go, dates.go; contacts.go reads contacts by words, contacts_tree.go and
//     contacts_nouns.go by trees, contacts_enter.go enters them, unreal.go tells what is only to come; omissions.go what was left unsaid, disputes.go who denies what;
//   - learn.go learns the weights.
package reading

import (
	"fmt"
	"math"
	"slices"

	"sayso"
	"sayso/english"
	"sayso/reading/neural"
)

// Reader reads articles. It implements [sayso.Reader].
type Reader struct {
	// doc is the text that is read: that of words, or of grammar where weights decide.
	doc        *english.Document
	words      english.Document
	grammar    *english.Analysis
	classes    wordClasses
	quotations []quotation
	// quoteAt holds for every token the number of the innermost quotation it opens, -1 if none.
	quoteAt []int32
	// owner holds for every quotation the statement that has it for its content, -1 if none.
	owner []int32
	items []item
	found []statement
	// inside tells of every token whether it stands between quotation marks.
	inside   []bool
	people   cast
	branches branches
	// talks are those who said something to one another; meetingsAt the words whose contacts are entered.
	talks      []talk
	meetingsAt []int
	// lastMeeting is the contact entered last: its parties and the token of its verb.
	lastMeeting struct {
		a, b []int
		at   int
	}
	roles []roleFound
	// speakers holds the entity that speaks each statement, -1 where it is none.
	speakers []int
	// lastPerson is the person who spoke last, -1 if nobody did.
	lastPerson int
	// finder is nil where the rules alone decide.
	finder *finder
	// explain: statements say why they were found.
	explain bool
	// verbatim: the text is a transcript.
	verbatim bool
	article  *sayso.Article
}

// ByRules returns a reader that goes by rules alone.
func ByRules() *Reader {
	r := &Reader{}
	r.doc = &r.words
	return r
}

// withGrammar returns a reader that goes by rules over trees and trained tags.
func withGrammar(a *english.Analysis, c wordClasses) *Reader {
	r := &Reader{grammar: a, classes: c}
	r.grammar.KeepStates()
	r.doc = &r.grammar.Document
	return r
}

// New returns a reader that goes by the embedded weights, with the rules for advisers.
func New() *Reader {
	// The models are loaded side by side: nothing takes longer when the program starts.
	ready := make(chan weights, 1)
	go func() { ready <- trained() }()
	a := english.NewAnalysis()
	return with(a, <-ready)
}

// With returns a reader that goes by the weights in file, as [Learn] gives them, over what a reads in texts: the models
// of English that the weights were learnt with.
func With(file []byte, a *english.Analysis) (*Reader, error) {
	w, err := loadWeights(file)
	if err != nil {
		return nil, err
	}
	if got := a.Model().Header.Width; w.network.States != got {
		return nil, fmt.Errorf("the weights are for an English network of width %d, not %d", w.network.States, got)
	}
	return with(a, w), nil
}

func with(a *english.Analysis, w weights) *Reader {
	r := withGrammar(a, w.classes)
	r.finder = &finder{filter: w.filter, calibration: w.calibration, network: neural.NewReader(w.network)}
	return r
}

// statement is a statement in the making. Parts are token ranges.
type statement struct {
	source, cue, content []tokens
	entry                *entry
	rule                 rule
	// confidence is the probability that the weights give it; 0 where the rules alone found it.
	confidence   float32
	why          []string // what decided, where that is asked for
	negated      bool
	omission     bool // negated: kept back
	hypothetical bool
	// addressee are the tokens that stand for whom it was said to.
	addressee tokens
	// circumstance are the words between cue and content, or behind the cue: "on Sunday in an interview with …".
	circumstance tokens
	depth        int
}

// tokens is a range of tokens: first inclusive, end exclusive.
type tokens struct{ first, end int }

func (t tokens) empty() bool { return t.first >= t.end }

// Read implements sayso.Reader.
func (r *Reader) Read(a *sayso.Article) *sayso.Record {
	r.article = a
	r.findByRules(a.Text)
	if f := r.finder; f != nil {
		f.study(r)
		r.adopt(f.judge(r, f.candidates(r, leastCue)))
	}
	r.findOmissions()
	r.order()
	r.findTranscript()
	record := &sayso.Record{ID: a.ID, Title: a.Title, Outlet: a.Outlet, Author: a.Author, URL: a.URL,
		Published: a.Published, Language: a.Language, TextSHA256: a.TextSHA256(), Statements: []sayso.Statement{}}
	for i := range r.found {
		record.Statements = append(record.Statements, r.finish(&r.found[i], i))
	}
	r.nest(record)
	r.people.gather(r)
	r.findRoles()
	r.resolveSpeakers(record)
	r.dropDoubled(record)
	r.circumstances(record)
	r.writeRoles(record)
	r.findContacts(record)
	r.findDisputes(record)
	record.Entities = r.people.entities(r)
	r.linkGroups(record)
	return record
}

// findByRules reads the text as far as the rules' statements.
func (r *Reader) findByRules(text string) {
	if r.grammar != nil {
		r.grammar.Analyse(text)
	} else {
		r.words.Read(text)
	}
	r.found = r.found[:0]
	r.pairQuotations()
	for _, p := range r.doc.Paragraphs {
		first := int(r.doc.Sentences[p.First].First)
		end := int(r.doc.Sentences[p.End-1].End)
		from := len(r.found)
		r.readPassage(first, end, 0)
		r.joinQuotations(first, end, from)
	}
	r.order()
}

// order sorts the statements by where they begin and drops those that say the same twice and those of which the parts
// overlap: a rule that takes the same words for two parts has misread the sentence.
func (r *Reader) order() {
	r.found = slices.DeleteFunc(r.found, func(s statement) bool { return s.overlaps() || len(s.content) == 0 })
	slices.SortStableFunc(r.found, func(a, b statement) int {
		if a.start() != b.start() {
			return a.start() - b.start()
		}
		if a.rule == accordingTo != (b.rule == accordingTo) || len(a.cue) == 0 || len(b.cue) == 0 {
			return b.end() - a.end() // the outer one first
		}
		return a.cue[0].first - b.cue[0].first
	})
	r.found = slices.CompactFunc(r.found, func(a, b statement) bool {
		return slices.Equal(a.cue, b.cue) && slices.Equal(a.content, b.content)
	})
}

// overlaps reports whether a token belongs to two parts of the statement.
func (s *statement) overlaps() bool {
	var all []tokens
	all = append(append(append(all, s.source...), s.cue...), s.content...)
	slices.SortFunc(all, func(a, b tokens) int { return a.first - b.first })
	for i := 1; i < len(all); i++ {
		if all[i].first < all[i-1].end {
			return true
		}
	}
	return false
}

// start is the first token of the statement.
func (s *statement) start() int {
	least := -1
	for _, part := range [][]tokens{s.source, s.cue, s.content} {
		for _, t := range part {
			if least < 0 || t.first < least {
				least = t.first
			}
		}
	}
	return least
}

// finish turns a statement in the making into one of the record.
func (r *Reader) finish(s *statement, i int) sayso.Statement {
	out := sayso.Statement{ID: statementID(i), Negated: s.negated, Omission: s.omission, Hypothetical: s.hypothetical,
		Source: r.spans(s.source), Cue: r.spans(s.cue), Content: r.spans(s.content), Mode: r.modeOf(s),
		Confidence: s.rule.confidence()}
	out.Kind = r.kind(s.content)
	if s.confidence > 0 {
		out.Confidence = math.Round(100*r.finder.calibration.confidence(out.Kind, s.confidence)) / 100
	}
	if r.verbatim && r.opens(i) {
		out.Kind = sayso.Direct
	}
	if r.explain {
		out.Why = r.whyOf(s)
	}
	out.Denial = !s.negated && (out.Mode == sayso.Deny || r.deniesContent(s.content) || r.refutes(s.content))
	return out
}

// spans turns token ranges into byte spans, in the order of the text, none touching another's bytes.
func (r *Reader) spans(parts []tokens) sayso.Spans {
	var out sayso.Spans
	for _, t := range parts {
		if !t.empty() {
			out = append(out, sayso.Span{Start: int(r.doc.Tokens[t.first].Start), End: int(r.doc.Tokens[t.end-1].End)})
		}
	}
	slices.SortFunc(out, func(a, b sayso.Span) int { return a.Start - b.Start })
	return out
}

// nest sets Within: the smallest statement whose content holds all of another's content and cue. It goes through the
// contents in the order of the text and keeps those that have not ended yet.
func (r *Reader) nest(record *sayso.Record) {
	type part struct {
		sayso.Span
		statement int
	}
	var parts []part
	for i := range record.Statements {
		for _, span := range record.Statements[i].Content {
			parts = append(parts, part{span, i})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return a.Start - b.Start })
	inner := make([]part, len(record.Statements))
	for i := range record.Statements {
		s := &record.Statements[i]
		inner[i] = part{s.Content.Bounds(), i}
		if len(s.Cue) > 0 {
			cue := s.Cue.Bounds()
			inner[i].Start, inner[i].End = min(inner[i].Start, cue.Start), max(inner[i].End, cue.End)
		}
	}
	slices.SortStableFunc(inner, func(a, b part) int { return a.Start - b.Start })
	var open []part
	next := 0
	for _, in := range inner {
		for ; next < len(parts) && parts[next].Start <= in.Start; next++ {
			open = append(open, parts[next])
		}
		open = slices.DeleteFunc(open, func(p part) bool { return p.End <= in.Start })
		s := &record.Statements[in.statement]
		best := -1
		for _, p := range open {
			// where the two are equal, the inner one is the one whose cue they hold
			if p.statement != in.statement && p.Contains(in.Span) && (p.Span != in.Span || len(s.Cue) > 0) && (best < 0 || p.Len() < best) {
				best = p.Len()
				s.Within = record.Statements[p.statement].ID
			}
		}
	}
}
