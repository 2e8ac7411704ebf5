package train

import (
	"strings"

	"sayso/english"
	"sayso/english/conllu"
)

// learnTagger learns the fast tagger from the treebanks and the Penn-tagged corpus.
func (c *corpora) learnTagger(data string, without map[string]bool) ([]byte, error) {
	all := append(tagged(c.ewt), tagged(c.gum)...)
	if !without["masc"] {
		more, err := taggedMASC(corpusPath(data, "pos/masc-train.tsv.gz"))
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return english.TrainTagger(all), nil
}

// tagged returns the words of a treebank whose Penn tag is known.
func tagged(bank []conllu.Sentence) (out [][]english.TaggedWord) {
	for i := range bank {
		var s []english.TaggedWord
		for _, w := range bank[i].Words {
			if t := english.ParseTag(w.XPOS); t != english.NoTag {
				s = append(s, english.TaggedWord{Form: w.Form, Tag: t})
			}
		}
		if len(s) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// taggedMASC returns the sentences of the Penn-tagged corpus as they are; what a tag of its own means to the treebanks
// does not matter where tags are only counted.
func taggedMASC(path string) (out [][]english.TaggedWord, err error) {
	var s []english.TaggedWord
	err = lines(path, func(line []byte) error {
		text := string(line)
		if strings.HasPrefix(text, "# ") {
			return nil
		}
		f := strings.Split(text, "\t")
		if len(f) < 2 {
			if len(s) > 0 {
				out = append(out, s)
			}
			s = nil
			return nil
		}
		if t := english.ParseTag(f[len(f)-1]); t != english.NoTag {
			s = append(s, english.TaggedWord{Form: f[0], Tag: t})
		}
		return nil
	})
	return out, err
}
