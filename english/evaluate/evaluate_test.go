package evaluate

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso/english"
	"sayso/english/conllu"
)

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	b := []byte(content)
	if strings.HasSuffix(name, ".gz") {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		w.Write(b)
		w.Close()
		b = z.Bytes()
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const bank = `# newdoc id = a
# meta::genre = news
# text = Odile laughed.
1	Odile	Odile	PROPN	NNP	Number=Sing	2	nsubj	_	_
2	laughed	laugh	VERB	VBD	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = b
# meta::genre = fiction
# text = She left.
1	She	she	PRON	PRP	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

`

func TestTreebankFile(t *testing.T) {
	for _, name := range []string{"x.conllu", "x.conllu.gz"} {
		var out strings.Builder
		if err := Embedded().File(&out, file(t, name, bank), nil); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"2 sentences, 6 words", "Sentences     100.00", "LAS           100.00"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in\n%s", name, want, out.String())
			}
		}
	}
}

func TestGenres(t *testing.T) {
	var out strings.Builder
	if err := Embedded().File(&out, file(t, "x.conllu", bank), []string{"news"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "1 sentences, 3 words") {
		t.Error(out.String())
	}
	if err := Embedded().File(&out, file(t, "x.conllu", bank), []string{"poetry"}); err == nil {
		t.Error("no error where no document is of the genre")
	}
}

func TestNamesFiles(t *testing.T) {
	for name, content := range map[string]string{
		"x.iob2":     "# text = x\n1\tAnna\tB-PER\n2\tHallam\tI-PER\n3\tlives\tO\n4\tin\tO\n5\tLondon\tB-LOC\n6\t.\tO\n\n",
		"x.jsonl.gz": `{"text":"Anna Hallam lives in London.","entities":[["Person",0,11],["Location",21,27],["Date",0,4]]}` + "\n",
	} {
		var out strings.Builder
		if err := Embedded().File(&out, file(t, name, content), nil); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.Contains(got, "person, place, organisation    100.00    100.00  100.00       2") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestFilesThatCannotBeMeasured(t *testing.T) {
	for name, content := range map[string]string{"x.txt": "text", "x.conllu": "1\tx\n\n", "x.conllu.gz": "", "y.conllu": "", "x.iob2": "1\tx\n", "x.jsonl": "{", "y.jsonl": ""} {
		var out strings.Builder
		path := file(t, name, content)
		if err := Embedded().File(&out, path, nil); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v, want one that names the file", name, err)
		}
	}
	if err := Embedded().File(&strings.Builder{}, "nowhere.conllu", nil); err == nil {
		t.Error("no error for a file that is not there")
	}
}

// Bars on the dev sets, where they are.
func TestBars(t *testing.T) {
	const data = "../../../shared/data"
	if _, err := os.Stat(data); err != nil {
		t.Skip("the corpora are not here")
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	read := func(name string) []conllu.Sentence {
		f, err := os.Open(filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		s, err := conllu.Read(z)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	a := english.NewAnalysis()
	bar := func(what string, got conllu.Score, want float64) {
		t.Helper()
		if f := 100 * got.F1(); f < want {
			t.Errorf("%s: %.2f, the bar is %.1f", what, f, want)
		} else {
			t.Logf("%s: %.2f", what, f)
		}
	}
	ewt, gum := read("ud/ewt-dev.conllu.gz"), read("ud/gum-dev.conllu.gz")
	raw, err := Raw(a, ewt)
	if err != nil {
		t.Fatal(err)
	}
	bar("EWT words", raw.Words, 99.1)
	bar("EWT sentences", raw.Sentences, 85.5)
	given, err := Given(a, ewt)
	if err != nil {
		t.Fatal(err)
	}
	bar("EWT UPOS", given.UPOS, 95.2)
	bar("EWT LAS", given.LAS, 83)
	if given, err = Given(a, gum); err != nil {
		t.Fatal(err)
	}
	bar("GUM UPOS", given.UPOS, 96.6)
	if given, err = Given(a, ofGenres(gum, []string{"news", "interview"})); err != nil {
		t.Fatal(err)
	}
	bar("GUM news and interviews LAS", given.LAS, 84)
}
