package coref

import (
	"strconv"
	"strings"
	"testing"

	"sayso/english"
)

// entityOf returns the entity of a word that is the head of a mention, or in a name: "he" is the first "he" of the text
// and "he#2" the second.
func entityOf(t *testing.T, a *english.Analysis, r *Resolver, word string) int32 {
	t.Helper()
	word, number, ok := strings.Cut(word, "#")
	n := 1
	if ok {
		n, _ = strconv.Atoi(number)
	}
	for i := range a.Tokens {
		if a.Form(i) != word {
			continue
		}
		if n--; n > 0 {
			continue
		}
		if k := r.MentionAt(i); k >= 0 {
			return r.Of[k]
		}
		for k, m := range a.Mentions {
			if m.Name >= 0 && int(m.First) <= i && i < int(m.End) {
				return r.Of[k]
			}
		}
		t.Fatalf("%q is no mention in %q", word, a.Text)
	}
	t.Fatalf("no %q in %q", word, a.Text)
	return -1
}

func TestWhoIsWho(t *testing.T) {
	a, r := english.NewAnalysis(), NewResolver()
	for _, c := range []struct {
		what, text string
		same       [][2]string
		other      [][2]string
	}{
		{"full name and last name", "Helena Varga met reporters on Monday. Varga said the talks went well.",
			[][2]string{{"Helena", "Varga#2"}}, nil},
		{"last name before the full name", "Varga will resign. Helena Varga told the party on Monday.", [][2]string{{"Varga", "Helena"}}, nil},
		{"first name", "Helena Varga spoke to the crowd. Supporters shouted for Helena.", [][2]string{{"Helena", "Helena#2"}}, nil},
		{"title and name", "Helena Varga opened the school. Later, Mrs. Varga left.", [][2]string{{"Helena", "Varga#2"}}, nil},
		{"office and name", "President Helena Varga opened the school. President Varga then left.", [][2]string{{"Helena", "Varga#2"}}, nil},
		{"initials", "Helena J. Varga signed the letter. Helena Varga wrote it herself.", [][2]string{{"Varga", "Varga#2"}}, nil},
		{"possessive", "Helena Varga smiled. Varga's lawyer did not.", [][2]string{{"Varga", "Varga#2"}}, nil},
		{"acronym", "The Federal Harbour Office closed. Workers at the FHO were sent home.", [][2]string{{"Office", "FHO"}}, nil},
		{"acronym with full stops", "Agents of the F.B.I. came. The FBI did not comment.", [][2]string{{"F.B.I.", "FBI"}}, nil},
		{"metonym", "The Kremlin denied it. A day later the Kremlin confirmed it.", [][2]string{{"Kremlin", "Kremlin#2"}}, nil},
		{"two people of one last name", "Peter Varga and Helena Varga were in court. Mr. Varga wept. Mrs. Varga did not.",
			[][2]string{{"Peter", "Varga#3"}, {"Helena", "Varga#4"}}, [][2]string{{"Peter", "Helena"}, {"Varga#3", "Varga#4"}}},
		{"he and she", "Peter Lindqvist married Helena Varga in 2001. He is a painter. She is a judge.",
			[][2]string{{"Peter", "He"}, {"Helena", "She"}}, [][2]string{{"He", "She"}}},
		{"possessive pronoun", "Helena Varga sold her house.", [][2]string{{"Helena", "her"}}, nil},
		{"reflexive", "Peter Lindqvist blamed himself.", [][2]string{{"Peter", "himself"}}, nil},
		{"an object is not its subject", "Peter Lindqvist came with Oskar Blom. Peter hit him.", nil, [][2]string{{"Peter#2", "him"}}},
		{"pronoun before the name", "When she arrived, Helena Varga was tired.", [][2]string{{"she", "Helena"}}, nil},
		{"it is the company", "Norland Steel said on Friday that it would close a mill.", [][2]string{{"Norland", "it"}}, nil},
		{"apposition", "The Ardland ambassador, Helena Varga, left the room.", [][2]string{{"ambassador", "Helena"}}, nil},
		{"apposition behind", "Helena Varga, the ambassador, left the room.", [][2]string{{"ambassador", "Helena"}}, nil},
		{"role once more", "The ambassador, Helena Varga, arrived at noon. The ambassador left at one.",
			[][2]string{{"Helena", "ambassador#2"}}, nil},
		{"title once more", "Spokesman Peter Lindqvist gave no details. The spokesman said he was tired.",
			[][2]string{{"Peter", "spokesman"}, {"Peter", "he"}}, nil},
		{"I is who speaks", "“I never met her,” Peter Lindqvist said.", [][2]string{{"I", "Peter"}}, [][2]string{{"her", "Peter"}}},
		{"my too", "Peter Lindqvist said: “It was my mistake.”", [][2]string{{"my", "Peter"}}, nil},
		{"I of two speakers", "“I won,” Peter Lindqvist said. “I lost,” Helena Varga said.",
			[][2]string{{"I", "Peter"}, {"I#2", "Helena"}}, [][2]string{{"I", "I#2"}}},
		{"people are not their country", "Ardland closed the border. Ardlanders protested.", nil, [][2]string{{"Ardland", "Ardlanders"}}},
		{"two officials here and two there", "Two officials confirmed the plan. Two officials in another ministry denied it.",
			nil, [][2]string{{"officials", "officials#2"}}},
	} {
		a.Analyse(c.text)
		r.Resolve(a, nil)
		for _, p := range c.same {
			if x, y := entityOf(t, a, r, p[0]), entityOf(t, a, r, p[1]); x != y || x < 0 {
				t.Errorf("%s: %q: %s is %d, %s is %d; want them the same", c.what, c.text, p[0], x, p[1], y)
			}
		}
		for _, p := range c.other {
			if x, y := entityOf(t, a, r, p[0]), entityOf(t, a, r, p[1]); x == y {
				t.Errorf("%s: %q: %s and %s are both %d; want two", c.what, c.text, p[0], p[1], x)
			}
		}
	}
}

