package coref

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"sayso/english"
)

const treebank = `# newdoc id = made_up
# meta::genre = news
# text = Ilse Marrow's envoy left.
1-2	Ilse	_	_	_	_	_	_	_	_
1	Il	Il	PROPN	NNP	_	4	nmod:poss	_	Entity=(2-person-new-x-coref(1-person-new-x-coref
2	se	se	PROPN	NNP	_	1	flat	_	_
3	Marrow	Marrow	PROPN	NNP	_	1	flat	_	Entity=1)|SpaceAfter=No
4	envoy	envoy	NOUN	NN	_	5	nsubj	_	Entity=2)
5	left	leave	VERB	VBD	_	0	root	_	_
6	it	it	PRON	PRP	_	5	obj	_	Entity=(3-place-new-x)|SpaceAfter=No
7	.	.	PUNCT	.	_	5	punct	_	_

# newpar
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv-x)
2	slept	sleep	VERB	VBD	_	0	root	_	_

`

func TestReadTreebank(t *testing.T) {
	docs, err := ReadTreebank(strings.NewReader(treebank))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 {
		t.Fatalf("%d documents", len(docs))
	}
	d := docs[0]
	if want := "Ilse Marrowenvoy left it.\n\nShe slept\n"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	var got [][2]string
	for _, m := range d.Mentions {
		got = append(got, [2]string{d.Text[m.Start:m.End], d.Entities[m.Entity].Type})
	}
	want := [][2]string{{"Ilse Marrow", "person"}, {"Ilse Marrowenvoy", "person"}, {"it", "place"}, {"She", "person"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("mentions %v, want %v", got, want)
	}
	if d.Mentions[0].Entity != d.Mentions[3].Entity || !d.Entities[d.Mentions[0].Entity].Named || d.Entities[d.Mentions[1].Entity].Named {
		t.Errorf("entities %+v of %+v", d.Entities, d.Mentions)
	}
	if head := d.Mentions[1].Head; d.Text[head:head+5] != "envoy" {
		t.Errorf("head of the second mention at %q", d.Text[head:])
	}
}

func TestReadCoNLL(t *testing.T) {
	docs, err := ReadCoNLL(strings.NewReader("#begin document (a); part 0\n" +
		"a\t0\t0\tMarrow\t_\t(1)\na\t0\t1\t's\t_\t\na\t0\t2\tdog\t_\t(2|(3\na\t0\t3\tJim\t_\t3)|2)\n\na\t0\t0\tShe\t_\t(1)\n#end document\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Gold{{0, 6, -1, 0}, {10, 17, -1, 1}, {10, 17, -1, 2}, {18, 21, -1, 0}}
	if len(docs) != 1 || !reflect.DeepEqual(docs[0].Mentions, want) {
		t.Errorf("%+v, want mentions %+v", docs, want)
	}
	if len(docs) == 1 && len(docs[0].Forms) != 2 {
		t.Errorf("sentences %q", docs[0].Forms)
	}
}

func TestReadGAP(t *testing.T) {
	all, err := ReadGAP(strings.NewReader("ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n" +
		"x\tJosé hit Ann. \"He left.\tHe\t15\tJosé\t0\tTRUE\tAnn\t9\tFALSE\thttp://example.org\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("%d examples", len(all))
	}
	g := all[0]
	if g.Text[g.Pronoun:g.Pronoun+2] != "He" || g.Text[g.B:g.B+3] != "Ann" || !g.RightA || g.RightB {
		t.Errorf("%+v", g)
	}
	for _, bad := range []string{"x\tshort\n", "x\tText\tHe\tnine\tA\t0\tTRUE\tB\t0\tTRUE\tu\n", "x\tText\tHe\t99\tA\t0\tTRUE\tB\t0\tTRUE\tu\n"} {
		if _, err := ReadGAP(strings.NewReader(bad)); err == nil {
			t.Errorf("no error from %q", bad)
		}
	}
}

func TestNamedIsOneForAPerfectReadingAndLessForAWorse(t *testing.T) {
	a := english.NewAnalysis()
	m := NewMeasure(a, Embedded())
	text := "Helena Varga left. She was tired."
	d := Document{Text: text, Entities: []GoldEntity{{Type: "person", Named: true}}, Mentions: []Gold{{0, 12, 0, 0}, {19, 22, 19, 0}}}
	if b := m.Named(&d); math.Abs(b.F1()-1) > 1e-9 {
		t.Errorf("F1 %v, want 1: %+v", b.F1(), b)
	}
	// the pronoun is somebody else's in the gold
	d.Entities = append(d.Entities, GoldEntity{Type: "person", Named: true})
	d.Mentions[1].Entity = 1
	if b := m.Named(&d); math.Abs(b.Precision()-0.5) > 1e-9 || math.Abs(b.Recall()-1) > 1e-9 {
		t.Errorf("precision %v and recall %v, want 0.5 and 1", b.Precision(), b.Recall())
	}
	// a mention is not found
	d = Document{Text: text, Entities: []GoldEntity{{Type: "person", Named: true}}, Mentions: []Gold{{0, 12, 0, 0}, {19, 22, 19, 0}, {27, 32, 27, 0}}}
	if b := m.Named(&d); math.Abs(b.Precision()-1) > 1e-9 || math.Abs(b.Recall()-4.0/9) > 1e-9 {
		t.Errorf("precision %v and recall %v, want 1 and 4/9", b.Precision(), b.Recall())
	}
}

func FuzzReadTreebank(f *testing.F) {
	f.Add(treebank)
	f.Add("1\ta\ta\tX\t_\t_\t0\troot\t_\tEntity=(1-a)1)\n\n")
	f.Add("1\ta\ta\tX\t_\t_\t0\troot\t_\tEntity=((-(\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadTreebank(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, m := range d.Mentions {
				if m.Start < 0 || m.End > len(d.Text) || m.Start > m.End || m.Entity >= len(d.Entities) {
					t.Fatalf("mention %+v in a text of %d bytes", m, len(d.Text))
				}
			}
		}
	})
}

func FuzzReadCoNLL(f *testing.F) {
	f.Add("#begin document (a); part 0\na\t0\t0\tMarrow\t(1)\n\n")
	f.Add("#begin document\na\t0\t0\tMarrow\t(1|)\n")
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadCoNLL(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, m := range d.Mentions {
				if m.Start < 0 || m.Start > m.End || m.Entity >= len(d.Entities) {
					t.Fatalf("mention %+v", m)
				}
			}
		}
	})
}

func FuzzReadGAP(f *testing.F) {
	f.Add("x\tJosé hit Ann.\tHe\t3\tJosé\t0\tTRUE\tAnn\t9\tFALSE\tu\n")
	f.Fuzz(func(t *testing.T, s string) {
		all, err := ReadGAP(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, g := range all {
			if g.A < 0 || g.A >= len(g.Text) || g.B < 0 || g.B >= len(g.Text) || g.Pronoun < 0 || g.Pronoun >= len(g.Text) {
				t.Fatalf("offsets outside the text: %+v", g)
			}
		}
	})
}
