package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sayso/query"
)

// The words that are marked are to be those that the index finds. Its own tokenizer says what it makes of a text.
func indexTerms(t testing.TB, texts ...string) [][]string {
	t.Helper()
	db, err := connect(t.TempDir()+"/terms.db", "rwc", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"CREATE VIRTUAL TABLE x USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')",
		"CREATE VIRTUAL TABLE xt USING fts5vocab (x, instance)"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for i, text := range texts {
		if _, err := tx.Exec("INSERT INTO x (rowid, text) VALUES (?, ?)", i+1, text); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := tx.Query("SELECT doc, term FROM xt ORDER BY doc, offset")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := make([][]string, len(texts))
	for rows.Next() {
		var doc int
		var term string
		if err := rows.Scan(&doc, &term); err != nil {
			t.Fatal(err)
		}
		found[doc-1] = append(found[doc-1], term)
	}
	return found
}

func ourTerms(text string) []string {
	var m matcher
	m.tokenize(text)
	var terms []string
	for _, tok := range m.tokens {
		terms = append(terms, string(m.folded[tok.start:tok.end]))
	}
	return terms
}

func TestWordsAreCutAsTheIndexCutsThem(t *testing.T) {
	texts := []string{"The harbours’ closing, don’t-know 3.5 per cent; U.S. Naïve façade Ångström", "Rene\u0301e e\u0301te\u0301 a\u0301\u0301", "𝔖chools 中文 日本 Ⅷ ٣ ½ x²",
		"ÀÉÎÕÜ àéîõü ǅ ß ẞ İ ı ñ Ñ ç Ç ø Ø ł Ł đ", "a_b a-b a/b a.b a@b #tag", strings.Repeat("long", 16) + "ing " + strings.Repeat("long", 17) + "ings"}
	stems := []string{"relat", "hop", "fall", "siz", "controll", "agr", "fe", "ti", "sky", "happ", "enjo", "y", "by", "yy", "oxen", "vil", "electric", "hope",
		"good", "form", "sens", "trad", "radic", "differ", "vile", "analog", "conform", "adopt", "defens", "irrit", "replac", "homolog", "commun", "activ", "bowl", "snow", "w", "x"}
	endings := []string{"", "s", "es", "sses", "ies", "ed", "eed", "ing", "y", "ational", "tional", "enci", "anci", "izer", "logi", "bli", "alli", "entli", "eli", "ousli",
		"ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "icate", "ative", "alize", "iciti", "ical", "ful", "ness",
		"al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "sion", "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "l", "ll", "ee", "sseds", "ying"}
	for _, s := range stems {
		var words []string
		for _, e := range endings {
			words = append(words, s+e)
		}
		texts = append(texts, strings.Join(words, " "))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b strings.Builder
		for range 20 {
			for range 1 + random.IntN(4) {
				b.WriteString(syllables[random.IntN(len(syllables))])
			}
			b.WriteString(endings[random.IntN(len(endings))] + endings[random.IntN(len(endings))] + " ")
		}
		texts = append(texts, b.String())
	}
	for i, want := range indexTerms(t, texts...) {
		got := ourTerms(texts[i])
		if len(got) != len(want) {
			t.Errorf("%.80q: %d words, the index has %d: %q and %q", texts[i], len(got), len(want), got, want)
			continue
		}
		words := strings.Fields(texts[i])
		for k := range got {
			if got[k] != want[k] {
				t.Errorf("word %d of %.60q: %q, the index has %q", k, words[min(k, len(words)-1)], got[k], want[k])
			}
		}
	}
}

func TestMarksInText(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"harbour", "The harbours and the Harbour-master", "harbours|Harbour"},
		{`"the harbour"`, "the harbours; the, harbour", "the harbours|the, harbour"},
		{"harb*", "Harbin harbours carbs", "Harbin|harbours"},
		{"naive", "a naïve café", "naïve"},
		{"a -harbour", "a harbour", "a"},
		{`storm "storm was near"`, "the storm was near", "storm was near"},
		{"closed OR open", "closed, opened", "closed|opened"},
		{"speaker:marrow", "Marrow", ""},
	} {
		n, err := query.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		var marked []string
		for _, span := range newMatcher(n).marks(c.text) {
			marked = append(marked, span.Of(c.text))
		}
		if got := strings.Join(marked, "|"); got != c.want {
			t.Errorf("%s in %q: marked %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

// naive is a set of ids, to check streams by.
type naive map[int64]bool

// Streams joined in any way give what the sets give, whatever the chunks are.
func TestStreams(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	const top = 600
	var build func(depth int) (stream, naive)
	build = func(depth int) (stream, naive) {
		set := naive{}
		if depth == 0 || random.IntN(4) == 0 {
			density := 1 + random.IntN(40)
			var ids []int64
			for id := int64(top); id >= 0; id-- {
				if random.IntN(density) == 0 {
					ids, set[id] = append(ids, id), true
				}
			}
			if random.IntN(2) == 0 {
				return &list{ids: ids}, set
			}
			return &cursor{fetch: func(below int64, n int) ([]int64, error) {
				at, _ := slices.BinarySearchFunc(ids, below, func(id, below int64) int { return int(below - 1 - id) })
				n = min(n/16+1, len(ids)-at)
				if at+n < len(ids) { // at least as many as were asked for
					n = min(max(n, 64*16), len(ids)-at)
				}
				return ids[at : at+n], nil
			}}, set
		}
		var streams []stream
		var sets []naive
		for range 1 + random.IntN(3) {
			s, set := build(depth - 1)
			streams, sets = append(streams, s), append(sets, set)
		}
		if random.IntN(2) == 0 {
			for id := range int64(top + 1) {
				for _, one := range sets {
					if one[id] {
						set[id] = true
					}
				}
			}
			return &either{of: streams}, set
		}
		out, without := build(depth - 1)
		for id := range int64(top + 1) {
			in := !without[id]
			for _, one := range sets {
				in = in && one[id]
			}
			if in {
				set[id] = true
			}
		}
		return &both{in: streams, out: []stream{out}}, set
	}
	for round := range 400 {
		s, set := build(3)
		below := int64(top + 1)
		for {
			id, err := s.next(below)
			if err != nil {
				t.Fatal(err)
			}
			want := below - 1
			for ; want >= 0 && !set[want]; want-- {
			}
			if id != want {
				t.Fatalf("round %d: below %d comes %d, want %d", round, below, id, want)
			}
			if id == none {
				break
			}
			below = id - int64(random.IntN(2)*random.IntN(50)) // sometimes skip
			if below <= 0 {
				break
			}
		}
	}
}

func BenchmarkStem(b *testing.B) {
	words := strings.Fields("relational conditional harbours closing nationalization formalize activity replacement")
	var m matcher
	text := fmt.Sprint(words)
	for b.Loop() {
		m.tokenize(text)
	}
}
