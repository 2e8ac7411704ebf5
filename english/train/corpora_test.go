package train

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWordsOutsideTheirTextAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "world.jsonl")
	for line, wrong := range map[string]bool{
		`{"id": "a", "text": "Odile laughed", "sentences": [[[0, 5], [6, 13]]], "entities": [["Person", 0, 5]]}`: false,
		`{"id": "a", "text": "Odile laughed", "sentences": [[[0, 5], [6, 14]]], "entities": [["Person", 0, 5]]}`: true,
		`{"id": "a", "text": "Odile laughed", "sentences": [[[5, 0]]]}`:                                          true,
		`{"id": "a", "text": "Odile laughed", "sentences": [[[-1, 0]]]}`:                                         true,
	} {
		if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readWorldwide(path); (err != nil) != wrong {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// FuzzCorpora gives the readers of the corpora whatever there may be in their files.
func FuzzCorpora(f *testing.F) {
	f.Add(`{"id": "a", "text": "Odile-Anne laughed", "sentences": [[[0, 10], [11, 18]]], "entities": [["Person", 0, 10]], "items": [{"text": "x"}]}`)
	f.Add("# sent_id = 1\n1\tOdile\tB-PER\n2\tlaughed\tO\n\n")
	f.Add("# a\nOdile\tNNP\n(\t(\nwell-made\tJJ\n")
	path := filepath.Join(f.TempDir(), "corpus")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if articles, err := readWorldwide(path); err == nil {
			fromWorldwide(articles)
		}
		// Errors are what most of this ends with.
		_, _ = readIOB(path)
		_, _ = readMASC(path)
		_ = readRaw(path, func(string) {})
		if bank, err := readTreebank(path); err == nil {
			_ = addNames(path, bank, fromTreebank(bank))
		}
	})
}
