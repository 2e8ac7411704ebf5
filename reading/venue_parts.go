package reading

import (
	"slices"

	"sayso"
	"sayso/english"
)

// What belongs to a venue: its outlet, who spoke with the speaker there, the audience.

// venueParts reads outlet and interviewer beside the noun at token k: "a Bloomberg interview", "an interview with the
// Herald's Ilse Marrow", "an appearance on Breck Today".
func (r *Reader) venueParts(out *sayso.Statement, v *sayso.Venue, i, k, end int) {
	if v.Kind == "other" && r.isAny(k, "meeting") {
		for j := k; j < min(k+8, end); j++ {
			if r.isAny(j, "editorial") {
				v.Kind = "interview"
			}
		}
	}
	private := v.Kind == "interview" || v.Kind == "letter" || v.Kind == "email" || v.Kind == "call" || v.Kind == "other" && r.isAny(k, "meeting")
	prep := ""
	take := func(t int) {
		n := int(r.people.at[t]) - 1
		if name := r.otherName(t); n < 0 && name != "" && v.Outlet == "" && v.Kind == "interview" {
			v.Outlet = name // a show
			return
		}
		if n < 0 || n == r.speakers[i] || r.calendar(t) {
			return
		}
		p := &r.people.all[n]
		switch {
		case private && prep == "with" && v.Outlet != "" && v.With == "" && v.Outlet != p.name && p.kind != sayso.Place && r.isAny(t-1, "with"):
			v.With = p.name // an interview with Breck Today with Farah Linden
		case p.kind == sayso.Organisation || prep == "on" && p.kind != sayso.Place && p.gender == "" && len(p.roles) == 0:
			if v.Outlet == "" && (v.Kind == "interview" || v.Kind == "other" || v.Kind == "report" || v.Kind == "poll" || r.outlet(n)) {
				v.Outlet = p.name
			}
		case p.kind == sayso.Person && v.With == "" && private:
			v.With = p.name
		case p.kind == sayso.Person && private && prep == "with" && v.With != p.name && v.Outlet == "" && r.isAny(t-1, "with"):
			v.Outlet, v.With = v.With, p.name // an interview with Breck Today with Farah Linden
		}
	}
	for j := k - 1; j >= 0 && j > k-7; j-- {
		tag := r.doc.Tokens[j].Tag
		if !tag.Noun() && tag != english.JJ && tag != english.POS && tag != english.HYPH && r.people.at[j] == 0 {
			break
		}
		take(j)
	}
	last := k + 1
	for j := k + 1; j < end && j < k+16; j++ {
		t := &r.doc.Tokens[j]
		switch {
		case t.Tag == english.IN || t.Tag == english.TO:
			prep = r.lower(j)
			switch prep {
			case "with", "to", "on", "from", "for", "of", "by", "at":
				continue
			}
			j = end
		case t.Tag == english.POS && private && v.With == "" && j+1 < end && r.doc.Tokens[j+1].Tag.ProperNoun() && r.people.at[j+1] == 0 && (prep == "with" || prep == "to"):
			// the Herald's Ilse Marrow, where she is nobody yet
			stop := j + 1
			for stop < end && r.doc.Tokens[stop].Tag.ProperNoun() {
				stop++
			}
			v.With = r.doc.Words(j+1, stop)
			last = stop
			j = stop - 1
		case t.Tag.Noun() || t.Tag == english.DT || t.Tag == english.JJ || t.Tag == english.POS || t.Tag == english.HYPH || t.Tag == english.PRPS || t.Kind == english.Quote ||
			r.people.at[j] > 0 || t.Tag == english.CD || r.otherName(j) != "" || t.Kind == english.Word && prep != "" && r.capital(j):
			if prep == "with" || prep == "to" || prep == "on" || prep == "for" || prep == "of" || prep == "at" {
				take(j)
			}
			last = j + 1
		case r.isForm(j, ",") && prep == "of" && v.Outlet == "":
		default:
			j = end
		}
	}
	if len(out.Addressee) > 0 || !private {
		if v.Kind == "speech" || v.Kind == "letter" {
			r.audience(out, k, last, i)
		}
		return
	}
	if v.With != "" && !slices.ContainsFunc(r.people.all, func(p person) bool { return p.name == v.With }) {
		out.Addressee = append(out.Addressee, sayso.Party{Name: v.With})
		return
	}
	if v.With == "" && v.Outlet != "" && !slices.ContainsFunc(r.people.all, func(p person) bool { return p.name == v.Outlet }) {
		out.Addressee = append(out.Addressee, sayso.Party{Name: v.Outlet})
		return
	}
	for _, name := range []string{v.With, v.Outlet} {
		if name != "" {
			for n := range r.people.all {
				if r.people.all[n].name == name {
					out.Addressee = append(out.Addressee, r.people.party(n))
					return
				}
			}
		}
	}
	r.audience(out, k, last, i)
}

// otherName returns the name at token t that is neither a person's nor a place's and stands for no entity: of a show, a paper
// that is called by more than its words.
func (r *Reader) otherName(t int) string {
	if r.grammar == nil || r.people.at[t] > 0 || r.calendar(t) {
		return ""
	}
	k := r.grammar.NameOf(t)
	if k == 0 {
		return ""
	}
	n := r.grammar.Names[k-1]
	if n.Type == english.Place || n.Type == english.Group || n.Type == english.Person {
		return ""
	}
	return r.doc.Words(int(n.First), int(n.End))
}

// calendar reports whether token t is a day or month, whatever names it is taken for.
func (r *Reader) calendar(t int) bool {
	w := r.lower(t)
	return weekdays[w] || months[w]
}

// audience takes as addressee the people of "a speech to union members", "a letter to the council", "a gathering of
// farmers", "a meeting with the board".
func (r *Reader) audience(out *sayso.Statement, k, end, i int) {
	if len(out.Addressee) > 0 || k+2 >= len(r.doc.Tokens) || !r.isAny(k+1, "to", "with", "of", "before") || r.isAny(k+1, "of") && !r.isAny(k, "gathering") {
		return
	}
	it := r.flat(k+2, min(max(end, k+2), len(r.doc.Tokens)))
	np := r.nounPhrase(it, 0)
	if np > 0 {
		if t := span(it, 0, np); r.personal(t) || r.crowd(t) || r.doc.Tokens[t.end-1].Tag.ProperNoun() && r.isAny(k+1, "with") {
			r.addAddressee(out, t, i, -1)
		}
	}
	r.release(it)
}

// introduced reports whether a preposition leads to the noun at token k: in an emailed statement, on Twitter.
func (r *Reader) introduced(k, first int) bool {
	for j := k - 1; j >= first && j >= k-9; j-- {
		switch r.lower(j) {
		case "in", "on", "at", "during", "by", "via", "through", "over", "before":
			return true
		case "to":
			return r.isAny(k, "gathering", "rally", "conference", "forum")
		}
		tag := r.doc.Tokens[j].Tag
		if tag.Verb() && tag != english.VBN && tag != english.VBG || tag == english.Comma || tag == english.IN || tag == english.CC {
			return false
		}
	}
	return false
}
