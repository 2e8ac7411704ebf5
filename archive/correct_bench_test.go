package archive

import "testing"

// BenchmarkCorrect measures a correction and its undoing, each a transaction, in an archive of 3,000 articles.
func BenchmarkCorrect(b *testing.B) {
	a, err := Open(b.Context(), b.TempDir()+"/bench.db")
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	entries := newGenerator(1).entries(3000)
	for i := 0; i < len(entries); i += 200 {
		if _, err := a.Add(b.Context(), entries[i:i+200]); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	for b.Loop() {
		e := entries[i%len(entries)]
		i++
		if len(e.Record.Statements) == 0 {
			continue
		}
		c, err := a.Correct(b.Context(), Edit{Verb: Reject, Article: e.Article.Key(), Statement: e.Record.Statements[0].ID})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.UndoCorrection(b.Context(), c.ID, "", ""); err != nil {
			b.Fatal(err)
		}
	}
}
