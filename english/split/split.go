package split

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed split.bin
var embedded []byte

// Magic begins every file of a model.
const Magic = "sayso split 1\n"

// Model decides where to cut. The file is the magic, the weights of both models (2^[Bits] signed bytes each), and the
// words that are written as one but are two, one a line, with a blank where they part.
type Model struct {
	tokens, sentences []byte
	joined            map[string]int // where a word written together with another parts
}

// Embedded returns the model that is part of the program.
var Embedded = sync.OnceValue(func() *Model {
	m, err := Load(embedded)
	if err != nil {
		panic("embedded model: " + err.Error())
	}
	return m
})

// Load returns the model in a file.
func Load(b []byte) (*Model, error) {
	const n = 1 << Bits
	if len(b) < len(Magic)+2*n || string(b[:len(Magic)]) != Magic {
		return nil, fmt.Errorf("split: not a model of this version")
	}
	b = b[len(Magic):]
	m := &Model{b[:n], b[n : 2*n], map[string]int{}}
	for line := range strings.Lines(string(b[2*n:])) {
		if first, second, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			m.joined[first+second] = len(first)
		}
	}
	return m, nil
}

// File returns the file of a model.
func File(tokens, sentences []int8, joined []string) []byte {
	out := []byte(Magic)
	for _, v := range tokens {
		out = append(out, byte(v))
	}
	for _, v := range sentences {
		out = append(out, byte(v))
	}
	for _, j := range joined {
		out = append(append(out, j...), '\n')
	}
	return out
}

// Splitter applies a model. It keeps its memory between texts; each goroutine needs its own.
type Splitter struct {
	model *Model
	atoms []atom
	slots []uint32
}

// NewSplitter returns a splitter.
func NewSplitter(m *Model) *Splitter { return &Splitter{model: m} }

func score(weights []byte, slots []uint32) int {
	sum := 0
	for _, s := range slots {
		sum += int(int8(weights[s]))
	}
	return sum
}

// Split appends the words of the text to dst.
func (s *Splitter) Split(dst []Word, text string) []Word {
	first := len(dst)
	eachRun(text, func(start, end int, space, paragraph bool) {
		s.atoms = atoms(s.atoms[:0], text, start, end)
		from := len(dst)
		dst = s.cut(dst, text, end)
		if from < len(dst) {
			dst[from].Space, dst[from].Paragraph = space, paragraph
		}
	})
	s.endSentences(dst[first:], text)
	return dst
}

// eachRun calls f for every run of characters without white space.
func eachRun(text string, f func(start, end int, space, paragraph bool)) {
	blank := strings.Contains(text, "\n\n") || strings.Contains(text, "\n\r\n")
	space, paragraph := true, true
	lineStart := 0
	for i := 0; i < len(text); {
		if size := spaceAt(text, i); size > 0 {
			space = true
			if text[i] != '\n' {
				i += size
				continue
			}
			lines, from := 0, i
			for i < len(text) {
				size := spaceAt(text, i)
				if size == 0 {
					break
				}
				if text[i] == '\n' {
					lines++
				}
				i += size
			}
			// A single line break in a text with blank lines ends a paragraph where the line is too short to have
			// been wrapped, as in a list or a heading, or too long, as where each line is a paragraph.
			paragraph = paragraph || lines > 1 || !blank || from-lineStart < 50 || from-lineStart > 120
			lineStart = i
			continue
		}
		start := i
		for i < len(text) && spaceAt(text, i) == 0 {
			i += runeSize(text, i)
		}
		f(start, i, space, paragraph)
		space, paragraph = false, false
	}
}

func runeSize(text string, i int) int {
	if text[i] < 0x80 {
		return 1
	}
	n := 1
	for n < 4 && i+n < len(text) && text[i+n]&0xc0 == 0x80 {
		n++
	}
	return n
}

// cut appends the words of the atoms of one run, which ends at byte end.
func (s *Splitter) cut(dst []Word, text string, end int) []Word {
	a := s.atoms
	var around context
	if len(a) > 1 {
		around = contextOf(text, int(a[0].start), end)
	}
	start := 0
	lastCut := true
	for i := 1; i < len(a); i++ {
		cut := true
		// most runs are a word and a comma behind it
		switch {
		case around.inside(a[i].start), titleAt(text, a[i-1], a[i]):
			cut = false
		case len(a) != 2 || a[0].class == mark || text[a[1].start] != ',':
			s.slots = tokenFeatures(s.slots[:0], text, window(a, i), min(i, reach), around, lastCut)
			cut = score(s.model.tokens, s.slots) > 0
		}
		if cut {
			dst = s.word(dst, text, a[start].start, a[i-1].end)
			start = i
		}
		lastCut = cut
	}
	if len(a) > 0 {
		dst = s.word(dst, text, a[start].start, a[len(a)-1].end)
	}
	return dst
}

