package intake

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy makes one line of a value: white space collapsed, invisible characters and control characters removed.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.Map(visible, strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// visible maps characters that show nothing to nothing: soft hyphens, zero-width characters, direction marks.
func visible(r rune) rune {
	switch {
	case r < ' ' && !unicode.IsSpace(r), r == 0x7f, r == 0xad, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x2064, r == 0xfeff:
		return -1
	}
	return r
}

// authorName takes "By" and the like off a byline, and drops values that are addresses, not names.
func authorName(s string) string {
	s = tidy(s)
	for _, prefix := range []string{"Written by ", "Posted by ", "Reported by ", "By: ", "By "} {
		if len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = s[len(prefix):]
			break
		}
	}
	if strings.HasPrefix(s, "Follow ") || strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "@") || len(s) > 300 {
		return ""
	}
	return strings.TrimRight(s, " ,;|")
}

// joinAuthors writes several names as a byline does: "A, B and C". The same name twice counts once.
func joinAuthors(names []string) string {
	var unique []string
	seen := map[string]bool{}
	for _, name := range names {
		if name = authorName(name); name != "" && !seen[strings.ToLower(name)] {
			seen[strings.ToLower(name)] = true
			unique = append(unique, name)
		}
	}
	if len(unique) == 0 {
		return ""
	}
	last := len(unique) - 1
	if last == 0 {
		return unique[0]
	}
	return strings.Join(unique[:last], ", ") + " and " + unique[last]
}

// webAddress returns s if it is an absolute address on the web, else "".
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || !utf8.ValidString(s) || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}
