package reading

import (
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/english"
)

// TestSpeakersOfTrees holds who speaks in the reading over trees. Each want is the cue and the speaker's name, "?" and
// the words for nobody named.
func TestSpeakersOfTrees(t *testing.T) {
	r := withGrammar(english.NewAnalysis(), wordClasses{})
	for _, c := range []struct{ what, text, cue, speaker string }{
		{"last name", "Helena Varga opened the school. \"It is late,\" Varga said.", "said", "Helena Varga"},
		{"pronoun", "Helena Varga opened the school. \"It is late,\" she said.", "said", "Helena Varga"},
		{"pronoun of two", "Peter Lindqvist met Helena Varga. \"It is late,\" he said.", "said", "Peter Lindqvist"},
		{"title", "Helena Varga opened the school. \"It is late,\" Mrs. Varga said.", "said", "Helena Varga"},
		{"role known", "Oskar Blom, the spokesman, came late. \"It is late,\" the spokesman said.", "said", "Oskar Blom"},
		{"role before the name", "\"It is late,\" ministry spokesman Oskar Blom said.", "said", "Oskar Blom"},
		{"name before a bracket", "\"It is late,\" said Rep. Oskar Blom (N), a leading advocate of the harbour.", "said", "Oskar Blom"},
		{"organisation", "Norland Steel said that it was losing money.", "said", "Norland Steel"},
		{"unnamed", "Two officials familiar with the matter said that the mill was lost.", "said", "?Two officials familiar with the matter"},
		{"relative pronoun", "Helena Varga, who said that the mill was lost, left.", "said", "Helena Varga"},
	} {
		record := r.Read(&sayso.Article{Text: c.text})
		found := false
		for _, s := range record.Statements {
			if s.Cue.Of(c.text) != c.cue {
				continue
			}
			found = true
			got := s.Speaker.Name
			if s.Speaker.Type == sayso.SpeakerUnnamed {
				got = "?" + got
			}
			if got != c.speaker {
				t.Errorf("%s: %q: %q speaks (%s), want %q", c.what, c.text, got, s.Speaker.Type, c.speaker)
			}
		}
		if !found {
			t.Errorf("%s: %q: no statement with the cue %q", c.what, c.text, c.cue)
		}
	}
}

// TestEntitiesOfTrees holds the entities of an article: name, forms, gender and what they are.
func TestEntitiesOfTrees(t *testing.T) {
	r := withGrammar(english.NewAnalysis(), wordClasses{})
	text := "The Federal Harbour Office fined Helena Varga on Monday. Mrs. Varga said she would not pay. Robin Ek, her lawyer, said the FHO was wrong.\n\n" +
		"Two officials said that the fine was small. Two officials at another ministry said that it was not."
	record := r.Read(&sayso.Article{Text: text})
	byName := map[string]sayso.Entity{}
	for _, e := range record.Entities {
		byName[e.Name] = e
		last := -1
		for _, m := range e.Mentions {
			if m.Start < last {
				t.Errorf("%s: mentions %v are out of order", e.Name, e.Mentions)
			}
			last = m.Start
		}
	}
	varga := byName["Helena Varga"]
	if varga.Type != sayso.Person || varga.Gender != "female" || !slices.Equal(varga.Names, []string{"Helena Varga", "Varga"}) {
		t.Errorf("Varga: %+v", varga)
	}
	if len(varga.Mentions) != 4 { // twice by name, she, her
		t.Errorf("Varga is mentioned at %v", varga.Mentions)
	}
	if ek := byName["Robin Ek"]; ek.Type != sayso.Person || ek.Gender != "" {
		t.Errorf("Ek: %+v; want a person of unknown gender", ek)
	}
	if office := byName["Federal Harbour Office"]; office.Type != sayso.Organisation || !slices.Contains(office.Names, "FHO") {
		t.Errorf("Office: %+v", office)
	}
	officials := 0
	for _, e := range record.Entities {
		if e.Type == sayso.Unnamed && strings.HasPrefix(strings.ToLower(e.Name), "two officials") {
			officials++
		}
	}
	if officials != 2 {
		t.Errorf("%d groups of two officials, want 2: %+v", officials, record.Entities)
	}
}

// TestWordsInQuotationsAreTheirSpeakers holds that I and my are who speaks, and that who is spoken of is not.
func TestWordsInQuotationsAreTheirSpeakers(t *testing.T) {
	r := withGrammar(english.NewAnalysis(), wordClasses{})
	text := "\"I never met him,\" Helena Varga said of Oskar Blom. \"It was my decision.\""
	record := r.Read(&sayso.Article{Text: text})
	for _, e := range record.Entities {
		var words []string
		for _, m := range e.Mentions {
			words = append(words, text[m.Start:m.End])
		}
		switch e.Name {
		case "Helena Varga":
			if !slices.Contains(words, "I") || !slices.Contains(words, "my") || slices.Contains(words, "him") {
				t.Errorf("Varga is mentioned as %q", words)
			}
		case "Oskar Blom":
			if slices.Contains(words, "I") {
				t.Errorf("Blom is mentioned as %q", words)
			}
		}
	}
}
