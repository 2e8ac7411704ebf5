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

// TestSpeakersInCapitals holds who speaks in a transcript: a person, with whatever title behind the name, and the same one by the
// last name alone.
func TestSpeakersInCapitals(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"ILSE MARROW, MAYOR OF BRECK: We will rebuild the port.\n\nTOM FULLER, HOST: When will that be?\n\nMARROW: Next year, I think.\n\nFULLER: And who pays?\n",
			[]string{"person ILSE MARROW", "person TOM FULLER", "person ILSE MARROW", "person TOM FULLER"}},
		{"GORAN STELL, CHIEF OF STAFF: We will rebuild the port.\n\nANNA LIND, BRECK TODAY ANCHOR: When will that be?\n\nUNIDENTIFIED MALE: And who pays?\n\nMS. LIND: Thank you.\n",
			[]string{"person GORAN STELL", "person ANNA LIND", "unnamed UNIDENTIFIED MALE", "person ANNA LIND"}},
		{"FARAH LINDEN, CBN CORRESPONDENT: The port is closed.\n\nTESSA O'HARA, FORMER SECRETARY OF STATE: That is wrong.\n\nO'HARA: No.\n\nCBN: We will be back.\n",
			[]string{"person FARAH LINDEN", "person TESSA O'HARA", "person TESSA O'HARA", "organisation CBN"}},
	} {
		var got []string
		for _, s := range full(&sayso.Article{Text: c.text}).Outer() {
			got = append(got, string(s.Speaker.Type)+" "+s.Speaker.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
		}
	}
}
