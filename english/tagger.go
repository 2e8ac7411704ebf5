package english

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"sync"
	"unicode/utf8"
)

// The fast tagger: a second-order hidden Markov model after Brants, TnT (2000). Emissions come from a lexicon of word
// forms and, for words that are not in it, of endings; all of it lies in one embedded file that is used where it is,
// without decoding.
//
// File: magic, then little-endian uint32 counts of slots and of bytes of candidate sets, then
//
//	transitions  NumTags³ int16, log P(c | a, b) × scale
//	slots        pairs of uint32: hash of a key, offset of its candidate set plus one (0: free); open addressing
//	sets         n uint8, then n × (tag uint8, int16 log P(tag | key) − log P(tag), × scale)
//
// A key is a word form, or an ending behind a byte that tells its class (see endingKey).

//go:embed tagger.bin
var taggerFile []byte

const (
	taggerMagic = "saysoHMM1\n\x00\x00"
	scale       = 256
	// maxCandidates bounds the tags tried for one word.
	maxCandidates = 6
	// maxRun bounds the words decoded together; a longer sentence is decoded in runs.
	maxRun = 256
	// maxEnding is the longest ending the lexicon knows, in bytes.
	maxEnding = 5
)

type taggerModel struct {
	transitions []byte
	slots       []byte
	mask        uint32
	sets        []byte
}

var fastTagger = sync.OnceValue(func() *taggerModel {
	m, err := loadTagger(taggerFile)
	if err != nil {
		panic("english: embedded tagger.bin: " + err.Error())
	}
	return m
})

func loadTagger(file []byte) (*taggerModel, error) {
	const header = len(taggerMagic) + 8
	if len(file) < header || string(file[:len(taggerMagic)]) != taggerMagic {
		return nil, fmt.Errorf("not a tagger of this version")
	}
	slots := int(binary.LittleEndian.Uint32(file[len(taggerMagic):]))
	sets := int(binary.LittleEndian.Uint32(file[len(taggerMagic)+4:]))
	transitions := int(NumTags) * int(NumTags) * int(NumTags) * 2
	if slots == 0 || slots&(slots-1) != 0 || len(file) != header+transitions+slots*8+sets {
		return nil, fmt.Errorf("%d bytes do not fit its header", len(file))
	}
	file = file[header:]
	return &taggerModel{file[:transitions], file[transitions : transitions+slots*8], uint32(slots - 1), file[transitions+slots*8:]}, nil
}

