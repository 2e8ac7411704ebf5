package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func encode(t *testing.T, enc encoding.Encoding, text string) string {
	t.Helper()
	s, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCharsetOfText(t *testing.T) {
	const text = "“No,” said René Halloway – it’s “not” for sale… at € 5."
	tests := map[string]string{
		"UTF-8":                              text,
		"UTF-8 with byte order mark":         "\ufeff" + text,
		"windows-1252":                       encode(t, charmap.Windows1252, text),
		"UTF-16LE with byte order mark":      encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text),
		"UTF-16BE with byte order mark":      encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text),
		"UTF-16LE without a byte order mark": encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text),
		"UTF-16BE without a byte order mark": encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), text),
	}
	for name, in := range tests {
		if got := one(t, "a", in).Text; got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestCharsetDamagedUTF8(t *testing.T) {
	in := strings.Repeat("“No,” said René. ", 20) + "\xe2\x80"
	want := strings.Repeat("“No,” said René. ", 20) + "\ufffd"
	if got := one(t, "a", in).Text; got != want {
		t.Errorf("%q", got)
	}
}

func TestCharsetOfOtherLanguagesIsGuessed(t *testing.T) {
	russian := "Министр сказал, что переговоры с профсоюзом начнутся на этой неделе, но отказался назвать день. "
	in := encode(t, charmap.Windows1251, strings.Repeat(russian, 5))
	if got, want := outcome("a", in, Options{OnlyEnglish: true}), "a: looks like Russian (ru), only English is read\n"; got != want {
		t.Errorf("%q", got)
	}
}

func TestCharsetOfPages(t *testing.T) {
	const sentence = "“No,” said René Halloway – it’s not for sale, and it never has been for sale…"
	page := func(head string) string {
		return "<html><head>" + head + "</head><body><p>" + sentence + "</p></body></html>"
	}
	tests := map[string]string{
		"meta charset":                  encode(t, charmap.Windows1252, page(`<meta charset="windows-1252">`)),
		"http-equiv":                    encode(t, charmap.Windows1252, page(`<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-1'>`)),
		"XML declaration":               encode(t, charmap.Windows1252, `<?xml version="1.0" encoding="windows-1252"?>`+page("")),
		"no declaration, UTF-8":         page("<!-- " + strings.Repeat("x", 9000) + " -->"),
		"no declaration, windows-1252":  encode(t, charmap.Windows1252, page("")),
		"a wrong declaration":           page(`<meta charset="iso-8859-1">`),
		"UTF-8 declared, but it is not": encode(t, charmap.Windows1252, page(`<meta charset="utf-8">`)),
		"an unknown charset":            page(`<meta charset="x-no-such">`),
		"UTF-16":                        encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), page(`<meta charset="utf-16">`)),
	}
	for name, in := range tests {
		if got := one(t, "a", in).Text; got != sentence {
			t.Errorf("%s: %q", name, got)
		}
	}
	in := encode(t, japanese.ISO2022JP, `<meta charset="iso-2022-jp"><p>大臣は月曜日に組合との話し合いを再開すると述べた。大臣は日付を言わなかった。</p>`)
	if got, want := outcome("a", in, Options{OnlyEnglish: true}), "a: looks like Japanese (ja), only English is read\n"; got != want {
		t.Errorf("iso-2022-jp: %q", got)
	}
}
