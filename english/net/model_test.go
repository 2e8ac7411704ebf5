package net

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func read(t testing.TB, r *Reader, sentences ...string) ([]Word, []Name) {
	t.Helper()
	var forms []string
	var ends []int32
	for _, s := range sentences {
		forms = append(forms, strings.Fields(s)...)
		ends = append(ends, int32(len(forms)))
	}
	out := make([]Word, len(forms))
	return out, r.Read(out, nil, forms, ends)
}

func TestReadsAPlainSentence(t *testing.T) {
	m := Embedded()
	words, names := read(t, NewReader(m), "Anna Hallam said that two ministers were seen in London .")
	want := []struct {
		upos, xpos string
		head       int32
		rel        string
	}{
		{"PROPN", "NNP", 3, "nsubj"}, {"PROPN", "NNP", 1, "flat"}, {"VERB", "VBD", 0, "root"}, {"SCONJ", "IN", 8, "mark"},
		{"NUM", "CD", 6, "nummod"}, {"NOUN", "NNS", 8, "nsubj:pass"}, {"AUX", "VBD", 8, "aux:pass"}, {"VERB", "VBN", 3, "ccomp"},
		{"ADP", "IN", 10, "case"}, {"PROPN", "NNP", 8, "obl"}, {"PUNCT", ".", 3, "punct"},
	}
	for i, w := range want {
		got := words[i]
		if u, x, r := m.Header.UPOS[got.UPOS], m.Header.XPOS[got.XPOS], m.Header.Rels[got.Rel]; u != w.upos || x != w.xpos || got.Head != w.head || r != w.rel {
			t.Errorf("word %d: %s %s, %s of %d; want %s %s, %s of %d", i+1, u, x, r, got.Head, w.upos, w.xpos, w.rel, w.head)
		}
	}
	if got := fmt.Sprint(names); !strings.HasPrefix(got, "[{0 2 0}") || !strings.Contains(got, "{9 10 1}") {
		t.Errorf("names %v: want a person in words 0 and 1, a place in word 9", names)
	}
}

func TestLemmas(t *testing.T) {
	m := Embedded()
	for _, c := range []struct{ form, xpos, want string }{
		{"laughed", "VBD", "laugh"}, {"went", "VBD", "go"}, {"ministers", "NNS", "minister"}, {"children", "NNS", "child"},
		{"The", "DT", "the"}, {"Marrow", "NNP", "Marrow"}, {"was", "VBD", "be"}, {"n't", "RB", "not"}, {"n’t", "RB", "not"},
		{"better", "JJR", "good"}, {"cities", "NNS", "city"}, {"running", "VBG", "run"}, {"1984", "CD", "1984"},
	} {
		if got := m.Lemma(c.form, c.xpos); got != c.want {
			t.Errorf("lemma of %s as %s is %q, want %q", c.form, c.xpos, got, c.want)
		}
	}
}

func TestSentencesDoNotDependOnTheirNeighbours(t *testing.T) {
	r := NewReader(Embedded())
	a, b := "The mayor of Port Sorrel left .", "She had asked both sides to wait until the summer ."
	alone, _ := read(t, r, b)
	together, _ := read(t, r, a, b, a)
	from := len(strings.Fields(a))
	for i, w := range alone {
		if together[from+i] != w {
			t.Errorf("word %d is %+v alone, %+v behind another sentence", i+1, w, together[from+i])
		}
	}
}

func TestLongSentencesAreOneTree(t *testing.T) {
	r := NewReader(Embedded())
	long := strings.TrimSpace(strings.Repeat("and the mayor left , ", 200))
	words, _ := read(t, r, "She left .", long)
	heads := make([]int32, 0, len(words))
	for _, w := range words[3:] {
		heads = append(heads, w.Head)
	}
	checkTree(t, heads)
}

func TestEmptyAndStrangeWords(t *testing.T) {
	r := NewReader(Embedded())
	forms := []string{"", "\x00", "\xff\xfe", strings.Repeat("x", 1<<20), "’", "İ", "\u0301"}
	out := make([]Word, len(forms))
	r.Read(out, nil, forms, []int32{int32(len(forms))})
	r.Read(nil, nil, nil, nil)
	for _, f := range forms {
		r.Model().Lemma(f, "NN")
	}
}

func TestBrokenFilesAreErrors(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":     nil,
		"other":       []byte("PNG and so on, long enough"),
		"cut header":  embedded[:len(Magic)+10],
		"cut weights": embedded[:len(embedded)/2],
		"no header":   append([]byte(Magic), 2, 0, 0, 0, '{', '}'),
	} {
		if _, err := Load(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWeightsAreSmallAndLoadedAtOnce(t *testing.T) {
	if len(embedded) > 24<<20 {
		t.Errorf("the weights take %d bytes", len(embedded))
	}
	best := time.Hour
	for range 5 {
		start := time.Now()
		if _, err := Load(embedded); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	if best > 30*time.Millisecond {
		t.Errorf("the weights are loaded in %v", best)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
