package english

import (
	"strings"
	"unicode/utf8"

	"sayso/english/net"
	"sayso/english/split"
)

// Analysis is a document with its grammar: what the trained models find in a text. Its tokens and sentences are cut by
// package split, its tags, trees and names are package net's.
//
// It is laid out as flat slices, is meant to be used again for the next text ([Analysis.Analyse] overwrites what it held
// and keeps the memory), and must not be used by two goroutines at once.
type Analysis struct {
	Document
	// Grammar has an entry for each token.
	Grammar []Grammar
	// Names are the names in the text, in order; they do not overlap.
	Names []Name
	// Mentions are the names, nominals and pronouns that stand for someone or something, in the order of their heads.
	Mentions []Mention

	model    *net.Model
	reader   *net.Reader
	splitter *split.Splitter
	words    []split.Word
	forms    []string
	ends     []int32
	out      []net.Word
	found    []net.Name
	inName   []int32 // for each token 1 + the number of the name it is part of, 0 if none
	penn     []Tag   // of the model's tags
	left     []int32 // first token of the base phrase of each head
	traits   []traits
	votes    map[string]nameVotes
	more     []Name
	alone    []int32 // speakers of a transcript who are called by one word
}

// Grammar is what the sentence makes of a token.
type Grammar struct {
	// Head is the number of the token it depends on, -1 for the root of a sentence.
	Head int32
	// Feats, UPOS and Rel are numbers of values in the model's header; see the methods of [Analysis].
	Feats     uint16
	UPOS, Rel uint8
	// Clitic tells that the token is written together with the one before as one: "do" "n't".
	Clitic bool
}

// NameType is what a name is the name of.
type NameType uint8

const (
	Person NameType = iota
	Place
	Organisation
	Group // of a nationality, religion or party: French, Catholics, Democrats
	OtherName
)

// String returns the type as a word.
func (t NameType) String() string {
	return [...]string{"person", "place", "organisation", "group", "other"}[t]
}

// Name is a name: tokens First inclusive to End exclusive.
type Name struct {
	First, End int32
	Type       NameType
}

// NewAnalysis returns an analysis with the embedded models.
func NewAnalysis() *Analysis {
	return NewAnalysisWith(split.Embedded(), net.Embedded())
}

// NewAnalysisWith returns an analysis with the models given.
func NewAnalysisWith(s *split.Model, m *net.Model) *Analysis {
	a := &Analysis{model: m, reader: net.NewReader(m), splitter: split.NewSplitter(s)}
	for _, x := range m.Header.XPOS {
		a.penn = append(a.penn, ParseTag(x))
	}
	for _, f := range m.Header.Feats {
		a.traits = append(a.traits, traitsOf(f))
	}
	return a
}

// Analyse reads a text.
func (a *Analysis) Analyse(text string) {
	a.Text = text
	a.words = a.splitter.Split(a.words[:0], text)
	a.Tokens, a.Sentences, a.Paragraphs = a.Tokens[:0], a.Sentences[:0], a.Paragraphs[:0]
	a.Grammar = a.Grammar[:0]
	for i, w := range a.words {
		n := int32(i)
		if w.Sentence {
			if w.Paragraph {
				a.Paragraphs = append(a.Paragraphs, Paragraph{First: int32(len(a.Sentences))})
			}
			a.Sentences = append(a.Sentences, Sentence{First: n})
			a.Paragraphs[len(a.Paragraphs)-1].End = int32(len(a.Sentences))
		}
		a.Sentences[len(a.Sentences)-1].End = n + 1
		a.Tokens = append(a.Tokens, Token{Start: w.Start, End: w.End, Kind: kindOf(text[w.Start:w.End]), Space: w.Space})
		a.Grammar = append(a.Grammar, Grammar{Clitic: w.Clitic})
	}
	a.read()
}

// AnalyseTokens reads sentences whose words are given. The text is the words with blanks between them.
func (a *Analysis) AnalyseTokens(sentences [][]string) {
	a.Tokens, a.Sentences, a.Paragraphs = a.Tokens[:0], a.Sentences[:0], a.Paragraphs[:0]
	a.Grammar = a.Grammar[:0]
	var b strings.Builder
	for _, s := range sentences {
		first := int32(len(a.Tokens))
		for _, form := range s {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			start := int32(b.Len())
			b.WriteString(form)
			a.Tokens = append(a.Tokens, Token{Start: start, End: int32(b.Len()), Kind: kindOf(form), Space: true})
			a.Grammar = append(a.Grammar, Grammar{})
		}
		if len(s) > 0 {
			a.Sentences = append(a.Sentences, Sentence{first, int32(len(a.Tokens))})
		}
	}
	if len(a.Sentences) > 0 {
		a.Paragraphs = append(a.Paragraphs, Paragraph{0, int32(len(a.Sentences))})
	}
	a.Text = b.String()
	a.read()
}

