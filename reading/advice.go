package reading

// What the network is told of a text beside its words: what the rules took each word for, how it stands to quotation
// marks, and, with regard to a cue, where it stands and which way through the tree leads to it.

// Tokens as the rules took them: part times 32 plus rule.
const (
	ruleCue     = 1 << 5
	ruleSource  = 2 << 5
	ruleContent = 3 << 5
	ruleInside  = 4 << 5 // content, inside a quotation or another content
)

// markRules fills byRule and ruleOf from the statements the rules found.
func (f *finder) markRules(r *Reader) {
	f.byRule = append(f.byRule[:0], make([]uint32, len(r.doc.Tokens))...)
	f.ruleOf = append(f.ruleOf[:0], make([]int32, len(r.doc.Tokens))...)
	for i := len(r.found) - 1; i >= 0; i-- {
		if cue := r.found[i].cue; len(cue) > 0 {
			for k := cue[0].first; k < cue[0].end; k++ {
				f.ruleOf[k] = int32(i) + 1
			}
		}
	}
	mark := func(parts []tokens, x uint32, over bool) {
		for _, t := range parts {
			for i := t.first; i < t.end; i++ {
				if over || f.byRule[i] == 0 {
					f.byRule[i] = x
				}
			}
		}
	}
	for i := range r.found {
		s := &r.found[i]
		mark(s.content, ruleContent+uint32(s.rule), s.depth == 0 && s.rule != nested)
	}
	for i := range r.found {
		s := &r.found[i]
		if s.depth > 0 || s.rule == nested {
			mark(s.cue, ruleInside+uint32(s.rule), true)
			continue
		}
		mark(s.source, ruleSource+uint32(s.rule), true)
		mark(s.cue, ruleCue+uint32(s.rule), true)
	}
}

// study fills what the network and the filter need to know of the text.
func (f *finder) study(r *Reader) {
	r.look(&f.view)
	f.markRules(r)
	t := &f.text
	t.States, t.Inputs = r.grammar.States()
	t.Ends = r.windows(t.Ends[:0])
	f.flag(r)
}

// longestWindow is how many tokens of a paragraph the network sees at once. Paragraphs of news have a hundred; a whole
// book in one line would take memory, and the time to clear it, for all its words at once.
const longestWindow = 2000

// windows appends to ends where that ends which the network sees at once: paragraphs, of long ones as many sentences as
// fit.
func (r *Reader) windows(ends []int32) []int32 {
	for _, p := range r.doc.Paragraphs {
		first := r.doc.Sentences[p.First].First
		for _, s := range r.doc.Sentences[p.First:p.End] {
			if s.End-first > longestWindow && s.First > first {
				ends = append(ends, s.First)
				first = s.First
			}
			for s.End-first > longestWindow {
				first += longestWindow
				ends = append(ends, first)
			}
		}
		ends = append(ends, r.doc.Sentences[p.End-1].End)
	}
	return ends
}

// Rows of the network's table of flags: what the quotation marks, the rules, the place in the text and the lexicon tell of
// a token.
const (
	flagQuote   = 0
	flagRule    = flagQuote + 3*4
	flagPlace   = flagRule + 5*32
	flagTakes   = flagPlace + 4*4
	numFlagRows = flagTakes + 64
)

// flag fills the flags of the text.
func (f *finder) flag(r *Reader) {
	v, t := &f.view, &f.text
	t.Flags = t.Flags[:0]
	for i := range v.words {
		quote := int(min(v.quotes[i], 2)) * 4
		if i == 0 || v.quoteID[i-1] != v.quoteID[i] {
			quote |= 1
		}
		if i+1 == len(v.words) || v.quoteID[i+1] != v.quoteID[i] {
			quote |= 2
		}
		place := min(int(v.para[i]), 3) * 4
		if i == 0 || v.sent[i-1] != v.sent[i] {
			place |= 1
		}
		if i+1 == len(v.words) || v.sent[i+1] != v.sent[i] {
			place |= 2
		}
		takes := 0
		if x := v.takes[i]; x > 0 {
			takes = 1 + int(x)%63
		}
		t.Flags = append(t.Flags, uint16(flagQuote+quote), uint16(flagRule+int(f.byRule[i])%160), uint16(flagPlace+place), uint16(flagTakes+takes))
	}
}

// numWays is the number of ways through the tree from a cue to a token that the network tells apart.
const numWays = 512

// numPlaces is the number of places where a token can stand with regard to a cue.
const numPlaces = 3 * 3 * 13 * 4

// placesOf fills places and ways with where the tokens of a window stand and which way through the tree leads to each
// from the cue, whose head is given.
func (f *finder) placesOf(r *Reader, c tokens, head, first, end int) {
	f.places, f.ways = f.places[:0], f.ways[:0]
	v := &f.view
	f.paths.from(&v.tree, head)
	for i := first; i < end; i++ {
		dir, dist := 0, 0
		switch {
		case i < c.first:
			dir, dist = 1, c.first-i
		case i >= c.end:
			dir, dist = 2, i-c.end+1
		}
		q := 0
		if v.quoteID[i] >= 0 {
			q = 1
			if v.quoteID[i] == v.quoteID[c.first] {
				q = 2
			}
		} else if v.sent[i] != v.sent[c.first] {
			q = 3
		}
		f.places = append(f.places, uint16((dir*13+int(bucket(dist)))*4+q))
		way := f.paths.to(&v.tree, i)
		f.ways = append(f.ways, uint16(feature(way.above).with(way.via).with(way.cueVia).with(min(way.steps, 2))%numWays))
	}
	// what the rules took for source and content of the same cue
	if n := f.ruleAt(c); n >= 0 {
		for k, parts := range [2][]tokens{r.found[n].source, r.found[n].content} {
			for _, t := range parts {
				for i := max(t.first, first); i < min(t.end, end); i++ {
					f.places[i-first] = f.places[i-first]%(3*13*4) + uint16(k+1)*3*13*4
				}
			}
		}
	}
}

// ruleAt returns the number of the rules' first statement whose cue shares a token with c, -1 if there is none.
func (f *finder) ruleAt(c tokens) int {
	first := int32(0)
	for _, n := range f.ruleOf[c.first:c.end] {
		if n > 0 && (first == 0 || n < first) {
			first = n
		}
	}
	return int(first) - 1
}
