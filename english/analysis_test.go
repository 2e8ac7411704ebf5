package english

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// checkAnalysis tells what is wrong with an analysis, whatever its text: spans, trees, names and mentions must be whole.
func checkAnalysis(t *testing.T, a *Analysis) {
	t.Helper()
	n := int32(len(a.Tokens))
	if len(a.Grammar) != len(a.Tokens) {
		t.Fatalf("%d tokens have %d entries of grammar", n, len(a.Grammar))
	}
	at := int32(0)
	for _, x := range a.Tokens {
		if x.Start < at || x.End <= x.Start || int(x.End) > len(a.Text) {
			t.Fatalf("token at bytes %d to %d behind byte %d", x.Start, x.End, at)
		}
		at = x.End
	}
	next := int32(0)
	for _, s := range a.Sentences {
		if s.First != next || s.End <= s.First || s.End > n {
			t.Fatalf("sentence of tokens %d to %d behind token %d", s.First, s.End, next)
		}
		next = s.End
		roots := 0
		for i := s.First; i < s.End; i++ {
			steps := int32(0)
			for j := i; j >= 0; j = a.Grammar[j].Head {
				if j < s.First || j >= s.End {
					t.Fatalf("token %d hangs on token %d outside its sentence", i, j)
				}
				if steps++; steps > s.End-s.First {
					t.Fatalf("token %d hangs in a cycle", i)
				}
			}
			if a.Grammar[i].Head < 0 {
				roots++
			}
			a.UPOS(int(i))
			a.Rel(int(i))
			a.Feats(int(i))
			a.Lemma(int(i))
		}
		if roots != 1 {
			t.Fatalf("sentence of tokens %d to %d has %d roots", s.First, s.End, roots)
		}
	}
	if next != n {
		t.Fatalf("%d tokens, of which %d stand in sentences", n, next)
	}
	last := int32(0)
	for _, x := range a.Names {
		if x.First < last || x.End <= x.First || x.End > n || x.Type > OtherName {
			t.Fatalf("name %+v behind token %d", x, last)
		}
		last = x.End
	}
	for _, m := range a.Mentions {
		if m.First > m.Head || m.Head >= m.End || m.First < 0 || m.End > n || m.Name >= int32(len(a.Names)) {
			t.Fatalf("mention %+v of %d tokens", m, n)
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{benchText, "", "\x00\xff\n\n.", "“'’\"", "MR. TOLLAND: I don’t know…", strings.Repeat("((", 200), "Ａｂｃ ١٢ 👍🏽"} {
		f.Add(s)
	}
	a := NewAnalysis()
	f.Fuzz(func(t *testing.T, text string) {
		a.Analyse(text)
		checkAnalysis(t, a)
	})
}

func TestAnalysisIsUsedAgain(t *testing.T) {
	a, b := NewAnalysis(), NewAnalysis()
	a.Analyse(benchText)
	first := print(a)
	a.Analyse("Odile laughed.")
	b.Analyse("Odile laughed.")
	if print(a) != print(b) {
		t.Error("what was read before shows in the next text")
	}
	a.Analyse(benchText)
	if print(a) != first {
		t.Error("the same text is read otherwise the second time")
	}
}

// print writes all that an analysis says.
func print(a *Analysis) string {
	var b strings.Builder
	for i := range a.Tokens {
		fmt.Fprintln(&b, a.Form(i), a.Lemma(i), a.UPOS(i), a.XPOS(i), a.Feats(i), a.Grammar[i].Head, a.Rel(i), a.Tokens[i].Tag)
	}
	fmt.Fprintln(&b, a.Sentences, a.Names, a.Mentions)
	return b.String()
}

func TestSameWithoutVectorInstructions(t *testing.T) {
	const variable = "SAYSO_PRINT_ANALYSIS"
	a := NewAnalysis()
	a.Analyse(strings.Repeat(benchText, 3))
	mine := print(a)
	if os.Getenv(variable) != "" {
		fmt.Print("<<<", mine, ">>>")
		return
	}
	c := exec.Command(os.Args[0], "-test.run=^TestSameWithoutVectorInstructions$")
	c.Env = append(os.Environ(), variable+"=1", "GODEBUG=cpu.avx2=off")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(out), "<<<")
	theirs, _, ok := strings.Cut(rest, ">>>")
	if !ok {
		t.Fatalf("the other process printed %q", out)
	}
	if theirs != mine {
		t.Error("the analysis differs without AVX2")
	}
}

func TestMentions(t *testing.T) {
	a := NewAnalysis()
	a.Analyse("Mrs. Anna Hallam met the two French ministers in London, and she thanked a spokeswoman.")
	got := map[string]Mention{}
	for _, m := range a.Mentions {
		got[a.Words(int(m.First), int(m.End))] = m
	}
	for _, c := range []struct {
		text   string
		kind   MentionKind
		gender Gender
		plural bool
	}{
		{"Anna Hallam", NameMention, Female, false},
		{"the two French ministers", NominalMention, UnknownGender, true},
		{"London", NameMention, Neuter, false},
		{"she", PronounMention, Female, false},
		{"a spokeswoman", NominalMention, Female, false},
	} {
		m, ok := got[c.text]
		if !ok {
			t.Errorf("no mention %q among %v", c.text, got)
			continue
		}
		if m.Kind != c.kind || m.Gender != c.gender || m.Plural != c.plural {
			t.Errorf("%q: kind %d, gender %d, plural %v; want %d, %d, %v", c.text, m.Kind, m.Gender, m.Plural, c.kind, c.gender, c.plural)
		}
	}
}

func TestGrammarOfFeatures(t *testing.T) {
	a := NewAnalysis()
	a.Analyse("The boats were seen.")
	if !a.Plural(1) || a.Plural(0) || !a.Past(2) || !a.Passive(3) || a.Passive(2) {
		t.Errorf("features: %s, %s, %s", a.Feats(1), a.Feats(2), a.Feats(3))
	}
	if a.Rel(1) != "nsubj:pass" || a.Grammar[1].Head != 3 || a.Grammar[3].Head != -1 {
		t.Errorf("tree: %v", a.Grammar)
	}
}

func TestHostileTextsTakeLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, unit := range map[string]string{"one line": "the ferry line to Sorrel is not shut ", "brackets": "([", "words": "boat "} {
		a := NewAnalysis()
		run := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			start := time.Now()
			a.Analyse(text)
			took := time.Since(start)
			checkAnalysis(t, a)
			return took
		}
		run(1 << 10)
		small, large := run(1<<14), run(1<<18)
		if large > 80*small+time.Second {
			t.Errorf("%s: 16 KB take %v, 256 KB %v", name, small, large)
		}
	}
}
