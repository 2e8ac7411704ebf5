package conllu

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `# newdoc id = x
# sent_id = 1
# text = She doesn't know.
1	She	she	PRON	PRP	Number=Sing	4	nsubj	_	_
2-3	doesn't	_	_	_	_	_	_	_	_
2	does	do	AUX	VBZ	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	know	know	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = 2
# text = Go!
1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	!	!	PUNCT	.	_	1	punct	_	_

`

func parse(t testing.TB, s string) []Sentence {
	t.Helper()
	out, err := Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadAndWriteAreInverse(t *testing.T) {
	in := parse(t, sample)
	if len(in) != 2 || len(in[0].Words) != 5 || len(in[0].Tokens) != 4 {
		t.Fatalf("read %d sentences, the first of %d words in %d tokens", len(in), len(in[0].Words), len(in[0].Tokens))
	}
	if in[0].Meta("sent_id") != "1" || !in[0].Starts("newdoc") || !in[1].Starts("newpar") || in[0].Starts("newpar") {
		t.Error("the comments are not understood")
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for i := range in {
		if err := Write(w, &in[i]); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if d := cmp.Diff(sample, b.String()); d != "" {
		t.Errorf("written otherwise than read:\n%s", d)
	}
}

func TestText(t *testing.T) {
	if got, want := Text(parse(t, sample)), "She doesn't know.\n\nGo!\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestBadFilesAreErrorsWithTheirLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"columns":       {"1\ta\tb\n\n", "line 1: 3 columns"},
		"order":         {"2\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n", "line 1: word number"},
		"head":          {"1\ta\t_\t_\t_\t_\tx\troot\t_\t_\n\n", "line 1: head"},
		"head outside":  {"# c\n1\ta\t_\t_\t_\t_\t7\troot\t_\t_\n\n", "head 7 of word 1"},
		"negative head": {"1\ta\t_\t_\t_\t_\t-1\troot\t_\t_\n\n", "line 1: head"},
		"token range":   {"1-5\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n", "goes on beyond"},
	} {
		if _, err := Read(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, text string) {
		in, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		s, err := Evaluate(in, in)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range s.All() {
			if i >= 2 && i < 7 && x.Correct != x.Gold { // tags, not trees: a file may hold heads of words left out
				t.Fatalf("%s of a file against itself: %+v\n%q", Names[i], x, text)
			}
		}
		Text(in)
	})
}

func TestAFileAgreesWithItself(t *testing.T) {
	in := parse(t, sample)
	s, err := Evaluate(in, in)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range s.All() {
		if x.F1() != 1 {
			t.Errorf("%s: %+v", Names[i], x)
		}
	}
}

// table makes a sentence of lines "form head rel".
func table(words ...string) Sentence {
	var s Sentence
	for i, w := range words {
		f := strings.Fields(w)
		head := int(f[1][0] - '0')
		s.Words = append(s.Words, Word{Form: f[0], Lemma: "_", UPOS: "X", XPOS: "X", Feats: "_", Head: head, Rel: f[2]})
		s.Tokens = append(s.Tokens, Token{f[0], i, i, true})
	}
	return s
}

func TestWordsAreAlignedByTheirPlaces(t *testing.T) {
	gold := []Sentence{table("a 2 nsubj", "bc 0 root", "d 2 obj:x")}
	system := []Sentence{table("a 2 nsubj", "b 0 root", "c 2 obj", "d 2 obj")}
	s, err := Evaluate(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  Score
		want Score
	}{
		{"words", s.Words, Score{2, 4, 3, 2}},
		{"sentences", s.Sentences, Score{1, 1, 1, 0}},
		// both hang on a word that is none of the gold file's
		{"heads", s.UAS, Score{0, 4, 3, 2}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}

func TestSubtypesDoNotCountAndRelationsDo(t *testing.T) {
	gold := []Sentence{table("a 2 nsubj:pass", "b 0 root", "c 2 obj")}
	system := []Sentence{table("a 2 nsubj", "b 0 root", "c 2 iobj")}
	s, err := Evaluate(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	if s.UAS.Correct != 3 || s.LAS.Correct != 2 {
		t.Errorf("%d heads and %d with their relation, want 3 and 2", s.UAS.Correct, s.LAS.Correct)
	}
}

func TestTokensOfSeveralWordsAreAlignedByTheirForms(t *testing.T) {
	gold := parse(t, sample)[:1]
	system := parse(t, strings.ReplaceAll(sample, "2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n", ""))[:1]
	s, err := Evaluate(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	if s.Words.Correct != 5 || s.Tokens.Correct != 3 || s.LAS.Correct != 5 {
		t.Errorf("%d words, %d tokens, %d arcs; want 5, 3, 5", s.Words.Correct, s.Tokens.Correct, s.LAS.Correct)
	}
}

func TestOtherTextIsAnError(t *testing.T) {
	if _, err := Evaluate([]Sentence{table("a 0 root")}, []Sentence{table("b 0 root")}); err == nil {
		t.Error("no error")
	}
	if _, err := Evaluate([]Sentence{table("a 0 root")}, []Sentence{table("ab 0 root")}); err == nil {
		t.Error("no error for a longer text")
	}
}
