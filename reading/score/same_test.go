package score_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/reading"
	"sayso/reading/score"
)

// TestSameAsReference holds our figures against those of the reference scorer, to two decimals, on real news read by rules and on
// the marked statements shaken at random. It needs the scorer and the corpus beside the repository, and python3.
func TestSameAsReference(t *testing.T) {
	const scorer, corpus = "../../../shared/eval/score.py", "../../../shared/data/polnear/dev/articles.jsonl"
	for _, path := range []string{scorer, corpus} {
		if _, err := os.Stat(path); err != nil {
			t.Skip("nothing to compare with beside the repository: ", err)
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3: ", err)
	}
	file, err := os.Open(corpus)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	articles, err := reading.ReadMarked(file)
	if err != nil {
		t.Fatal(err)
	}
	articles = articles[:40]
	for name, predict := range map[string]func(i int, a reading.Marked) []sayso.Statement{
		"rules": func(_ int, a reading.Marked) []sayso.Statement {
			return reading.ByRules().Read(&sayso.Article{Text: a.Text}).Outer()
		},
		"shaken": func(i int, a reading.Marked) []sayso.Statement { return shaken(i, a) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var gold, found bytes.Buffer
			var ours score.Sums
			for i, a := range articles {
				p := predict(i, a)
				ours.Add(a.Text, score.Of(p), score.Of(a.Statements))
				write(t, &gold, map[string]any{"id": a.ID, "text": a.Text, "attributions": score.Of(a.Statements)})
				write(t, &found, map[string]any{"id": a.ID, "statements": score.Of(p)})
			}
			goldPath, foundPath := filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "found.jsonl")
			for path, data := range map[string][]byte{goldPath: gold.Bytes(), foundPath: found.Bytes()} {
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			out, err := exec.Command(python, scorer, goldPath, foundPath, "--json").Output()
			if err != nil {
				t.Fatal(err)
			}
			theirs := map[string]json.RawMessage{}
			if err := json.Unmarshal(out, &theirs); err != nil {
				t.Fatal(err)
			}
			compared := 0
			for figure, raw := range theirs {
				var want struct{ P, R, F1 float64 }
				f := ours.Figure(figure)
				if f == nil {
					continue
				}
				if err := json.Unmarshal(raw, &want); err != nil {
					t.Fatal(err)
				}
				compared++
				for part, pair := range map[string][2]float64{"P": {f.Precision(), want.P}, "R": {f.Recall(), want.R}, "F1": {f.F1(), want.F1}} {
					if math.Abs(pair[0]-pair[1]) > 0.00501 {
						t.Errorf("%s %s: %.4f, the reference says %.2f", figure, part, pair[0], pair[1])
					}
				}
			}
			if compared < 15 {
				t.Errorf("only %d figures compared", compared)
			}
			var kinds map[sayso.Kind]float64
			if err := json.Unmarshal(theirs["recall.kind"], &kinds); err != nil {
				t.Fatal(err)
			}
			for _, k := range sayso.Kinds {
				if math.Abs(ours.RecallOf(k)-kinds[k]) > 0.00501 {
					t.Errorf("recall %s: %.4f, the reference says %.2f", k, ours.RecallOf(k), kinds[k])
				}
			}
		})
	}
}

// shaken moves the ends of the marked parts and leaves some out.
func shaken(seed int, a reading.Marked) []sayso.Statement {
	var out []sayso.Statement
	state := uint32(seed + 1)
	chance := func(n uint32) bool {
		state = state*1664525 + 1013904223
		return state>>16%n == 0
	}
	move := func(spans sayso.Spans) sayso.Spans {
		var moved sayso.Spans
		for _, s := range spans {
			if chance(5) && s.Start+9 < s.End {
				s.Start += 4
			}
			if chance(5) && s.End+6 < len(a.Text) {
				s.End += 6
			}
			if !chance(12) {
				moved = append(moved, s)
			}
		}
		return moved
	}
	for _, s := range a.Statements {
		if chance(4) {
			continue
		}
		out = append(out, sayso.Statement{Source: move(s.Source), Cue: move(s.Cue), Content: move(s.Content)})
	}
	return out
}

func write(t *testing.T, b *bytes.Buffer, v any) {
	t.Helper()
	line, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	b.Write(append(line, '\n'))
}
