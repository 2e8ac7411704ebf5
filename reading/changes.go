package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// changes are the verbs of events of office, by form.
var changes = formsOf(map[sayso.Change]string{
	sayso.Appointed: "appoint appoints appointed appointing name names named naming promote promotes promoted promoting install installs installed installing " +
		"hire hires hired hiring tap taps tapped tapping pick picks picked picking choose chooses chose chosen choosing select selects selected selecting",
	sayso.Nominated: "nominate nominates nominated nominating",
	sayso.Confirmed: "confirm confirms confirmed confirming",
	sayso.Elected:   "elect elects elected electing re-elect re-elected reelect reelected",
	sayso.Resigned:  "resign resigns resigned resigning quit quits quitting retire retires retired retiring step steps stepped stepping",
	sayso.Dismissed: "fire fires fired firing sack sacks sacked sacking oust ousts ousted ousting dismiss dismisses dismissed dismissing " +
		"remove removes removed removing",
})

// changeNouns are the nouns of events of office.
var changeNouns = formsOf(map[sayso.Change]string{
	sayso.Appointed: "appointment promotion", sayso.Nominated: "nomination", sayso.Confirmed: "confirmation", sayso.Elected: "election re-election",
	sayso.Resigned: "resignation", sayso.Dismissed: "dismissal firing sacking ouster removal",
})

func formsOf(lists map[sayso.Change]string) map[string]sayso.Change {
	m := map[string]sayso.Change{}
	for change, list := range lists {
		for _, form := range strings.Fields(list) {
			m[form] = change
		}
	}
	return m
}

// vague are verbs of many senses, which tell of an office only where it is named.
var vague = wordSet("name names named naming tap taps tapped tapping pick picks picked picking choose chooses chose chosen choosing select selects selected " +
	"selecting confirm confirms confirmed confirming quit quits quitting promote promotes promoted promoting install installs installed installing hire hires " +
	"hired hiring retire retires retired retiring remove removes removed removing dismiss dismisses dismissing")

// findChanges reads the events of office: "Marrow was appointed ambassador on Monday", "the council fired Falk as harbour
// master", "his resignation as mayor".
func (r *Reader) findChanges() {
	b := &r.branches
	if !b.there() {
		return
	}
	for i := range b.head {
		tag := r.doc.Tokens[i].Tag
		switch {
		case tag.Verb():
			if change := changes[r.lower(i)]; change != "" {
				r.changeByVerb(i, change)
			}
		case tag.Noun():
			if change := changeNouns[r.lower(i)]; change != "" {
				r.changeByNoun(i, change)
			}
		}
	}
}

func (r *Reader) changeByVerb(i int, change sayso.Change) {
	b := &r.branches
	w := r.lower(i)
	if r.isAny(i+1, "up", "off", "back", "at") {
		return // fired up, fired at
	}
	if strings.HasPrefix(w, "step") && !r.isAny(i+1, "down", "aside") {
		return
	}
	if r.negatedVerb(i) || r.unreal(i) {
		return
	}
	whom, by := -1, -1
	if h := int(b.head[i]); h == i+1 && b.rel[i] == isAdjective && function(r.lower(h)) && b.under(h, isCopula) >= 0 {
		// was elected mayor, the office taken for the head
		if s, _ := r.subjectOfVerb(h); s >= 0 && !r.negatedVerb(h) && !r.unreal(h) {
			r.enterChange(i, s, b.under(h, isAgent), h, change)
		}
		return
	}
	s, passive := r.subjectOfVerb(i)
	switch {
	case change == sayso.Resigned:
		whom = s
	case passive || r.doc.Tokens[i].Tag == english.VBN && b.rel[i] == isClause:
		whom = s
		if by = b.under(i, isAgent); by < 0 {
			by = r.agentBehind(i)
		}
	default:
		by, whom = s, b.under(i, isObject)
		if whom < 0 {
			whom = b.under(i, isIndirectObject)
		}
	}
	if whom < 0 {
		return
	}
	office := -1
	if k := b.under(whom, isCompound); k >= 0 && !passive && r.people.at[k] > 0 && r.people.at[whom] == 0 && function(r.lower(whom)) {
		whom, office = k, whom // elected Marrow mayor
	}
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if int(k) < i || int(k) == whom || !r.doc.Tokens[k].Tag.Noun() {
			continue
		}
		switch c := r.caseOf(int(k)); {
		case change != sayso.Resigned && (b.rel[k] == isOpenClause || b.rel[k] == isObject), c == "as", change == sayso.Resigned && c == "from":
			if office < 0 && (function(r.lower(int(k))) || !vague[w] && (c == "as" || b.under(int(k), isDeterminer) < 0) && r.doc.Tokens[k].Tag == english.NN) {
				office = int(k)
			}
		}
	}
	if o := b.under(whom, isNominal); office < 0 && o > i && r.caseOf(o) == "as" && function(r.lower(o)) {
		office = o
	}
	if o := b.under(whom, isApposition); office < 0 && o > i && function(r.lower(o)) && r.people.at[o] == 0 && !r.isForm(o-1, ",") && change != sayso.Dismissed {
		office = o
	}
	r.enterChange(i, whom, by, office, change)
}

