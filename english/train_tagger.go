//go:build ignore

// Command train_tagger writes tagger.bin from the corpora in the folder given (see NOTICE for their names), and prints
// the accuracy on their dev parts.
package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"sayso/english"
)

// The genres of GUM whose texts may be used commercially.
var genres = map[string]bool{"news": true, "interview": true, "academic": true, "court": true, "bio": true, "voyage": true}

func main() {
	data := os.Args[1]
	train := append(conllu(filepath.Join(data, "ud/ewt-train.conllu.gz"), false), conllu(filepath.Join(data, "ud/gum-train.conllu.gz"), true)...)
	train = append(train, masc(filepath.Join(data, "pos/masc-train.tsv.gz"))...)
	file := english.TrainTagger(train)
	if err := os.WriteFile("tagger.bin", file, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d sentences, %d bytes\n", len(train), len(file))
}

func lines(path string, f func(string)) {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		log.Fatal(path, ": ", err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		f(in.Text())
	}
	if err := in.Err(); err != nil {
		log.Fatal(path, ": ", err)
	}
}

func conllu(path string, byGenre bool) (out [][]english.TaggedWord) {
	var s []english.TaggedWord
	keep := !byGenre
	lines(path, func(line string) {
		switch {
		case strings.HasPrefix(line, "# meta::genre = "):
			keep = !byGenre || genres[strings.TrimPrefix(line, "# meta::genre = ")]
		case line == "":
			if len(s) > 0 && keep {
				out = append(out, s)
			}
			s = nil
		case line[0] != '#':
			f := strings.Split(line, "\t")
			if !strings.ContainsAny(f[0], "-.") {
				if t := english.ParseTag(f[4]); t != english.NoTag {
					s = append(s, english.TaggedWord{Form: f[1], Tag: t})
				}
			}
		}
	})
	return out
}

func masc(path string) (out [][]english.TaggedWord) {
	var s []english.TaggedWord
	lines(path, func(line string) {
		if strings.HasPrefix(line, "# ") {
			return
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 {
			if len(s) > 0 {
				out = append(out, s)
			}
			s = nil
			return
		}
		if t := english.ParseTag(f[len(f)-1]); t != english.NoTag {
			s = append(s, english.TaggedWord{Form: f[0], Tag: t})
		}
	})
	return out
}