// read fills in what the network says of the tokens.
func (a *Analysis) read() {
	a.forms, a.ends = a.forms[:0], a.ends[:0]
	low := false
	for i := range a.Tokens {
		form := a.Form(i)
		if a.Tokens[i].Kind == Quote && len(form) > 1 {
			form, low = a.curly(i, form, low)
		}
		a.forms = append(a.forms, form)
	}
	a.spellTurns()
	for _, s := range a.Sentences {
		a.ends = append(a.ends, s.End)
	}
	if cap(a.out) < len(a.forms) {
		a.out = make([]net.Word, len(a.forms)*5/4)
	}
	a.out = a.out[:len(a.forms)]
	a.found = a.reader.Read(a.out, a.found[:0], a.forms, a.ends)
	for _, s := range a.Sentences {
		for i := s.First; i < s.End; i++ {
			w, g := &a.out[i], &a.Grammar[i]
			g.Head = s.First + w.Head - 1
			if w.Head == 0 {
				g.Head = -1
			}
			g.Feats, g.UPOS, g.Rel = w.Feats, w.UPOS, w.Rel
			a.Tokens[i].Tag = a.penn[w.XPOS]
		}
	}
	a.Names = a.Names[:0]
	for _, n := range a.found {
		a.Names = append(a.Names, Name{n.First, n.End, NameType(n.Type)})
	}
	a.nameTurns()
	a.settleNames()
	clear(a.forms) // hold on to no text
	a.findMentions()
}

// curly returns the mark that English has for the quotation mark at token i where that is an angled or a low one, which the
// weights have hardly seen. low tells, before and after it, that a low mark „ is open, which “ closes.
func (a *Analysis) curly(i int, form string, low bool) (string, bool) {
	space := a.Tokens[i].Space
	after := i+1 == len(a.Tokens) || a.Tokens[i+1].Space
	switch form {
	case "„":
		return "“", true
	case "“":
		if low && !space {
			return "”", false
		}
	case "”":
		return form, false
	case "«", "»":
		// »so« in some countries, so the blanks decide
		if opens := space && !after; opens || form == "«" && (space || !after) {
			return "“", low
		}
		return "”", low
	}
	return form, low
}

// UPOS returns the universal part of speech of token i.
func (a *Analysis) UPOS(i int) string { return a.model.Header.UPOS[a.Grammar[i].UPOS] }

// XPOS returns the Penn tag of token i as the treebank writes it.
func (a *Analysis) XPOS(i int) string { return a.model.Header.XPOS[a.out[i].XPOS] }

// Rel returns the relation of token i to its head, with its subtype: nsubj, nsubj:pass, root ...
func (a *Analysis) Rel(i int) string { return a.model.Header.Rels[a.Grammar[i].Rel] }

// KeepStates makes the analysis keep what the network knew of each token in its place, for [Analysis.States].
func (a *Analysis) KeepStates() { a.reader.KeepStates = true }

// States returns the network's state of each token in its last layer, and its input to the first, if they are kept: rows
// of the model's width in steps of 1/256. They are valid until the next text is analysed.
func (a *Analysis) States() (last, input []int16) { return a.reader.States() }

// Model returns the model behind the analysis.
func (a *Analysis) Model() *net.Model { return a.model }

// NameOf returns 1 + the number of the name that token i is part of, 0 if it is part of none.
func (a *Analysis) NameOf(i int) int { return int(a.inName[i]) }

// Feats returns the features of token i as CoNLL-U has them: "Number=Sing|Person=3", "_" if there are none.
func (a *Analysis) Feats(i int) string { return a.model.Header.Feats[a.Grammar[i].Feats] }

// Lemma returns the dictionary form of token i.
func (a *Analysis) Lemma(i int) string { return a.model.Lemma(a.Form(i), a.XPOS(i)) }

// Plural reports whether token i is marked as plural; Past, whether as past tense; Passive, whether as passive voice.
func (a *Analysis) Plural(i int) bool  { return a.traits[a.Grammar[i].Feats]&plural != 0 }
func (a *Analysis) Past(i int) bool    { return a.traits[a.Grammar[i].Feats]&past != 0 }
func (a *Analysis) Passive(i int) bool { return a.traits[a.Grammar[i].Feats]&passive != 0 }

// traits are the features that are asked for by name.
type traits uint8

const (
	plural traits = 1 << iota
	past
	passive
	masculine
	feminine
)

func traitsOf(feats string) traits {
	var t traits
	for _, f := range strings.Split(feats, "|") {
		switch f {
		case "Number=Plur":
			t |= plural
		case "Tense=Past":
			t |= past
		case "Voice=Pass":
			t |= passive
		case "Gender=Masc":
			t |= masculine
		case "Gender=Fem":
			t |= feminine
		}
	}
	return t
}

// kindOf returns the outward shape of a form.
func kindOf(form string) Kind {
	r, _ := utf8.DecodeRuneInString(form)
	switch {
	case letterAt(form, 0) > 0 && !isDigit(form[0]):
		if strings.Contains(form, "://") || strings.IndexByte(form, '@') > 0 || hasPrefixFold(form, "www.") {
			return Address
		}
		return Word
	case isDigit(form[0]):
		return Number
	}
	switch r {
	case '.', '!', '?', '…':
		return Stop
	case '-', '–', '—', '―', '‒', '‐', '‑':
		return Dash
	case '"', '\'', '`', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›':
		if len(form) > 1 && letterAt(form, utf8.RuneLen(r)) > 0 {
			return Word // 's
		}
		return Quote
	case '@', '#':
		if len(form) > 1 && letterAt(form, 1) > 0 {
			return Address
		}
	}
	return Mark
}