func TestKindAndGender(t *testing.T) {
	a, r := english.NewAnalysis(), NewResolver()
	a.Analyse("Helena Varga left Norland Steel in May. Mrs. Varga sued the company. Robin Ek did not.")
	r.Resolve(a, nil)
	varga := r.Entities[entityOf(t, a, r, "Helena")]
	if varga.Kind != Person || varga.Gender != english.Female || !varga.Named || varga.Count != 2 {
		t.Errorf("Varga: %+v", varga)
	}
	if e := r.Entities[entityOf(t, a, r, "Norland")]; e.Kind != Organisation {
		t.Errorf("Norland Steel is of kind %d, want an organisation", e.Kind)
	}
	if e := r.Entities[entityOf(t, a, r, "Robin")]; e.Gender != english.UnknownGender {
		t.Errorf("Robin Ek has gender %d without evidence", e.Gender)
	}
}

func TestVoicesGivenOutrankQuotationMarks(t *testing.T) {
	a, r := english.NewAnalysis(), NewResolver()
	a.Analyse("Peter Lindqvist was there. Helena Varga was, too. \"I asked you.\"")
	v := Voices{Speaker: []int32{-1}, Addressee: []int32{-1}}
	quote := false
	for i := range a.Tokens {
		n := int32(-1)
		switch {
		case a.Form(i) == "\"":
			quote = !quote
			n = 0
		case quote:
			n = 0
		}
		v.Of = append(v.Of, n)
		switch a.Form(i) {
		case "Helena":
			v.Speaker[0] = headOf(a, i)
		case "Peter":
			v.Addressee[0] = headOf(a, i)
		}
	}
	r.Resolve(a, &v)
	if x, y := entityOf(t, a, r, "I"), entityOf(t, a, r, "Helena"); x != y {
		t.Errorf("I is %d, the speaker %d", x, y)
	}
	if x, y := entityOf(t, a, r, "you"), entityOf(t, a, r, "Peter"); x != y {
		t.Errorf("you is %d, the addressee %d", x, y)
	}
}

func headOf(a *english.Analysis, i int) int32 {
	for _, m := range a.Mentions {
		if int(m.First) <= i && i < int(m.End) {
			return m.Head
		}
	}
	return -1
}

