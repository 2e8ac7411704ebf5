package reading

// rule is the construction by which a statement was found.
type rule uint8

const (
	quoteThenCue    rule = iota // "…," Marrow said
	cueThenQuote                // Marrow said: "…"
	clauseThenCue               // The talks failed, Marrow said.
	thatClause                  // Marrow said that the talks failed
	bareClause                  // Marrow said the talks failed
	toInfinitive                // Marrow vowed to resign
	object                      // Marrow condemned the talks
	sharedSubject               // …, adding that the talks failed
	passive                     // it was reported that …
	expected                    // the minister is expected to …
	accordingTo                 // according to Marrow, …
	colon                       // Marrow: …
	noun                        // suggestions that …
	quoteAlone                  // a quotation that has no cue of its own
	signature                   // "…" — Marrow
	nested                      // a cue inside another statement's content
	weighed                     // found by the weights alone
	quoteBesideVerb             // a quotation that is left over, beside a verb
	numRules
)

var rules = [numRules]struct {
	name string
	// confidence is the share of the statements found by the rule that are right (content and source) on the
	// training part of PolNeAR, which does not mark nested ones: of theirs, 45 taken by chance were read by us.
	confidence float64
}{
	quoteThenCue:    {"quotation, then cue", 0.95},
	cueThenQuote:    {"cue, then quotation", 0.88},
	clauseThenCue:   {"clause, then cue", 0.79},
	thatClause:      {"that-clause", 0.83},
	bareClause:      {"bare clause", 0.79},
	toInfinitive:    {"infinitive", 0.51},
	object:          {"object", 0.64},
	sharedSubject:   {"shared subject", 0.74},
	passive:         {"passive", 0.57},
	expected:        {"expected to", 0.63},
	accordingTo:     {"according to", 0.79},
	colon:           {"colon", 0.48},
	noun:            {"noun with that-clause", 0.32},
	quoteAlone:      {"quotation alone", 0.68},
	signature:       {"signature", 0.9},
	nested:          {"nested", 0.70},
	weighed:         {"weights", 0.5},
	quoteBesideVerb: {"quotation beside a verb", 0.6},
}

func (r rule) confidence() float64 { return rules[r].confidence }

// String returns the rule's name.
func (r rule) String() string { return rules[r].name }
