package english

import "slices"

// Keep returns a copy of the analysis that the next text does not overwrite. It can be looked at but cannot read.
func (a *Analysis) Keep() *Analysis {
	return &Analysis{
		Document: Document{Text: a.Text, Tokens: slices.Clone(a.Tokens), Sentences: slices.Clone(a.Sentences), Paragraphs: slices.Clone(a.Paragraphs)},
		Grammar:  slices.Clone(a.Grammar), Names: slices.Clone(a.Names), Mentions: slices.Clone(a.Mentions),
		model: a.model, out: slices.Clone(a.out), inName: slices.Clone(a.inName), penn: a.penn, traits: a.traits,
	}
}
