// Package english reads English: tokens, sentences, paragraphs and part-of-speech tags, each with exact byte offsets.
//
// It knows nothing of news. A [Document] is laid out as flat slices and is meant to be used again for the next text:
// [Document.Read] overwrites what it held and keeps the memory.
//
// Tokens follow the conventions of Universal Dependencies for English: clitics stand alone ("do" "n't", "Marrow" "'s"),
// abbreviations keep their full stop ("U.S.", "Mr."), hyphens between words are tokens of their own, and every mark of
// punctuation is one. Tags are Penn Treebank tags.
package english

// Token is one word or mark of punctuation.
type Token struct {
	// Start and End are byte offsets into the document's text.
	Start, End int32
	// Tag is its part of speech.
	Tag Tag
	// Kind is what the tokeniser saw.
	Kind Kind
	// Space tells that white space stands before the token (or the text begins with it).
	Space bool
}

// Kind is the outward shape of a token.
type Kind uint8

const (
	Word    Kind = iota // letters, also with digits, full stops or apostrophes inside
	Number              // digits
	Mark                // a mark of punctuation that is none of the kinds below
	Quote               // a quotation mark or a lone apostrophe: " “ ” ' ‘ ’ « » ``
	Stop                // a mark that can end a sentence: . ! ? …
	Dash                // – — -- and a hyphen that stands free
	Address             // web or mail address, @name, #topic
)

// Sentence is a run of tokens: First inclusive, End exclusive.
type Sentence struct{ First, End int32 }

// Paragraph is a run of sentences: First inclusive, End exclusive.
type Paragraph struct{ First, End int32 }

// Document is a text with its tokens, sentences and paragraphs.
type Document struct {
	Text       string
	Tokens     []Token
	Sentences  []Sentence
	Paragraphs []Paragraph

	breaks []int32 // number of the first token of each paragraph
	tagger taggerScratch
}

// Read analyses text. Everything the document held before is overwritten; no memory of the text is kept but the string.
func (d *Document) Read(text string) {
	d.Text = text
	d.tokenise()
	d.splitSentences()
	d.tag()
}

// Form returns token i as it is printed.
func (d *Document) Form(i int) string {
	t := &d.Tokens[i]
	return d.Text[t.Start:t.End]
}

// Words returns the text from the start of token first to the end of token end-1.
func (d *Document) Words(first, end int) string {
	if first >= end {
		return ""
	}
	return d.Text[d.Tokens[first].Start:d.Tokens[end-1].End]
}
