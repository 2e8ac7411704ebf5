package rules

// rule is the construction by which a statement was found.
type rule uint8

const (
	quoteThenCue  rule = iota // "…," Marrow said
	cueThenQuote              // Marrow said: "…"
	clauseThenCue             // The talks failed, Marrow said.
	thatClause                // Marrow said that the talks failed
	bareClause                // Marrow said the talks failed
	toInfinitive              // Marrow vowed to resign
	object                    // Marrow condemned the talks
	sharedSubject             // …, adding that the talks failed
	passive                   // it was reported that …
	expected                  // the minister is expected to …
	accordingTo               // according to Marrow, …
	colon                     // Marrow: …
	noun                      // suggestions that …
	quoteAlone                // a quotation that has no cue of its own
	nested                    // a cue inside another statement's content
	numRules
)

var rules = [numRules]struct {
	name string
	// confidence is the share of the statements found by the rule that were right (content and source) on the
	// training part of PolNeAR.
	confidence float64
}{
	quoteThenCue:  {"quotation, then cue", 0.9},
	cueThenQuote:  {"cue, then quotation", 0.85},
	clauseThenCue: {"clause, then cue", 0.8},
	thatClause:    {"that-clause", 0.8},
	bareClause:    {"bare clause", 0.75},
	toInfinitive:  {"infinitive", 0.5},
	object:        {"object", 0.5},
	sharedSubject: {"shared subject", 0.6},
	passive:       {"passive", 0.5},
	expected:      {"expected to", 0.5},
	accordingTo:   {"according to", 0.8},
	colon:         {"colon", 0.5},
	noun:          {"noun with that-clause", 0.5},
	quoteAlone:    {"quotation alone", 0.5},
	nested:        {"nested", 0.5},
}

func (r rule) confidence() float64 { return rules[r].confidence }

// String returns the rule's name.
func (r rule) String() string { return rules[r].name }
