package archive_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
)

// met is an article in which one met another, or did not, on somebody's say-so.
func met(id, published, a, verb, b string, negated bool, sayer string) archive.Entry {
	e := affair(id, "Herald", published, figure{name: a, role: "ambassador"}, figure{name: b, role: "chancellor"})
	article, record := e.Article, e.Record
	start := len(article.Text)
	article.Text += sayer + " said " + a + " " + verb + " " + b
	at := start + len(sayer+" said ")
	span := sayso.Span{Start: at, End: len(article.Text)}
	contact := sayso.Contact{ID: "c1", Parties: [][]string{{"e1"}, {"e2"}}, Verb: "meet", Span: span, Negated: negated, SaySo: sayso.SaySoArticle}
	if sayer != "" {
		record.Entities = append(record.Entities, sayso.Entity{ID: "e9", Type: sayso.Person, Name: sayer, Names: []string{sayer}})
		record.Statements = append(record.Statements, sayso.Statement{ID: "s1", Kind: sayso.Indirect, Mode: sayso.Say, Denial: negated, Cue: sayso.Spans{{Start: at - 5, End: at - 1}},
			Content: sayso.Spans{span}, Speaker: sayso.Speaker{Entity: "e9", Name: sayer, Type: sayso.SpeakerPerson},
			Venue: &sayso.Venue{Kind: "interview", Outlet: "Channel Nine"}, Via: []sayso.Party{{Name: "Northern Wire"}}})
		contact.SaySo = "s1"
	}
	record.Contacts = append(record.Contacts, contact)
	record.TextSHA256 = article.TextSHA256()
	return e
}

// A contact that one article asserts and another denies is a dispute with the evidence of both, whichever comes first.
func TestContactsInDispute(t *testing.T) {
	entries := []archive.Entry{met("yes", "2031-03-01", "Teodor Vash", "met", "Aldous Renn", false, "Goran Stell"),
		met("no", "2031-03-05", "Teodor Vash", "never met", "Aldous Renn", true, "Edda Falk"),
		met("other", "2031-03-05", "Teodor Vash", "met", "Ilse Marrow", false, "")}
	for turn := range 2 {
		a := open(t)
		for i := range entries {
			add(t, a, entries[(i+turn)%len(entries)])
		}
		found, err := a.Disputes(t.Context(), archive.DisputeQuery{Across: true})
		if err != nil || found.Total != 1 || len(found.Disputes) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		d := found.Disputes[0]
		if !d.Across || len(d.Asserts) != 1 || len(d.Denies) != 1 || d.Asserts[0].Contact == nil || d.Asserts[0].Contact.Article.ID != "yes" ||
			d.Denies[0].Contact == nil || d.Denies[0].Contact.Article.ID != "no" || d.Reason == "" {
			t.Errorf("turn %d: %+v", turn, d)
		}
		vash, err := a.Entities(t.Context(), "Teodor Vash") // the other one may be another: it has only the name and the office
		if err != nil {
			t.Fatal(err)
		}
		contacts, err := a.Contacts(t.Context(), archive.ContactQuery{A: vash[0].ID, B: idOf(t, a, "Aldous Renn")})
		if err != nil || contacts.Total != 2 {
			t.Fatalf("contacts: %+v, %v", contacts, err)
		}
		c := contacts.Contacts[0]
		if got := strings.Join(c.Chain, " → "); got != "Edda Falk → Channel Nine → Northern Wire → Herald" || c.Disputed == 0 || c.SaySo == nil || !c.Contact.Negated {
			t.Errorf("%q, %+v", got, c)
		}
		all, err := a.Contacts(t.Context(), archive.ContactQuery{Limit: 1, Offset: 2})
		if err != nil || all.Total != 3 || len(all.Contacts) != 1 {
			t.Errorf("all contacts: %+v, %v", all, err)
		}
	}
}

// What one article's statement denies is found in what another asserts, by what both are about; not by the name alone.
func TestStatementsInDispute(t *testing.T) {
	vash := func(id, published string, s said) archive.Entry { return entry(id, "Herald", published, s) }
	entries := []archive.Entry{
		vash("claim", "2031-03-01", said{source: "Goran Stell", cue: "said", content: "that Vash had smuggled lobsters through the harbour", speaker: person("Goran Stell")}),
		vash("denial", "2031-03-04", said{source: "Edda Falk", cue: "denied", content: "that Vash smuggled any lobsters", speaker: person("Edda Falk"), mode: sayso.Deny}),
		vash("beside", "2031-03-04", said{source: "Odd Finch", cue: "said", content: "that Vash liked lobsters", speaker: person("Odd Finch")}),
		vash("old", "2011-03-04", said{source: "Odd Finch", cue: "said", content: "that Vash smuggled lobsters", speaker: person("Odd Finch")}),
		vash("himself", "2031-03-06", said{source: "Falk", cue: "said", content: "that Vash smuggled lobsters", speaker: person("Falk")}),
	}
	for turn := range 2 {
		a := open(t)
		for i := range entries {
			add(t, a, entries[(i+turn)%len(entries)])
		}
		found, err := a.Disputes(t.Context(), archive.DisputeQuery{})
		if err != nil || len(found.Disputes) != 1 {
			t.Fatalf("turn %d: %+v, %v", turn, found, err)
		}
		d := found.Disputes[0]
		if len(d.Asserts) != 1 || d.Asserts[0].Statement.Article.ID != "claim" || len(d.Denies) != 1 || d.Denies[0].Statement.Article.ID != "denial" {
			t.Errorf("turn %d: %+v", turn, d)
		}
	}
}

// A statement inside others comes to the page through those who report it.
func TestChain(t *testing.T) {
	a := open(t)
	e := entry("one", "The Breck Herald", "2031-03-01",
		said{source: "The Lantern", cue: "reported", content: "that Stell said Vash slept", speaker: sayso.Speaker{Name: "The Lantern", Type: sayso.SpeakerOrganisation}, mode: sayso.Report},
		said{source: "Stell", cue: "said", content: "Vash slept", speaker: person("Stell"), names: []string{"Stell"}})
	e.Record.Statements[1].Within = "s1"
	add(t, a, e)
	found, err := a.Said(t.Context(), archive.SaidQuery{By: idOf(t, a, "Stell")})
	if err != nil || len(found.Hits) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if got := strings.Join(found.Hits[0].Chain, " → "); got != "Stell → The Lantern → The Breck Herald" {
		t.Errorf("chain: %s", got)
	}
}
