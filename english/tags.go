package english

import "unicode"

// Tag is a Penn Treebank part-of-speech tag, as a small number.
type Tag uint8

// The Penn tags, with UD's HYPH for hyphens, AFX for affixes, ADD for addresses and NFP for stray marks.
const (
	NoTag Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNS
	NNP
	NNPS
	PDT
	POS
	PRP
	PRPS
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS
	WRB
	HYPH
	AFX
	ADD
	NFP
	Period
	Comma
	Colon
	OpenQuote
	CloseQuote
	OpenBracket
	CloseBracket
	Dollar
	NumTags
)

var tagNames = [NumTags]string{"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNS", "NNP",
	"NNPS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP",
	"VBZ", "WDT", "WP", "WP$", "WRB", "HYPH", "AFX", "ADD", "NFP", ".", ",", ":", "``", "''", "-LRB-", "-RRB-", "$"}

// String returns the tag as the Penn Treebank writes it.
func (t Tag) String() string { return tagNames[t] }

// ParseTag returns the tag of that name, NoTag if there is none.
func ParseTag(name string) Tag {
	for t, n := range tagNames {
		if n == name {
			return Tag(t)
		}
	}
	switch name {
	case "(", "[", "{":
		return OpenBracket
	case ")", "]", "}":
		return CloseBracket
	case "\"":
		return CloseQuote
	case "--", ";":
		return Colon
	case "#":
		return SYM
	case "GW", "XX":
		return FW
	}
	return NoTag
}

// Verb reports whether the tag is a verb's, a modal's excepted.
func (t Tag) Verb() bool { return t >= VB && t <= VBZ }

// Finite reports whether the tag is that of a finite verb or a modal.
func (t Tag) Finite() bool { return t == VBD || t == VBP || t == VBZ || t == MD }

// Noun reports whether the tag is a noun's, common or proper.
func (t Tag) Noun() bool { return t >= NN && t <= NNPS }

// ProperNoun reports whether the tag is a name's.
func (t Tag) ProperNoun() bool { return t == NNP || t == NNPS }

func isCapital(r rune) bool {
	if r < 0x80 {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
