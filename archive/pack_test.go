package archive

import (
	"reflect"
	"strings"
	"testing"

	"sayso"
)

func TestPackedTextsAreTheSame(t *testing.T) {
	for _, text := range []string{"", "a", "\x00\x01", strings.Repeat("It was the duty of the ambassador. ", 40), strings.Repeat("é", 1000)} {
		packed, err := pack(text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := unpack(packed); err != nil || again != text {
			t.Errorf("%.20q: %.20q, %v", text, again, err)
		}
	}
	packed, err := pack(strings.Repeat("No comment, said the palace. ", 100))
	if err != nil || len(packed) > 300 {
		t.Errorf("%d bytes, %v", len(packed), err)
	}
}

func TestPackedRecordsAreTheSame(t *testing.T) {
	for _, e := range newGenerator(3).entries(3) {
		e.Record.Entities[0].Mentions = append(e.Record.Entities[0].Mentions, sayso.Span{Start: 3, End: 4}) // out of order
		text, err := pack(e.Article.Text)
		if err != nil {
			t.Fatal(err)
		}
		packed, _, err := packedRest(e.Article, e.Record)
		if err != nil {
			t.Fatal(err)
		}
		plain, _, err := encodeRest(e.Article, e.Record)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := recordJSON(packed, text); err != nil || again != plain {
			t.Errorf("%s, %v\nwant %s", again, err, plain)
		}
		if len(packed) > len(plain)/2 {
			t.Errorf("%d bytes of %d", len(packed), len(plain))
		}
	}
}

// Entities of other programs come back as they are too.
func TestPackedEntitiesAreTheSame(t *testing.T) {
	const text = "Edda Falk met aides of Mr Falk in Breck."
	list := []sayso.Entity{
		{ID: "e1", Type: sayso.Person, Name: "Edda Falk", Names: []string{"Edda Falk", "Falk"}, Gender: "female", Mentions: []sayso.Span{{Start: 0, End: 9}, {Start: 26, End: 30}}},
		{ID: "e2", Type: sayso.Unnamed, Name: "aides", Of: "e1", Mentions: []sayso.Span{{Start: 14, End: 19}}},
		{ID: "breck", Type: sayso.Place, Name: "Breck Town", Names: []string{"Breck"}, Mentions: []sayso.Span{{Start: 34, End: 39}}},
		{ID: "e4", Type: "ship", Name: "Falk", Gender: "male"},
		{ID: "e5", Type: sayso.Organisation, Name: "Norvik", SameAs: []string{"https://norvik.example/"}, Of: "the town"},
		{ID: "e6", Type: sayso.Person, Name: "Nobody", Mentions: []sayso.Span{{Start: 90, End: 95}, {Start: -4, End: -8}}},
		{},
	}
	packed, err := packEntities(text, list)
	if err != nil {
		t.Fatal(err)
	}
	r := numberReader{data: packed}
	if again := r.entities(text); r.bad || len(r.data) > 0 || !reflect.DeepEqual(again, list) {
		t.Errorf("%+v\nwant %+v", again, list)
	}
}

func TestPackedStatementsAreTheSame(t *testing.T) {
	usual := sayso.Statement{ID: "s12", Kind: sayso.Mixed, Mode: sayso.Warn, Source: sayso.Spans{{Start: 10, End: 15}}, Cue: sayso.Spans{{Start: 20, End: 30}},
		Content: sayso.Spans{{Start: 2, End: 9}, {Start: 40, End: 400}}, Speaker: sayso.Speaker{Entity: "e3", Name: "Edda Falk", Type: sayso.SpeakerPerson},
		Within: "s2", About: []string{"e1", "e20"}, Negated: true, Omission: true, Confidence: 0.57}
	more := usual
	more.Addressee, more.Venue, more.SaidOn = []sayso.Party{{Name: "Farah Linden"}}, &sayso.Venue{Kind: "interview"}, "2031-03-09"
	for name, s := range map[string]sayso.Statement{
		"usual": usual, "with more": more, "nothing": {},
		"foreign ids":      {ID: "first", Kind: sayso.Direct, Mode: sayso.Say, Confidence: 0.5},
		"padded ids":       {ID: "s01", Kind: sayso.Direct, Mode: sayso.Say},
		"foreign mode":     {ID: "s1", Kind: sayso.Direct, Mode: "sing", Speaker: sayso.Speaker{Type: "chorus"}},
		"foreign entity":   {ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, About: []string{"Q1"}},
		"exact confidence": {ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Confidence: 0.123456},
	} {
		packed, err := packStatement(&s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := unpackStatement(packed); err != nil || !reflect.DeepEqual(again, s) {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
	}
	packed, err := packStatement(&usual)
	if err != nil || len(packed) > 50 {
		t.Errorf("%d bytes, %v", len(packed), err)
	}
}

// Damaged bytes are an error, or some statement, and nothing worse.
func FuzzUnpack(f *testing.F) {
	for _, s := range []sayso.Statement{{ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Source: sayso.Spans{{Start: 1, End: 2}}}, {ID: "x"}} {
		packed, err := packStatement(&s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed, append([]byte{packRaw}, "words"...))
	}
	f.Fuzz(func(t *testing.T, packed, text []byte) {
		if len(text) > 0 && (text[0] == packZstd || text[0] == packKeyed) {
			return // the library's own affair
		}
		for part := range 3 {
			_, _ = statementWords(packed, text, part)
		}
		_, _ = statementJSON(packed)
		_, _ = unpackRecord(append(packed, text...), string(text))
		_, _ = unpackTraits(text)
	})
}