// reach is the number of atoms on either side of a cut that its features see.
const reach = 12

// window returns the atoms around number i; it is number min(i, reach) there.
func window(a []atom, i int) []atom { return a[max(0, i-reach):min(len(a), i+reach)] }

// afterRun returns the class of what follows the white space at byte i.
func afterRun(text string, i int) class {
	lines := 0
	for n := 0; i < len(text) && n < 64; n++ {
		size := spaceAt(text, i)
		if size == 0 {
			break
		}
		if text[i] == '\n' {
			lines++
		}
		i += size
	}
	if lines > 1 || i >= len(text) {
		return none
	}
	if size, upper := letterAt(text, i); size > 0 {
		if upper {
			return capital
		}
		return letters
	}
	if digitAt(text, i) > 0 {
		return digits
	}
	return mark
}

// word appends text[start:end], with its clitic apart.
func (s *Splitter) word(dst []Word, text string, start, end int32) []Word {
	w := text[start:end]
	if at := s.clitic(w); at > 0 {
		return append(dst, Word{Start: start, End: start + int32(at)}, Word{Start: start + int32(at), End: end, Clitic: true})
	}
	return append(dst, Word{Start: start, End: end})
}

// clitic returns where the clitic of a word begins, 0 if it has none.
func (s *Splitter) clitic(word string) int {
	n := len(word)
	if n > 24 || n < 2 {
		return 0
	}
	if n <= 9 {
		var buf [9]byte
		low := buf[:0]
		for i := range n {
			c := word[i]
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			low = append(low, c)
		}
		if at, ok := s.model.joined[string(low)]; ok {
			return at
		}
	}
	apostrophe, size := strings.LastIndexByte(word, '\''), 1
	if curly := strings.LastIndex(word, "’"); curly > apostrophe {
		apostrophe, size = curly, len("’")
	}
	if apostrophe <= 0 {
		return 0
	}
	if size, _ := letterAt(word, 0); size == 0 {
		return 0
	}
	switch tail := word[apostrophe+size:]; len(tail) {
	case 1:
		switch tail[0] | 0x20 {
		case 's', 'd', 'm':
			return apostrophe
		case 't':
			if apostrophe > 1 && word[apostrophe-1]|0x20 == 'n' {
				return apostrophe - 1
			}
		}
	case 2:
		switch strings.ToLower(tail) {
		case "re", "ve", "ll":
			return apostrophe
		}
	}
	return 0
}

// endSentences marks the first word of every sentence.
func (s *Splitter) endSentences(words []Word, text string) {
	var win [6]wordInfo
	eachBoundary(words, text, &win, func(i, since, quotes int) bool {
		s.slots = sentenceFeatures(s.slots[:0], &win, words[i].Space, since, quotes)
		return score(s.model.sentences, s.slots) > 0
	}, func(i int) { words[i].Sentence = true })
}

// eachBoundary slides a window over the words, asks ends at each place where a sentence may end, and calls begin for
// the first word of every sentence.
func eachBoundary(words []Word, text string, win *[6]wordInfo, ends func(i, since, quotes int) bool, begin func(i int)) {
	since, quotes := 0, 0
	for i := range words {
		if words[i].Paragraph || i == 0 {
			// the window holds words i-3 to i+2 of this paragraph
			*win = [6]wordInfo{}
			for k := 0; k < 3 && i+k < len(words) && (k == 0 || !words[i+k].Paragraph); k++ {
				win[3+k] = infoOf(text, words[i+k])
			}
			begin(i)
			since, quotes = 0, 0
		} else {
			copy(win[:], win[1:])
			win[5] = wordInfo{}
			if i+2 < len(words) && !words[i+2].Paragraph && !words[i+1].Paragraph {
				win[5] = infoOf(text, words[i+2])
			}
			if !words[i].Clitic && !isTitle(text[words[i-1].Start:words[i-1].End]) && maybeEnds(win[2], win[3]) && ends(i, since, quotes) {
				begin(i)
				since, quotes = 0, 0
			}
		}
		since++
		if c := win[3]; c.shape == mark && (c.char == '"' || c.char == 0xe2 && isQuote(text[words[i].Start:words[i].End])) {
			quotes++
		}
	}
}

func isQuote(s string) bool { return s == "“" || s == "”" }
