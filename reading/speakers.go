package reading

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/english"
)

// resolveSpeakers finds the entity that each source stands for. Statements are taken in the order of the text, outer
// ones before those inside them, since a pronoun most often goes back to who spoke last.
func (r *Reader) resolveSpeakers(record *sayso.Record) {
	last := -1 // the entity that spoke last
	r.lastPerson = -1
	r.speakers = r.speakers[:0]
	for i := range r.found {
		r.speakers = append(r.speakers, -1)
		s := &r.found[i]
		out := &record.Statements[i]
		if len(s.source) == 0 || s.source[0].empty() {
			out.Speaker = sayso.Speaker{Type: sayso.SpeakerNone}
			continue
		}
		source := s.source[0]
		if t := r.trim(source); !t.empty() {
			source = t // without the comma behind it
		}
		n, typ, name := r.resolve(source, last, r.enclosing(i, record))
		if n >= 0 {
			p := &r.people.all[n]
			r.speakers[i] = n
			out.Speaker = sayso.Speaker{Entity: entityID(n), Name: p.name, Type: speakerType(p.kind)}
			if s.depth == 0 && out.Within == "" {
				last = n
				if p.kind == sayso.Person {
					r.lastPerson = n
				}
			}
			continue
		}
		out.Speaker = sayso.Speaker{Name: name, Type: typ}
		if typ == sayso.SpeakerUnnamed || typ == sayso.SpeakerOrganisation {
			n := r.people.unnamed(r, source, name, typ)
			out.Speaker.Entity = entityID(n)
			r.speakers[i] = n
			if s.depth == 0 && out.Within == "" {
				last = n
			}
		}
	}
	r.lastPerson = -1 // who spoke last is nobody's referent any more
	r.lookAhead(record)
}

func speakerType(kind sayso.EntityType) sayso.SpeakerType {
	switch kind {
	case sayso.Person:
		return sayso.SpeakerPerson
	case sayso.Unnamed:
		return sayso.SpeakerUnnamed
	}
	return sayso.SpeakerOrganisation
}

// enclosing returns the number of the statement that holds statement i, -1 if none does.
func (r *Reader) enclosing(i int, record *sayso.Record) int {
	if record.Statements[i].Within == "" {
		return -1
	}
	n, err := strconv.Atoi(record.Statements[i].Within[1:]) // s1 is the first
	if err != nil {
		return -1
	}
	return n - 1
}

