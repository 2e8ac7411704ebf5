package desk_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
)

// made makes n articles in which Ilse Marrow says two things each, and one of sixty others answers; they meet, hold
// offices and deny. The records are made by hand: what is tried here is pages over many rows, not the reading.
func made(n int) []archive.Entry {
	first := []string{"Hedda", "Tom", "Nils", "Rina", "Jonas", "Edda", "Goran", "Farah", "Aldous", "Mikal"}
	last := []string{"Quill", "Achterberg", "Ahlgren", "Solberg", "Falk", "Linden"}
	outlets := []string{"The Breck Herald", "Portside Post", "Channel Nine", "The Lantern", "Courier", "Wire Service"}
	topics := []string{"the harbour", "fishing rights", "the ferries", "the inquiry", "trade", "the budget", "the old bridge"}
	start := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
	entries := make([]archive.Entry, 0, n)
	for i := range n {
		other := first[i%len(first)] + " " + last[i/len(first)%len(last)]
		published := start.Add(time.Duration(i) * 4 * time.Hour).Format("2006-01-02")
		a := &sayso.Article{ID: fmt.Sprintf("made%d", i), Title: fmt.Sprintf("On %s, number %d", topics[i%len(topics)], i),
			Outlet: outlets[i%len(outlets)], Published: published, Language: "en"}
		var text strings.Builder
		put := func(words string) sayso.Span {
			at := text.Len()
			text.WriteString(words + " ")
			return sayso.Span{Start: at, End: at + len(words)}
		}
		r := &sayso.Record{ID: a.ID}
		say := func(who, name, words, about string, kind sayso.Kind, to ...sayso.Party) {
			kinds := sayso.SpeakerPerson
			if who == "" {
				kinds = sayso.SpeakerUnnamed
			}
			s := sayso.Statement{ID: fmt.Sprintf("s%d", len(r.Statements)+1), Kind: kind, Mode: sayso.Say, Source: sayso.Spans{put(name)},
				Cue: sayso.Spans{put("said")}, Content: sayso.Spans{put(words)}, Addressee: to, Confidence: .8,
				Speaker: sayso.Speaker{Entity: who, Name: name, Type: kinds}}
			if about != "" {
				s.About = []string{about}
			}
			r.Statements = append(r.Statements, s)
		}
		topic := topics[i%len(topics)]
		say("e1", "Ilse Marrow", fmt.Sprintf("that %s would be dealt with in week %d, whatever others may say of it in public", topic, i%52), "e2", sayso.Indirect, sayso.Party{Entity: "e2", Name: other})
		say("e1", "Ilse Marrow", fmt.Sprintf("“We have spoken of %s %d times, and we shall speak of it again.”", topic, i), "", sayso.Direct)
		say("e2", other, "that Marrow knew nothing of "+topic, "e1", sayso.Indirect)
		say("", "an official", "that both knew more of "+topic, "e1", sayso.Indirect)
		meet := put("Ilse Marrow met " + other)
		r.Contacts = append(r.Contacts, sayso.Contact{ID: "c1", Parties: [][]string{{"e1"}, {"e2"}}, Verb: "meet", Span: meet,
			Negated: i%9 == 0, Planned: i%11 == 0, SaySo: []string{"article", "s3", "s4"}[i%3], Confidence: .7})
		r.Roles = append(r.Roles, sayso.Role{Person: "e1", Role: []string{"minister", "member of parliament", "chairwoman"}[i*3/n], Org: "e3", Span: put("minister"), SaySo: "article"})
		r.Roles = append(r.Roles, sayso.Role{Person: "e2", Role: "spokesman " + last[i/len(first)%len(last)], Org: "e3", Span: put("spokesman"), SaySo: "s1"})
		a.Text = strings.TrimSpace(text.String())
		r.Entities = []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Ilse Marrow", Names: []string{"Ilse Marrow", "Marrow"}, Gender: "female"},
			{ID: "e2", Type: sayso.Person, Name: other, Names: []string{other}, Gender: []string{"female", "male"}[i%2]},
			{ID: "e3", Type: sayso.Organisation, Name: "Harbour Party", Names: []string{"Harbour Party"}}}
		r.TextSHA256 = a.TextSHA256()
		entries = append(entries, archive.Entry{Article: a, Record: r})
	}
	return entries
}

func madeArchive(t testing.TB, n int) archive.Store {
	t.Helper()
	return archiveWith(t, made(n))
}

func archiveWith(t testing.TB, entries []archive.Entry) archive.Store {
	t.Helper()
	store, err := archive.Open(context.Background(), filepath.Join(t.TempDir(), "made.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	for len(entries) > 0 {
		some := min(500, len(entries))
		if _, err := store.Add(context.Background(), entries[:some]); err != nil {
			t.Fatal(err)
		}
		entries = entries[some:]
	}
	return store
}

// webbed makes n articles in each of which two of many people meet, those of low numbers more often than others.
func webbed(n, people int) []archive.Entry {
	names := make([]string, people)
	for i := range names {
		names[i] = fmt.Sprintf("%c%s %c%s", 'A'+i%26, []string{"da", "lin", "ro", "mar"}[i/26%4], 'A'+i/7%26, []string{"berg", "holm", "strand", "vik", "dahl", "lund", "gren"}[i%7])
	}
	var entries []archive.Entry
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		a, b := int(float64(people)*math.Pow(random.Float64(), 1.6)), random.IntN(people)
		if a == b {
			b = (a + 1) % people
		}
		text := names[a] + " met " + names[b] + " on Monday."
		article := &sayso.Article{ID: fmt.Sprintf("web%d", i), Title: fmt.Sprintf("Meeting %d", i), Outlet: "The Breck Herald", Published: fmt.Sprintf("2031-%02d-%02d", i%12+1, i%28+1), Text: text}
		record := &sayso.Record{ID: article.ID, TextSHA256: article.TextSHA256(), Contacts: []sayso.Contact{{ID: "c1", Parties: [][]string{{"e1"}, {"e2"}}, Verb: "meet",
			Span: sayso.Span{Start: 0, End: len(text)}, Negated: i%10 == 0, Planned: i%10 == 1, SaySo: "article", Confidence: .8}}}
		for k, p := range []int{a, b} {
			// one and the same office: so is known that it is the same person
			id := fmt.Sprintf("e%d", k+1)
			record.Entities = append(record.Entities, sayso.Entity{ID: id, Type: sayso.Person, Name: names[p], Names: []string{names[p]}},
				sayso.Entity{ID: fmt.Sprintf("o%d", k+1), Type: sayso.Organisation, Name: fmt.Sprintf("Office %d", p), Names: []string{fmt.Sprintf("Office %d", p)}})
			record.Roles = append(record.Roles, sayso.Role{Person: id, Role: "head", Org: fmt.Sprintf("o%d", k+1), Span: sayso.Span{Start: 0, End: 3}, SaySo: "article"})
		}
		entries = append(entries, archive.Entry{Article: article, Record: record})
	}
	return entries
}
