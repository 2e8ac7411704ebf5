package reading

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"sayso"
)

//go:embed lexicon.tsv
var lexiconFile string

// takes is a set of the constructions a cue occurs in.
type takes uint8

const (
	quotes      takes = 1 << iota // X said, "…"
	clauses                       // X said that …
	bare                          // X said the talks …
	infinitives                   // X vowed to …
	objects                       // X condemned the …
	addressees                    // X told Y that …
	things                        // the poll showed that …: the source is seldom a speaker
)

var takesLetters = map[rune]takes{'q': quotes, 's': clauses, 'b': bare, 't': infinitives, 'n': objects, 'a': addressees, 'w': things}

// entry is a cue of the lexicon.
type entry struct {
	lemma string
	mode  sayso.Mode
	takes takes
	// particles holds the entries of the verb with a particle or preposition behind it: "call" for, "point" out.
	particles map[string]*entry
}

func (e *entry) can(t takes) bool { return e.takes&t != 0 }

type words struct {
	verbs map[string]*entry // by form
	nouns map[string]*entry
	form  map[string]form
}

// form is the inflection of a verb's form, as a set: "put" is several.
type form uint8

const (
	base form = 1 << iota
	thirdPerson
	past
	participle // past participle
	gerund
)

var lexicon = sync.OnceValue(func() *words {
	w, err := parseLexicon(lexiconFile)
	if err != nil {
		panic("rules: embedded lexicon.tsv: " + err.Error())
	}
	return w
})

// verb returns the entry of a verb's form in small letters, nil if the lexicon does not have it.
func (w *words) verb(form string) *entry { return w.verbs[form] }

func parseLexicon(text string) (*words, error) {
	w := &words{verbs: map[string]*entry{}, nouns: map[string]*entry{}, form: map[string]form{}}
	lemmas := map[string]*entry{}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("line %d: want three fields apart by tabs", n+1)
		}
		mode := sayso.Mode(fields[0])
		if fields[1] == "N" {
			for _, noun := range strings.Fields(fields[2]) {
				e := &entry{lemma: noun, mode: mode, takes: clauses}
				w.nouns[noun] = e
				w.nouns[plural(noun)] = e
			}
			continue
		}
		var t takes
		for _, letter := range fields[1] {
			bit, ok := takesLetters[letter]
			if !ok {
				return nil, fmt.Errorf("line %d: unknown construction %q", n+1, letter)
			}
			t |= bit
		}
		for _, word := range strings.Fields(fields[2]) {
			lemma, particle, _ := strings.Cut(word, "_")
			e := lemmas[lemma]
			if e == nil {
				e = &entry{lemma: lemma, mode: mode}
				lemmas[lemma] = e
				w.inflect(lemma, e)
			}
			if particle == "" {
				e.takes |= t
				continue
			}
			if e.particles == nil {
				e.particles = map[string]*entry{}
			}
			p := e.particles[particle]
			if p == nil {
				p = &entry{lemma: lemma + " " + particle, mode: mode}
				e.particles[particle] = p
			}
			p.takes |= t
		}
	}
	return w, nil
}

// irregular verbs of the lexicon: past and past participle.
var irregular = map[string][2]string{
	"say": {"said", "said"}, "tell": {"told", "told"}, "write": {"wrote", "written"}, "think": {"thought", "thought"},
	"feel": {"felt", "felt"}, "know": {"knew", "known"}, "understand": {"understood", "understood"}, "hold": {"held", "held"},
	"find": {"found", "found"}, "swear": {"swore", "sworn"}, "seek": {"sought", "sought"}, "read": {"read", "read"},
	"begin": {"began", "begun"}, "go": {"went", "gone"}, "make": {"made", "made"}, "speak": {"spoke", "spoken"},
	"lay": {"laid", "laid"}, "forecast": {"forecast", "forecast"}, "show": {"showed", "shown"}, "beg": {"begged", "begged"},
	"quip": {"quipped", "quipped"}, "admit": {"admitted", "admitted"}, "plan": {"planned", "planned"},
	"slam": {"slammed", "slammed"}, "rip": {"ripped", "ripped"}, "fret": {"fretted", "fretted"}, "term": {"termed", "termed"},
	"refer": {"referred", "referred"}, "prefer": {"preferred", "preferred"}, "rebut": {"rebutted", "rebutted"},
	"brag": {"bragged", "bragged"}, "blog": {"blogged", "blogged"}, "dub": {"dubbed", "dubbed"}, "chat": {"chatted", "chatted"},
	"foresee": {"foresaw", "foreseen"}, "see": {"saw", "seen"}, "read_out": {"read", "read"},
}

// inflect enters every form of lemma.
func (w *words) inflect(lemma string, e *entry) {
	enter := func(word string, f form) {
		w.verbs[word] = e
		w.form[word] |= f
	}
	enter(lemma, base)
	pasts, ok := irregular[lemma]
	if !ok {
		p := regularPast(lemma)
		pasts = [2]string{p, p}
	}
	enter(pasts[0], past)
	enter(pasts[1], participle)
	enter(plural(lemma), thirdPerson)
	stem := lemma
	switch {
	case strings.HasSuffix(pasts[0], "ed") && len(pasts[0]) > len(lemma)+2 && !strings.HasSuffix(lemma, "e"):
		stem = strings.TrimSuffix(pasts[0], "ed") // doubled: admitted, admitting
	case lemma == "begin":
		stem = "beginn"
	case strings.HasSuffix(lemma, "e") && !strings.HasSuffix(lemma, "ee") && !strings.HasSuffix(lemma, "oe"):
		stem = lemma[:len(lemma)-1]
	}
	enter(stem+"ing", gerund)
}

func regularPast(lemma string) string {
	n := len(lemma)
	switch {
	case lemma[n-1] == 'e':
		return lemma + "d"
	case lemma[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(lemma[n-2])):
		return lemma[:n-1] + "ied"
	}
	return lemma + "ed"
}

// plural returns the form in -s of a noun or verb.
func plural(lemma string) string {
	n := len(lemma)
	switch {
	case lemma == "go":
		return "goes"
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "x"):
		return lemma + "es"
	case lemma[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(lemma[n-2])):
		return lemma[:n-1] + "ies"
	}
	return lemma + "s"
}

// binds are the prepositions that bind a phrase to the noun before it inside a source: a spokesman for the ministry.
var binds = wordSet("of for in at from with to on by about")

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

var (
	weekdays = wordSet("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun")
	dayparts = wordSet("morning afternoon evening night noon midnight")
	months   = wordSet("january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.")
	timeword = wordSet("today yesterday tomorrow tonight earlier later recently again then now once ago before afterward afterwards repeatedly")
	// negators make a cue negative; some, like "declined", are verbs and found in the lexicon.
	negators = wordSet("not n't n’t never no neither nor hardly")
	// doubtful modals make a cue hypothetical.
	doubtful = wordSet("would could might may should 'd ’d")
	aux      = wordSet("have has had 've ’ve be is are was were been being am 's ’s 're ’re do does did will would can could may might must shall should 'll ’ll 'd ’d")
)