// resolve returns the entity that the tokens of a phrase stand for, -1 with a type and a name if it is none of the
// article's names. last is who spoke last, within the statement that holds the phrase; both may be -1.
func (r *Reader) resolve(t tokens, last, within int) (n int, typ sayso.SpeakerType, name string) {
	if r.grammar != nil {
		return r.resolveKnown(t, within)
	}
	c := &r.people
	words := r.doc.Words(t.first, t.end)
	if t.end-t.first == 1 {
		w := r.lower(t.first)
		switch w {
		case "he", "she", "him", "her", "his", "himself", "herself":
			if n := r.antecedent(t.first, w, last, within); n >= 0 {
				return n, "", ""
			}
			return -1, sayso.SpeakerUnnamed, words
		case "i", "we", "me", "us", "my", "our", "myself":
			if within >= 0 {
				if n := r.speakerOf(within); n >= 0 {
					return n, "", ""
				}
			}
			if within < 0 && !r.quotedToken(t.first) {
				return -1, sayso.SpeakerWriter, ""
			}
			return -1, sayso.SpeakerUnnamed, words
		case "they", "them", "their", "it", "its":
			if n := r.antecedentGroup(t.first, w, last); n >= 0 {
				return n, "", ""
			}
			return -1, sayso.SpeakerUnnamed, words
		case "who", "which", "that", "whom":
			if n := r.relative(t.first); n >= 0 {
				return n, "", ""
			}
			if t := r.phraseEndingAt(t.first); !t.empty() {
				return r.resolve(t, last, within)
			}
			return -1, sayso.SpeakerUnnamed, words
		case "this", "these", "those", "all", "both", "you", "one", "some", "many", "others", "most", "several", "everyone", "nobody", "people":
			return -1, sayso.SpeakerUnnamed, words
		}
	}
	head := r.headOf(t)
	if n := int(c.at[head]) - 1; n >= 0 {
		return n, "", ""
	}
	// "the president's adviser, Ilse Marrow": the name in apposition
	for i := head + 1; i+1 < t.end; i++ {
		if r.isForm(i, ",") {
			if k := i + 1; k < t.end && c.at[k] > 0 || k+1 < t.end && honorifics[r.lower(k)] != "" && c.at[k+1] > 0 {
				for ; k < t.end && c.at[k] == 0; k++ {
				}
				n := int(c.at[k]) - 1
				if c.all[n].kind == sayso.Person && roles[r.lower(head)] {
					c.all[n].addRole(r.lower(head))
					return n, "", ""
				}
			}
			break
		}
	}
	headWord := r.lower(head)
	singular := strings.TrimSuffix(headWord, "s")
	definite := r.definite(t, head)
	if definite && (roles[headWord] || roles[singular]) {
		if n := r.bearer(t, headWord, last); n >= 0 {
			return n, "", ""
		}
	}
	if definite && bodies[headWord] {
		for n := range c.all {
			p := &c.all[n]
			if p.kind == sayso.Organisation && strings.HasSuffix(strings.ToLower(p.name), headWord) {
				return n, "", ""
			}
		}
	}
	if bodies[headWord] && !roles[headWord] {
		return -1, sayso.SpeakerOrganisation, strings.TrimPrefix(strings.TrimPrefix(words, "the "), "The ")
	}
	return -1, sayso.SpeakerUnnamed, words
}

// headOf returns the head of a noun phrase: its last noun before a preposition, a comma or a relative clause.
func (r *Reader) headOf(t tokens) int {
	head := t.first
	for i := t.first; i < t.end; i++ {
		tag := r.doc.Tokens[i].Tag
		switch {
		case tag == english.IN && i > t.first && !(r.people.at[i] > 0), tag == english.TO, tag == english.WP, tag == english.WDT, tag == english.OpenBracket,
			tag == english.Comma && i > t.first, tag == english.CC && i > t.first && r.people.at[i] == 0, tag == english.VBG && i > t.first && r.doc.Tokens[i-1].Tag.Noun(),
			tag == english.VBN && i > t.first && r.doc.Tokens[i-1].Tag.Noun():
			return head
		case tag.Noun(), tag == english.PRP, tag == english.CD, tag == english.JJ && head == t.first, r.people.at[i] > 0:
			head = i
		}
	}
	return head
}

// definite reports whether a phrase points back to somebody known: "the minister", "his lawyer", "Palace spokesman".
func (r *Reader) definite(t tokens, head int) bool {
	switch r.lower(t.first) {
	case "the", "this", "that", "his", "her", "their", "its", "mr.", "ms.", "mrs.":
		return true
	}
	return false
}

// named returns the entity of the mention whose head is token i, as far as the cast has it; -1 if it does not.
func (r *Reader) named(i int) int {
	k := &r.people.known
	m := k.resolver.MentionAt(i)
	if m < 0 || k.resolver.Of[m] < 0 {
		return -1
	}
	return int(k.number[k.resolver.Of[m]])
}

// flat returns tokens first to end-1 as items, quotations opened. They must be given back with release.
func (r *Reader) flat(first, end int) []item {
	base := len(r.items)
	for i := first; i < end; i++ {
		r.items = append(r.items, item{i, i + 1, r.doc.Tokens[i].Tag, -1})
	}
	return r.items[base:]
}

func (r *Reader) release(it []item) { r.items = r.items[:len(r.items)-len(it)] }

// quotedToken reports whether token i stands inside a quotation.
func (r *Reader) quotedToken(i int) bool {
	return r.inside[i]
}

// speakerOf returns the entity that speaks statement i, -1 if it is none.
func (r *Reader) speakerOf(i int) int {
	if i < len(r.speakers) {
		return r.speakers[i]
	}
	return -1
}
