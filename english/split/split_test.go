package split

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// show writes words with blanks between them, + before a clitic, | before a sentence and ¶ before a paragraph.
func show(text string, words []Word) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case w.Paragraph && i > 0:
			b.WriteString(" ¶ ")
		case w.Sentence && i > 0:
			b.WriteString(" | ")
		case w.Clitic:
			b.WriteString("+")
		case i > 0:
			b.WriteString(" ")
		}
		b.WriteString(text[w.Start:w.End])
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Odile laughed. The mayor left.", "Odile laughed . | The mayor left ."},
		{"clitics", "She doesn't know; it's Marrow's, they’ll see.", "She does+n't know ; it+'s Marrow+'s , they+’ll see ."},
		{"two words as one", "You cannot go.", "You can+not go ."},
		{"abbreviations", "Mr. Hallam met the U.S. envoy.", "Mr. Hallam met the U.S. envoy ."},
		{"titles in capitals", "MR. TOLLAND: No.", "MR. TOLLAND : No ."},
		{"missing blank", "They wait for the end.The mayor left.", "They wait for the end . | The mayor left ."},
		{"hyphens", "a three-day visit", "a three - day visit"},
		{"numbers", "It cost $4.5 million, or 1,200 a day.", "It cost $ 4.5 million , or 1,200 a day ."},
		{"dates and times", "on 11/08/2016 at 7:30", "on 11/08/2016 at 7:30"},
		{"addresses", "Write to odile@marrow.example, or see https://marrow.example/a-b?c=1.", "Write to odile@marrow.example , or see https://marrow.example/a-b?c=1 ."},
		{"quotation", "\"We wait,\" she said. \"Why?\"", "\" We wait , \" she said . | \" Why ? \""},
		{"typographic quotation", "“We wait,” she said.", "“ We wait , ” she said ."},
		{"brackets", "The line (to Sorrel) is shut.", "The line ( to Sorrel ) is shut ."},
		{"paragraphs", "First news\n\nOdile left.", "First news ¶ Odile left ."},
		{"list", "- one boat\n- two boats\n\nEnd", "- one boat ¶ - two boats ¶ End"},
		{"wrapped line", "The minister for harbours said on Friday that the ferry line\nwould be closed.\n\nEnd", "The minister for harbours said on Friday that the ferry line would be closed . ¶ End"},
		{"nothing", " \n\t\u00a0", ""},
	} {
		words := NewSplitter(Embedded()).Split(nil, c.text)
		if got := show(c.text, words); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// check tells what is wrong with the words of a text: they must lie in order, apart, not be empty, hold no white space
// but inside addresses, and all but white space must lie in words.
func check(t *testing.T, text string, words []Word) {
	t.Helper()
	at := int32(0)
	gap := func(s string) {
		for i := 0; i < len(s); {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsSpace(r) && !strings.ContainsRune("\u200b\ufeff\u2060", r) {
				t.Fatalf("%q stands in no word of %q", s, text)
			}
			i += size
		}
	}
	for i, w := range words {
		if w.Start < at || w.End <= w.Start || int(w.End) > len(text) {
			t.Fatalf("word %d of %q: bytes %d to %d behind byte %d", i, text, w.Start, w.End, at)
		}
		gap(text[at:w.Start])
		if w.Space != (i == 0 || w.Start > at) {
			t.Fatalf("word %d of %q: white space before it is %v", i, text, w.Space)
		}
		if i == 0 && !(w.Sentence && w.Paragraph) || w.Paragraph && !w.Sentence || w.Clitic && (w.Sentence || w.Space) {
			t.Fatalf("word %d of %q: %+v", i, text, w)
		}
		at = w.End
	}
	gap(text[at:])
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"Odile doesn't know. They’ll see…", "a\r\n\r\nb", "x@y.z www. :// http:// 'tis", "\xff\xfe\x00 \xe2\x80", "٣٤ İ é\u0301 👍🏽",
		"U.S.A. e.g. Mr. MR. X", "((([[[\"\"\"'''", "cannot can’t", "\u200b\ufeff"} {
		f.Add(s)
	}
	s := NewSplitter(Embedded())
	f.Fuzz(func(t *testing.T, text string) {
		words := s.Split(nil, text)
		check(t, text, words)
		again := s.Split(nil, text)
		if len(again) != len(words) {
			t.Fatalf("%q: %d words, then %d", text, len(words), len(again))
		}
	})
}

func TestTimeGrowsWithTheText(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, unit := range map[string]string{
		"one line": "the ferry line to Sorrel, 3.5 miles long, isn't shut ", "no blank": "abc,", "brackets": "([", "full stops": "a.b.", "at signs": "a@b.",
		"apostrophes": "a'", "capitals": "MR.", "slashes": "://", "quotes": "“”", "broken bytes": "\xe2\x80",
	} {
		s := NewSplitter(Embedded())
		run := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			start := time.Now()
			s.Split(nil, text)
			return time.Since(start)
		}
		run(1 << 12)
		small, large := run(1<<17), run(1<<20)
		if large > 60*small+500*time.Millisecond {
			t.Errorf("%s: 128 KB take %v, 1 MB %v", name, small, large)
		}
	}
}

func TestLearnsFromGold(t *testing.T) {
	// A language of its own, in which = parts words and # ends sentences.
	var text strings.Builder
	var words []Word
	add := func(s string, sentence, space bool) {
		if space && text.Len() > 0 {
			text.WriteByte(' ')
		}
		start := int32(text.Len())
		text.WriteString(s)
		words = append(words, Word{Start: start, End: int32(text.Len()), Sentence: sentence, Space: space, Paragraph: start == 0})
	}
	for range 40 {
		add("Odile", true, true)
		add("=", false, false)
		add("Marrow", false, false)
		add("#", false, true)
		add("x-y", true, true)
		add("left", false, true)
		add("#", false, true)
	}
	b := Learn([]Gold{{text.String(), words}}, 1)
	m, err := Load(b)
	if err != nil {
		t.Fatal(err)
	}
	test := "x-y left # Odile=Marrow #"
	if got, want := show(test, NewSplitter(m).Split(nil, test)), "x-y left # | Odile = Marrow #"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if again := Learn([]Gold{{text.String(), words}}, 1); string(again) != string(b) {
		t.Error("the same texts give other bytes")
	}
}

func TestBrokenFilesAreErrors(t *testing.T) {
	for _, b := range [][]byte{nil, []byte(Magic), embedded[:1000], []byte(strings.Repeat("x", len(embedded)))} {
		if _, err := Load(b); err == nil {
			t.Errorf("%d bytes: no error", len(b))
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("The minister for harbours, Odile Marrow, told reporters on Friday that the line wouldn't be closed. “Why?” asked Mr. Hallam.\n\n", 50)
	s := NewSplitter(Embedded())
	words := s.Split(nil, text)
	for b.Loop() {
		words = s.Split(words[:0], text)
	}
	b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
