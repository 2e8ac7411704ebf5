// Package split cuts running text into paragraphs, sentences, tokens and words, as the Universal Dependencies treebanks
// of English do. Where to cut is learnt: two linear models over hashed features decide, one within the runs of
// characters between blanks, one between tokens. White space always parts tokens and blank lines always part sentences.
package split

// Word is a run of bytes of the text that is one syntactic word.
type Word struct {
	// Start and End are byte offsets into the text.
	Start, End int32
	// Space tells that white space stands before the word, or the text begins with it.
	Space bool
	// Clitic tells that the word is written together with the one before as one token: the "n't" of "don't".
	Clitic bool
	// Sentence and Paragraph tell that the word is the first of one.
	Sentence, Paragraph bool
}
