package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var utf8BOM = []byte("\xef\xbb\xbf")

// utf16Decoder returns the decoder for a file that starts as UTF-16, with or without its byte order mark, or nil.
func utf16Decoder(head []byte) *encoding.Decoder {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
	}
	// Western text in UTF-16 has a zero in nearly every second byte.
	n := min(len(head), 512) &^ 1
	if n < 16 {
		return nil
	}
	var zeros [2]int
	for i, b := range head[:n] {
		if b == 0 {
			zeros[i&1]++
		}
	}
	switch {
	case zeros[0] == 0 && zeros[1] > n*4/10:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case zeros[1] == 0 && zeros[0] > n*4/10:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// decode turns the bytes of a file into valid UTF-8. declared is the charset the file itself names, or empty.
func decode(data []byte, declared string) (string, error) {
	data = bytes.TrimPrefix(data, utf8BOM)
	if bytes.IndexByte(data, 0) >= 0 {
		return "", ErrBinary
	}
	if utf8.Valid(data) && (beyondASCII(data) || !escapes(declared)) {
		return string(data), nil
	}
	if enc := lookup(declared); enc != nil {
		return decodeWith(enc, data), nil
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), nil
	}
	return decodeWith(guess(data), data), nil
}

// lookup finds a charset by its label. UTF-16 in a declaration that could be read as ASCII is wrong, and UTF-8 has
// been tried.
func lookup(label string) encoding.Encoding {
	if label == "" {
		return nil
	}
	enc, name := charset.Lookup(label)
	if enc == nil || strings.HasPrefix(name, "utf-") || name == "replacement" || name == "x-user-defined" {
		return nil
	}
	return enc
}

// escapes reports whether a charset writes characters beyond ASCII as ASCII bytes.
func escapes(label string) bool {
	_, name := charset.Lookup(label)
	return name == "iso-2022-jp"
}

func decodeWith(enc encoding.Encoding, data []byte) string {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		// Decoders replace what they cannot read; should one give up, what is ASCII is still right.
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

func beyondASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// mostlyUTF8 reports whether data is UTF-8 with a few damaged characters, as files that were cut or joined by bytes.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > 4*bad
}

// guess tells the charset of bytes that are no UTF-8. English text has few bytes beyond ASCII, and those are quotation
// marks, dashes and accents of windows-1252; the detector needs more of them than that to be of use.
func guess(data []byte) encoding.Encoding {
	sample := data[:min(len(data), 256<<10)]
	high := 0
	for _, b := range sample {
		if b >= utf8.RuneSelf {
			high++
		}
	}
	if high*10 < len(sample) {
		return charmap.Windows1252
	}
	best, err := chardet.NewTextDetector().DetectBest(sample)
	if err != nil || best.Confidence < 30 {
		return charmap.Windows1252
	}
	if enc := lookup(best.Charset); enc != nil {
		return enc
	}
	return charmap.Windows1252
}

// declaredCharset finds the charset in a page's meta tags or XML declaration, or returns "".
func declaredCharset(page []byte) string {
	head := bytes.ToLower(page[:min(len(page), 8<<10)])
	for len(head) > 0 {
		start := bytes.IndexByte(head, '<')
		if start < 0 {
			return ""
		}
		head = head[start:]
		end := bytes.IndexByte(head, '>')
		if end < 0 {
			return ""
		}
		tag := head[:end]
		if bytes.HasPrefix(tag, []byte("<meta")) {
			if label := afterEquals(tag, "charset"); label != "" {
				return label
			}
		} else if bytes.HasPrefix(tag, []byte("<?xml")) {
			if label := afterEquals(tag, "encoding"); label != "" {
				return label
			}
		}
		head = head[1:]
	}
	return ""
}

// afterEquals returns the value in `key = value` or `key="value"` within a tag.
func afterEquals(tag []byte, key string) string {
	_, rest, found := bytes.Cut(tag, []byte(key))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if !found || len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	if i := bytes.IndexAny(rest, " \t\r\n\"';/>"); i >= 0 {
		rest = rest[:i]
	}
	return string(rest)
}