func hashKey(key []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range key {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return h
}

// find returns the candidate set of key, nil if it has none.
func (m *taggerModel) find(key []byte) []byte {
	h := hashKey(key)
	for i := h & m.mask; ; i = (i + 1) & m.mask {
		slot := m.slots[i*8 : i*8+8]
		at := binary.LittleEndian.Uint32(slot[4:])
		if at == 0 {
			return nil
		}
		if binary.LittleEndian.Uint32(slot) == h {
			set := m.sets[at-1:]
			return set[1 : 1+3*int(set[0])]
		}
	}
}

func (m *taggerModel) transition(a, b, c Tag) int32 {
	i := 2 * ((int(a)*int(NumTags)+int(b))*int(NumTags) + int(c))
	return int32(int16(binary.LittleEndian.Uint16(m.transitions[i:])))
}

// candidate is a tag a word may have, and how well the word speaks for it.
type candidate struct {
	tag   Tag
	score int32
}

type column struct {
	n     int
	cands [maxCandidates]candidate
	// best[i][j] is the best score of a path that ends in candidate i of the word before and candidate j of this
	// one; from[i][j] the candidate two words before.
	best [maxCandidates][maxCandidates]int32
	from [maxCandidates][maxCandidates]uint8
}

type taggerScratch struct {
	columns [maxRun]column
	key     []byte
}

// wordClass tells apart words of which the same ending means different things.
func wordClass(form string, first bool) byte {
	r, size := utf8.DecodeRuneInString(form)
	switch {
	case isCapital(r):
		if size < len(form) {
			if second, _ := utf8.DecodeRuneInString(form[size:]); isCapital(second) {
				return 3 // capitals
			}
		}
		if first {
			return 4
		}
		return 2
	case r >= '0' && r <= '9':
		return 5
	}
	return 1
}

// endingKey appends the key of the last n bytes of lower, a word of the given class.
func endingKey(dst []byte, class byte, lower []byte, n int) []byte {
	dst = append(dst, class)
	return append(dst, lower[len(lower)-n:]...)
}

// tag fills the Tag of every token.
func (d *Document) tag() {
	for _, s := range d.Sentences {
		a, b := NoTag, NoTag
		for first := s.First; first < s.End; first += maxRun {
			a, b = d.tagRun(int(first), int(min(first+maxRun, s.End)), first == s.First, a, b)
		}
	}
}

// tagRun tags tokens first to end-1, which follow tags a and b, and returns the last two tags.
func (d *Document) tagRun(first, end int, starts bool, a, b Tag) (Tag, Tag) {
	m := fastTagger()
	cols := d.tagger.columns[:end-first]
	opening := starts
	for k := range cols {
		d.candidates(m, &cols[k], first+k, opening)
		// the first word proper, behind quotation marks and brackets
		opening = opening && d.Tokens[first+k].Kind != Word
	}
	var before2, before column
	before2.n, before2.cands[0].tag = 1, a
	before.n, before.cands[0].tag = 1, b
	p2, p1 := &before2, &before
	for k := range cols {
		c := &cols[k]
		for j := 0; j < c.n; j++ {
			for i := 0; i < p1.n; i++ {
				best, from := int32(-1<<30), 0
				for h := 0; h < p2.n; h++ {
					s := p1.best[h][i] + m.transition(p2.cands[h].tag, p1.cands[i].tag, c.cands[j].tag)
					if s > best {
						best, from = s, h
					}
				}
				c.best[i][j] = best + c.cands[j].score
				c.from[i][j] = uint8(from)
			}
		}
		p2, p1 = p1, c
	}
	// p1 is the last column, p2 the one before
	best, i, j := int32(-1<<30), 0, 0
	for x := 0; x < p2.n; x++ {
		for y := 0; y < p1.n; y++ {
			if p1.best[x][y] > best {
				best, i, j = p1.best[x][y], x, y
			}
		}
	}
	for k := len(cols) - 1; k >= 0; k-- {
		d.Tokens[first+k].Tag = cols[k].cands[j].tag
		i, j = int(cols[k].from[i][j]), i
	}
	if len(cols) == 1 {
		return b, d.Tokens[end-1].Tag
	}
	return d.Tokens[end-2].Tag, d.Tokens[end-1].Tag
}

// candidates fills column c with the tags token i may have.
func (d *Document) candidates(m *taggerModel, c *column, i int, opening bool) {
	t := &d.Tokens[i]
	form := d.Form(i)
	c.n = 0
	switch t.Kind {
	case Number:
		c.only(CD)
		return
	case Address:
		if form[0] == '@' || form[0] == '#' {
			c.only(NNP)
		} else {
			c.only(ADD)
		}
		return
	case Stop:
		if form == "..." || form == "…" {
			c.only(Colon)
		} else {
			c.only(Period)
		}
		return
	case Dash:
		c.only(Colon)
		return
	case Quote:
		d.quoteCandidates(c, i, form)
		return
	case Mark:
		if tag := markTag(form); tag != NoTag {
			c.only(tag)
			return
		}
	}
	if form == "May" && !opening {
		c.only(NNP) // the month; the modal has a capital only at the start of a sentence
		return
	}
	key := append(d.tagger.key[:0], form...)
	class := wordClass(form, opening)
	if class == 1 || class == 2 {
		c.fill(m.find(straight(key)))
	}
	if class != 1 {
		lower := straight(lowerASCII(d.tagger.key[:0], form))
		switch {
		case class == 4 || class == 3:
			c.fill(m.find(lower))
			if set := m.find(append(lower[:0], form...)); set != nil {
				c.merge(set)
			}
		case c.n == 0:
			c.fill(m.find(lower))
			if c.n > 0 { // a common word with a capital: a name or a headline
				c.add(NNP, 0)
			}
		}
		key = lower
	}
	if c.n == 0 {
		lower := straight(lowerASCII(d.tagger.key[:0], form))
		var buf [maxEnding + 1]byte
		for n := min(maxEnding, len(lower)); n >= 0 && c.n == 0; n-- {
			c.fill(m.find(endingKey(buf[:0], class, lower, n)))
		}
	}
	if c.n == 0 {
		c.only(NN)
	}
	d.tagger.key = key
}

// straight turns typographic apostrophes into straight ones, in place.
func straight(key []byte) []byte {
	for i := 0; i+2 < len(key); i++ {
		if key[i] == 0xe2 && key[i+1] == 0x80 && key[i+2] == 0x99 {
			key[i] = '\''
			key = append(key[:i+1], key[i+3:]...)
		}
	}
	return key
}

func (d *Document) quoteCandidates(c *column, i int, form string) {
	t := &d.Tokens[i]
	switch form {
	case "“", "‘", "``", "«", "„":
		c.only(OpenQuote)
	case "”", "»", "''":
		c.only(CloseQuote)
	case "'", "’":
		if !t.Space && i > 0 && d.Text[t.Start-1]|0x20 == 's' {
			c.add(POS, 0)
			c.add(CloseQuote, 0)
			return
		}
		fallthrough
	default:
		if t.Space || i == 0 {
			c.only(OpenQuote)
		} else {
			c.only(CloseQuote)
		}
	}
}

func markTag(form string) Tag {
	switch form {
	case ",":
		return Comma
	case ":", ";":
		return Colon
	case "(", "[", "{":
		return OpenBracket
	case ")", "]", "}":
		return CloseBracket
	case "$", "£", "€", "¥":
		return Dollar
	case "-":
		return HYPH
	case "%":
		return NN
	case "&":
		return CC
	case "/", "+", "=", "<", ">", "|", "~", "^", "\\":
		return SYM
	case "*", "•", "_":
		return NFP
	}
	return NoTag
}

func (c *column) only(t Tag) {
	c.n = 1
	c.cands[0] = candidate{t, 0}
}

func (c *column) add(t Tag, score int32) {
	for i := 0; i < c.n; i++ {
		if c.cands[i].tag == t {
			return
		}
	}
	if c.n < maxCandidates {
		c.cands[c.n] = candidate{t, score}
		c.n++
	}
}

func (c *column) fill(set []byte) {
	for ; len(set) >= 3 && c.n < maxCandidates; set = set[3:] {
		c.cands[c.n] = candidate{Tag(set[0]), int32(int16(binary.LittleEndian.Uint16(set[1:])))}
		c.n++
	}
}

// merge adds the names among a set's tags.
func (c *column) merge(set []byte) {
	for ; len(set) >= 3; set = set[3:] {
		if t := Tag(set[0]); t.ProperNoun() || c.n == 0 {
			c.add(t, int32(int16(binary.LittleEndian.Uint16(set[1:]))))
		}
	}
}
