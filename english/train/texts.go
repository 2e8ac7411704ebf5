package train

import "sayso/english/split"

// rawFiles are the texts without annotation, below the data folder, by the name of the corpus they belong to.
var rawFiles = []struct{ corpus, path string }{
	{"polnear", "polnear/train/articles.jsonl"},
	{"wikinews", "raw/wikinews.jsonl.gz"},
	{"current-events", "raw/wikipedia-current-events.jsonl.gz"},
	{"whitehouse", "raw/whitehouse-releases.jsonl.gz"},
	{"whitehouse", "raw/whitehouse-briefings.jsonl.gz"},
}

// rawSentences returns the sentences of the texts without annotation, cut by the splitter.
func rawSentences(data string, without map[string]bool, m *split.Model) (out [][]string, err error) {
	s := split.NewSplitter(m)
	var words []split.Word
	for _, f := range rawFiles {
		if without[f.corpus] {
			continue
		}
		err := readRaw(corpusPath(data, f.path), func(text string) {
			words = s.Split(words[:0], text)
			var t []string
			for i, w := range words {
				if w.Sentence && i > 0 {
					out = append(out, t)
					t = nil
				}
				t = append(t, text[w.Start:w.End])
			}
			if len(t) > 0 {
				out = append(out, t)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// normalTexts returns sentences with every word in its normal form.
func normalTexts(in [][]string) [][]string {
	known := map[string]string{}
	out := make([][]string, len(in))
	for i, s := range in {
		out[i] = make([]string, len(s))
		for j, f := range s {
			n, ok := known[f]
			if !ok {
				n = normal(f)
				known[f] = n
			}
			out[i][j] = n
		}
	}
	return out
}

// normalForms returns the words of training sentences as normal forms.
func normalForms(in []sentence) [][]string {
	out := make([][]string, len(in))
	for i, s := range in {
		out[i] = make([]string, len(s.words))
		for j, w := range s.words {
			out[i][j] = normal(w.form)
		}
	}
	return out
}
