package english_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sayso/english"
)

func tokens(text string) string {
	var d english.Document
	d.Read(text)
	forms := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		forms[i] = d.Form(i)
	}
	return strings.Join(forms, "|")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"words and marks", "The harbour, he said, is closed.", "The|harbour|,|he|said|,|is|closed|."},
		{"clitics", "I don't think she'll say it's Marrow's.", "I|do|n't|think|she|'ll|say|it|'s|Marrow|'s|."},
		{"typographic clitics", "I don’t think it’s so.", "I|do|n’t|think|it|’s|so|."},
		{"cannot", "We cannot go.", "We|can|not|go|."},
		{"genitive of a plural", "the ministers' wives", "the|ministers|'|wives"},
		{"initials and U.S.", "J. R. Marrow of the U.S. Senate", "J.|R.|Marrow|of|the|U.S.|Senate"},
		{"titles", "Mr. Marrow met Dr. Achterberg.", "Mr.|Marrow|met|Dr.|Achterberg|."},
		{"numbers", "1,200.50 at 10:30 on No. 10", "1,200.50|at|10:30|on|No.|10"},
		{"money and per cent", "$3.5 or 7%", "$|3.5|or|7|%"},
		{"hyphens", "a well-known e-mail from Smith-Marrow", "a|well|-|known|e-mail|from|Smith|-|Marrow"},
		{"dashes", "quiet -- too quiet — he said", "quiet|--|too|quiet|—|he|said"},
		{"ellipses", "well ... no…", "well|...|no|…"},
		{"quotation marks", "“No,” ‘she’ \"said\" ''it''", "“|No|,|”|‘|she|’|\"|said|\"|''|it|''"},
		{"addresses", "see www.breck.example, http://a.example/b?c=d or tom@port.example.", "see|www.breck.example|,|http://a.example/b?c=d|or|tom@port.example|."},
		{"tweets", "@port says #closed", "@port|says|#closed"},
		{"a missing blank", "It closed.Nobody sailed.", "It|closed|.|Nobody|sailed|."},
		{"names with an apostrophe", "O'Brien and D’Arcy", "O'Brien|and|D’Arcy"},
		{"other scripts and marks", "naïve café — Łódź ½ 東京", "naïve|café|—|Łódź|½|東京"},
		{"brackets", "(the [old] port)", "(|the|[|old|]|port|)"},
		{"company", "AT&T Inc. said", "AT&T|Inc.|said"},
		{"nothing", " \n\t ", ""},
	} {
		if got := tokens(c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"full stops", "It closed. Nobody sailed.", []string{"It closed.", "Nobody sailed."}},
		{"titles do not end one", "He met Mr. Marrow. She left.", []string{"He met Mr. Marrow.", "She left."}},
		{"U.S. inside", "The U.S. Senate met.", []string{"The U.S. Senate met."}},
		{"U.S. at the end", "He left the U.S. The port closed.", []string{"He left the U.S.", "The port closed."}},
		{"the closing mark stays", "“It closed.” Nobody sailed.", []string{"“It closed.”", "Nobody sailed."}},
		{"the cue stays with its question", "“Why?” Marrow asked. Nobody knew.", []string{"“Why?” Marrow asked.", "Nobody knew."}},
		{"a quoted cue in small letters", "“Why?” he asked.", []string{"“Why?” he asked."}},
		{"paragraphs", "Harbour closed\n\nIt closed on Monday", []string{"Harbour closed", "It closed on Monday"}},
		{"wrapped lines", "The harbour was closed on Monday because of the heavy\nstorm.\n\nNobody sailed.",
			[]string{"The harbour was closed on Monday because of the heavy\nstorm.", "Nobody sailed."}},
		{"lines without blank lines between", "Harbour closed\nIt closed on Monday.", []string{"Harbour closed", "It closed on Monday."}},
		{"a missing blank", "It closed.Nobody sailed.", []string{"It closed.", "Nobody sailed."}},
		{"decimals", "It cost 3.5 crowns. No more.", []string{"It cost 3.5 crowns.", "No more."}},
	} {
		var d english.Document
		d.Read(c.text)
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Words(int(s.First), int(s.End)))
		}
		if strings.Join(got, "¶") != strings.Join(c.want, "¶") {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestTags(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The minister said that it was true.", "DT NN VBD IN PRP VBD JJ ."},
		{"She will not say who met him.", "PRP MD RB VB WP VBD PRP ."},
		{"He left on 3 May.", "PRP VBD IN CD NNP ."},
		{"Marrow's aides have been told.", "NNP POS NNS VBP VBN VBN ."},
	} {
		var d english.Document
		d.Read(c.text)
		var got []string
		for i := range d.Tokens {
			got = append(got, d.Tokens[i].Tag.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.text, s, c.want)
		}
	}
}

func TestTagNames(t *testing.T) {
	for tag := english.NoTag + 1; tag < english.NumTags; tag++ {
		if got := english.ParseTag(tag.String()); got != tag {
			t.Errorf("%s is read back as %s", tag, got)
		}
	}
}

// FuzzDocument holds that tokens cover all of the text but white space, in order, on the borders of characters, and
// that sentences and paragraphs partition them.
func FuzzDocument(f *testing.F) {
	f.Add("“No,” he (Tom) said... It's 3.5% of O'Brien's.\n\nU.S. \"a\" @b #c www.d.example")
	f.Add("''' ''' --- ?!?! \u200b ’s’t n't \r\n\r\n x-y-z é\u0301 \U0001F600")
	var shared english.Document
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		d := &shared
		d.Read(text)
		at := 0
		for i, token := range d.Tokens {
			s, e := int(token.Start), int(token.End)
			if s < at || e <= s || e > len(text) || !utf8.RuneStart(text[s]) || e < len(text) && !utf8.RuneStart(text[e]) {
				t.Fatalf("token %d is [%d, %d) behind %d in %q", i, s, e, at, text)
			}
			for _, r := range text[at:s] {
				if !strings.ContainsRune("\u200b\ufeff\u2060", r) && strings.TrimSpace(string(r)) != "" {
					t.Fatalf("%q lies between tokens in %q", r, text)
				}
			}
			if token.Tag == english.NoTag {
				t.Fatalf("token %d %q has no tag", i, d.Form(i))
			}
			at = e
		}
		next := int32(0)
		for _, p := range d.Paragraphs {
			for _, s := range d.Sentences[p.First:p.End] {
				if s.First != next || s.End <= s.First {
					t.Fatalf("sentence %v does not follow %d", s, next)
				}
				next = s.End
			}
		}
		if int(next) != len(d.Tokens) {
			t.Fatalf("sentences cover %d of %d tokens", next, len(d.Tokens))
		}
	})
}

// TestLongTexts must take linear time: it would not end in a test's patience otherwise.
func TestLongTexts(t *testing.T) {
	var d english.Document
	for _, part := range []string{"a", "word ", "(", "\"", "'", ".", "said ", "\n", "U.S. ", "-", "@", "a.", "’"} {
		d.Read(strings.Repeat(part, 1<<20/len(part)))
	}
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("In an interview with the Corran Herald on Monday, Ilse Marrow said: \"The harbour isn't closed.\" Nobody sailed.\n\n", 50)
	var d english.Document
	b.SetBytes(int64(len(text)))
	words := 0
	for b.Loop() {
		d.Read(text)
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