// TestChains checks on a text of many turns that chains hold each mention once, in order, and that reading twice gives
// the same.
func TestChains(t *testing.T) {
	text := strings.Repeat("Helena Varga told Peter Lindqvist that he owed her money. \"I do not,\" he said. The painter left.\n\n", 20)
	a, r := english.NewAnalysis(), NewResolver()
	a.Analyse(text)
	r.Resolve(a, nil)
	before := append([]int32(nil), r.Of...)
	seen := make([]bool, len(r.Of))
	for e := range r.Entities {
		n := int32(0)
		for k := r.Entities[e].First; k >= 0; k = r.Next(k) {
			if seen[k] || r.Of[k] != int32(e) {
				t.Fatalf("mention %d is in the chain of %d and belongs to %d", k, e, r.Of[k])
			}
			if next := r.Next(k); next >= 0 && next <= k {
				t.Fatalf("mention %d comes after %d", next, k)
			}
			seen[k] = true
			n++
		}
		if n != r.Entities[e].Count {
			t.Errorf("entity %d: %d mentions, count is %d", e, n, r.Entities[e].Count)
		}
	}
	a.Analyse("Another text, by Oskar Blom, lies between.")
	r.Resolve(a, nil)
	a.Analyse(text)
	r.Resolve(a, nil)
	for k, e := range r.Of {
		if e != before[k] {
			t.Fatalf("mention %d: %d at first, %d the second time", k, before[k], e)
		}
	}
}

func TestWeightsAreSmallAndBrokenOnesAreErrors(t *testing.T) {
	if len(embedded) > 1<<20 {
		t.Errorf("weights of %d bytes", len(embedded))
	}
	for _, n := range []int{0, 5, len(magic) + 7, len(embedded) / 2, len(embedded) - 1} {
		if _, err := Load(embedded[:n]); err == nil {
			t.Errorf("no error from %d bytes", n)
		}
	}
	m, err := Load(embedded)
	if err != nil {
		t.Fatal(err)
	}
	if string(m.file()) != string(embedded) {
		t.Error("weights written again are others")
	}
}

func BenchmarkResolve(b *testing.B) {
	text := strings.Repeat("Helena Varga, the minister of trade, told Peter Lindqvist of the Norland Herald on Friday that she would not sign the treaty. "+
		"\"I will not do it,\" she said. The minister's spokesman, Oskar Blom, confirmed her words. He said that the ministry had sent its answer.\n\n", 40)
	a, r := english.NewAnalysis(), NewResolver()
	a.Analyse(text)
	b.ResetTimer()
	for range b.N {
		r.Resolve(a, nil)
	}
	b.ReportMetric(float64(len(a.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// In what somebody is quoted as saying, "we" are his side: whom he speaks for, or he himself.
func TestWeAreTheSpeakersSide(t *testing.T) {
	a, r := english.NewAnalysis(), NewResolver()
	for _, c := range []struct{ what, text, speaker, we, same string }{
		{"a body that he speaks for", "Peter Lindqvist, a spokesman for the Harbour Office, left. \"We closed our gates,\" Lindqvist said.", "Lindqvist#2", "We", "Office"},
		{"its possessive", "Peter Lindqvist, a spokesman for the Harbour Office, left. \"We closed our gates,\" Lindqvist said.", "Lindqvist#2", "our", "Office"},
		{"nobody but himself", "Peter Lindqvist left. \"We closed our gates,\" Lindqvist said.", "Lindqvist#2", "We", "Peter"},
		{"I is himself all the same", "Peter Lindqvist, a spokesman for the Harbour Office, left. \"I closed the gates,\" Lindqvist said.", "Lindqvist#2", "I", "Peter"},
	} {
		a.Analyse(c.text)
		v := Voices{Speaker: []int32{-1}, Addressee: []int32{-1}}
		quote := false
		for i := range a.Tokens {
			n := int32(-1)
			if quote || a.Form(i) == "\"" {
				n = 0
			}
			if a.Form(i) == "\"" {
				quote = !quote
			}
			v.Of = append(v.Of, n)
		}
		word, number, _ := strings.Cut(c.speaker, "#")
		n, _ := strconv.Atoi(number)
		for i := range a.Tokens {
			if a.Form(i) == word {
				if n--; n == 0 {
					v.Speaker[0] = headOf(a, i)
				}
			}
		}
		r.Resolve(a, &v)
		if x, y := entityOf(t, a, r, c.we), entityOf(t, a, r, c.same); x != y || x < 0 {
			t.Errorf("%s: %q: %s is %d, %s is %d; want them the same", c.what, c.text, c.we, x, c.same, y)
		}
	}
}