// agentBehind returns the first token of the name behind "by" in the rest of the sentence, -1 if there is none: for agents
// that the tree hangs elsewhere.
func (r *Reader) agentBehind(i int) int {
	for k := i + 1; k+1 < len(r.doc.Tokens) && k < i+16 && !r.startsSentence(k); k++ {
		if !r.isAny(k, "by") {
			continue
		}
		for j := k + 1; j < len(r.doc.Tokens) && j < k+4; j++ {
			if n := int(r.people.at[j]) - 1; n >= 0 && r.people.all[n].kind != sayso.Place {
				return j
			}
		}
		return -1
	}
	return -1
}

func (r *Reader) changeByNoun(i int, change sayso.Change) {
	b := &r.branches
	whom, by, office := b.under(i, isOwner), -1, -1
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if b.rel[k] != isNominal && b.rel[k] != isOblique {
			continue
		}
		switch c := r.caseOf(int(k)); {
		case c == "of":
			whom, by = int(k), whom // his appointment of Falk
		case (c == "as" || c == "to") && function(r.lower(int(k))):
			office = int(k)
		}
	}
	if whom >= 0 && office < 0 {
		// the tree may take the office for the subject of what follows
		if k := r.nounPhraseAt(whom).end; k+1 < len(b.head) && r.isAny(k, "as") && function(r.lower(k+1)) {
			office = k + 1
		}
	}
	if whom < 0 || office < 0 {
		return
	}
	r.enterChange(i, whom, by, office, change)
}

// enterChange keeps the event at token i: whom it befell, who brought it about, and the office, tokens of which the last
// two may be -1.
func (r *Reader) enterChange(i, whom, by, office int, change sayso.Change) {
	n := r.standsFor(whom)
	if n < 0 || r.people.all[n].kind != sayso.Person && (office < 0 || r.people.all[n].kind == sayso.Organisation || places[strings.ToLower(r.people.all[n].name)]) {
		return
	}
	at := r.nounPhraseAt(whom)
	f := roleFound{person: n, org: -1, by: -1, change: change, at: tokens{min(at.first, i), max(at.end, i+1)}}
	f.former = change == sayso.Resigned || change == sayso.Dismissed
	switch {
	case office >= 0:
		first := r.modifiersBefore(office)
		if first <= whom && whom < office {
			first = at.end
		}
		stop := r.roleTail(office + 1)
		f.role = r.plainRole(&f, n, first, office+1)
		r.attach(&f, n, office+1, stop)
		f.at.end = max(f.at.end, stop)
	case vague[r.lower(i)] || len(r.people.all[n].roles) == 0:
		return
	default:
		f.role = r.roleAt(n, i)
	}
	if f.role == "" {
		return
	}
	if by >= 0 {
		f.by = r.standsFor(by)
		if f.by == n {
			f.by = -1
		}
	}
	first, end := r.clauseOf(i)
	f.changedOn = r.dateIn(first, end, false)
	r.enterRole(f)
}

// roleAt returns the role in which the article last spoke of person n before token i.
func (r *Reader) roleAt(n, i int) string {
	best, at := "", -1
	for k := range r.roles {
		if f := &r.roles[k]; f.person == n && f.change == "" && f.at.first <= i && f.at.first > at {
			best, at = f.role, f.at.first
		}
	}
	return best
}

// clauseOf returns the tokens that hang on the verb or noun at token i.
func (r *Reader) clauseOf(i int) (first, end int) {
	b := &r.branches
	return int(b.left[i]), int(b.right[i])
}
