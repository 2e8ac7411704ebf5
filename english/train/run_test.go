package train

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sayso/english"
	"sayso/english/net"
	"sayso/english/split"
)

// world writes corpora of invented sentences in the layout that [Run] expects and returns their folder.
func world(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	put := func(name, content string) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
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
	}
	people := []string{"Odile", "Piet", "Hallam", "Sorrel"}
	var bank, names, plain strings.Builder
	for i := range 320 {
		p := people[i%len(people)]
		id := fmt.Sprint("s", i)
		if i%8 == 0 {
			fmt.Fprintf(&bank, "# newdoc id = d%d\n# meta::genre = news\n", i)
		}
		fmt.Fprintf(&bank, "# sent_id = %s\n# text = %s saw boats.\n", id, p)
		fmt.Fprintf(&bank, "1\t%s\t%s\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_\n2\tsaw\tsee\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n", p, p)
		bank.WriteString("3\tboats\tboat\tNOUN\tNNS\tNumber=Plur\t2\tobj\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n")
		fmt.Fprintf(&names, "# sent_id = %s\n1\t%s\tB-PER\n2\tsaw\tO\n3\tboats\tO\n4\t.\tO\n\n", id, p)
		fmt.Fprintf(&plain, `{"text":"%s saw boats. Boats saw %s."}`+"\n", p, p)
	}
	article, _ := json.Marshal(map[string]any{"text": "Odile saw boats.", "sentences": [][][2]int{{{0, 5}, {6, 9}, {10, 15}, {15, 16}}}, "entities": [][]any{{"Person", 0, 5}}})
	for _, part := range []string{"train", "dev"} {
		put("ud/ewt-"+part+".conllu.gz", bank.String())
		put("ud/gum-"+part+".conllu.gz", bank.String())
		put("ner/uner-ewt-"+part+".iob2.gz", names.String())
		put("ner/worldwide-"+part+".jsonl.gz", strings.Repeat(string(article)+"\n", 60))
		put("pos/masc-"+part+".tsv.gz", "# doc = x\nBoats\tNNS\n.\t.\n\n")
	}
	put("polnear/train/articles.jsonl", plain.String())
	for _, f := range []string{"wikinews", "wikipedia-current-events", "whitehouse-releases", "whitehouse-briefings"} {
		put("raw/"+f+".jsonl.gz", plain.String())
	}
	put("names/first-names.tsv", "Odile\tF\nPiet\tM\n")
	put("names/countries.tsv", "code\tname\tofficial\tcapital\tdemonym\tdemonym_f\nARD\tArdland\tArdland\tBreck\tArdlander\tArdlander\n")
	put("people/congress.jsonl.gz", `{"last":"Hallam"}`+"\n")
	return folder
}

func TestRunMakesWeightsThatRead(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	data := world(t)
	run := func(o Options) (splitter, network []byte) {
		o.Data, o.Out, o.Log = data, t.TempDir(), &strings.Builder{}
		if err := Run(o); err != nil {
			t.Fatal(err)
		}
		splitter, err := os.ReadFile(filepath.Join(o.Out, "split", "split.bin"))
		if err != nil {
			t.Fatal(err)
		}
		network, err = os.ReadFile(filepath.Join(o.Out, "net", "net.bin"))
		if err != nil {
			t.Fatal(err)
		}
		return splitter, network
	}
	splitter, network := run(Options{Seed: 1, Epochs: 40})
	s, err := split.Load(splitter)
	if err != nil {
		t.Fatal(err)
	}
	n, err := net.Load(network)
	if err != nil {
		t.Fatal(err)
	}
	a := english.NewAnalysisWith(s, n)
	a.Analyse("Piet saw boats. Odile saw boats.")
	if len(a.Sentences) != 2 || len(a.Tokens) != 8 || a.Tokens[1].Tag != english.VBD || a.Rel(0) != "nsubj" || a.Lemma(2) != "boat" {
		t.Errorf("read as %d sentences, %d tokens, %s %s", len(a.Sentences), len(a.Tokens), a.XPOS(1), a.Rel(0))
	}
	if len(a.Names) != 2 || a.Names[0].Type != english.Person {
		t.Errorf("names %v, want two persons", a.Names)
	}

	// the same bytes on one core as on many
	first, second := run(Options{Seed: 2, Epochs: 2})
	before := runtime.GOMAXPROCS(1)
	third, fourth := run(Options{Seed: 2, Epochs: 2})
	runtime.GOMAXPROCS(before)
	if !bytes.Equal(first, third) || !bytes.Equal(second, fourth) {
		t.Error("the same corpora and seed give other bytes")
	}
	if _, other := run(Options{Seed: 3, Epochs: 2}); bytes.Equal(second, other) {
		t.Error("another seed gives the same bytes")
	}
	if _, other := run(Options{Seed: 2, Epochs: 2, Without: []string{"worldwide", "masc", "gum", "polnear"}}); bytes.Contains(other[:300], []byte("worldwide")) {
		t.Error("a corpus that was left out is named in the weights")
	}
}

func TestRunRefuses(t *testing.T) {
	data := world(t)
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"unknown corpus": {Options{Data: data, Without: []string{"etw"}}, `"etw"; there are ewt`},
		"no data":        {Options{Data: filepath.Join(data, "nowhere")}, "read corpus"},
		"no treebank":    {Options{Data: data, Without: []string{"ewt", "gum"}}, "no treebank"},
	} {
		c.o.Out, c.o.Log = t.TempDir(), &strings.Builder{}
		if err := Run(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}
