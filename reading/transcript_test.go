package reading_test

import (
	"slices"
	"testing"

	"sayso"
	"sayso/reading"
)

// Transcripts have their speakers in capitals before a colon, a turn a line or a paragraph, however short.
func TestTranscripts(t *testing.T) {
	r := reading.New()
	want := []string{"SEN. QUILL | Thank you", "THE CHAIRMAN | The time has expired", "MR. HOLM | I object", "MS. FALK | So noted"}
	for name, gap := range map[string]string{"a turn a line": "\n", "a turn a paragraph": "\n\n"} {
		text := "SEN. QUILL: Thank you." + gap + "THE CHAIRMAN: The time has expired." + gap + "MR. HOLM: I object." + gap + "MS. FALK: So noted.\n"
		var got []string
		for _, s := range r.Read(&sayso.Article{Text: text}).Outer() {
			got = append(got, s.Source.Of(text)+" | "+s.Content.Of(text))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
