package archive

import "testing"

// BenchmarkWordsOfStatements takes the words of an article's statements from its packed text.
func BenchmarkWordsOfStatements(b *testing.B) {
	e := newGenerator(1).entry()
	text, err := pack(e.Article.Text)
	if err != nil {
		b.Fatal(err)
	}
	s, err := packStatement(&e.Record.Statements[3])
	if err != nil {
		b.Fatal(err)
	}
	b.Run("one after the other", func(b *testing.B) {
		for b.Loop() {
			if _, err := statementWords(s, text, 2); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("text unpacked each time", func(b *testing.B) {
		for b.Loop() {
			lastText.Store(nil)
			if _, err := statementWords(s, text, 2); err != nil {
				b.Fatal(err)
			}
		}
	})
}
