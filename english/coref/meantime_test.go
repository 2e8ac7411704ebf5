package coref

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso/english"
)

const meantime = `{"id":"1","topic":"ships","sentences":[["Helena","Varga","left","."],["She","slept","."]],"markables":[` +
	`{"id":"7","kind":"ENTITY","tokens":[],"a":{"ent_type":"PER","instance_id":"PER1"}},` +
	`{"id":"1","kind":"ENTITY_MENTION","tokens":[[0,0],[0,1]],"a":{"syntactic_type":"NAM"}},` +
	`{"id":"2","kind":"ENTITY_MENTION","tokens":[[1,0]],"a":{"syntactic_type":"PRO"}}],"relations":[{"kind":"REFERS_TO","from":["1","2"],"to":["7"]}]}`

func TestReadMeantime(t *testing.T) {
	docs, err := ReadMeantime(strings.NewReader(meantime + "\n"))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	d := docs[0]
	if len(d.Mentions) != 2 || d.Text[d.Mentions[0].Start:d.Mentions[0].End] != "Helena Varga" || d.Text[d.Mentions[1].Start:d.Mentions[1].End] != "She" {
		t.Errorf("mentions %+v of %q", d.Mentions, d.Text)
	}
	if e := d.Entities[0]; e != (GoldEntity{"person", true, "PER1"}) {
		t.Errorf("entity %+v", e)
	}
	if b := NewMeasure(english.NewAnalysis(), Embedded()).Named(&d); b.F1() < 0.999 {
		t.Errorf("F1 %v, want 1", b.F1())
	}
	for _, bad := range []string{"{", `{"sentences":[["a"]],"markables":[{"id":"7","kind":"ENTITY"},{"id":"1","kind":"ENTITY_MENTION","tokens":[[1,0]]}],"relations":[{"kind":"REFERS_TO","from":["1"],"to":["7"]}]}`} {
		if _, err := ReadMeantime(strings.NewReader(bad + "\n")); err == nil {
			t.Errorf("no error from %q", bad)
		}
	}
}

// TestMeantime measures who is who in the news of MEANTIME, in the folder of corpora that SAYSO_DATA names; nothing is
// learnt from it. The bound is what was measured, less two.
func TestMeantime(t *testing.T) {
	data := os.Getenv("SAYSO_DATA")
	if data == "" {
		t.Skip("SAYSO_DATA does not name the folder of the corpora")
	}
	var docs []Document
	if err := read(filepath.Join(data, "meantime", "train.jsonl.gz"), func(in io.Reader) (err error) {
		docs, err = ReadMeantime(in)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	m := NewMeasure(english.NewAnalysis(), Embedded())
	var sum BCubed
	for i := range docs {
		sum.Add(m.Named(&docs[i]))
	}
	t.Logf("named people and bodies of %d documents, B-cubed: F1 %.2f, precision %.2f, recall %.2f of %d mentions", len(docs), 100*sum.F1(), 100*sum.Precision(), 100*sum.Recall(), sum.Gold)
	if sum.F1() < 0.46 {
		t.Error("that is less than 46")
	}
}

func FuzzReadMeantime(f *testing.F) {
	f.Add(meantime)
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadMeantime(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, m := range d.Mentions {
				if m.Start < 0 || m.Start > m.End || m.End > len(d.Text) || m.Entity >= len(d.Entities) {
					t.Fatalf("mention %+v", m)
				}
			}
		}
	})
}
