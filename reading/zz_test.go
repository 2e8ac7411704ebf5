package reading

import (
	"fmt"
	"os"
	"testing"
	"time"

	"sayso"
	"sayso/english/net"
	"sayso/reading/crf"
	"sayso/reading/neural"
	"sayso/reading/score"
	"slices"
)

func zzload(t *testing.T, p string) []Marked {
	f, err := os.Open("../../shared/data/polnear/" + p + "/articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ReadMarked(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func zzEval(r *Reader, dev []Marked, w *os.File) {
	var sums score.Sums
	for _, a := range dev {
		found := r.Read(&sayso.Article{ID: a.ID, Text: a.Text}).Outer()
		sums.Add(a.Text, score.Of(found), score.Of(a.Statements))
	}
	sums.Write(w)
}

// one fold: train on 2/3, filter on the rest, dev for several shares
func TestZZFold(t *testing.T) {
	start := time.Now()
	dev, train := zzload(t, "dev"), zzload(t, "train")
	o := LearnOptions{Seed: 1, Epochs: 6, Progress: func(s string, e int, l float64) { fmt.Println(time.Since(start).Round(time.Second), s, e, l) }}
	classes := learnClasses(net.Embedded(), 1)
	all := study(train, classes)
	var tr, held []studied
	for i, a := range all {
		if i%3 == 0 {
			held = append(held, a)
		} else {
			tr = append(tr, a)
		}
	}
	fmt.Println("studied", time.Since(start))
	filterOf := func(file []byte) *Reader {
		filter := crf.Train(slices.Values(examplesOf(file, held)), filterOptions(LearnOptions{Seed: 1}))
		m, _, _ := neural.Load(file)
		return with(weights{classes, filter, m})
	}
	file := learn(tr, o, "net")
	fmt.Println(time.Since(start).Round(time.Second))
	zzEval(filterOf(file), dev, os.Stdout)
}
