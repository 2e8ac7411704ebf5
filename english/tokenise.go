package english

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenise fills Tokens, and breaks with the first token of each paragraph.
func (d *Document) tokenise() {
	d.Tokens = d.Tokens[:0]
	d.breaks = append(d.breaks[:0], 0)
	text := d.Text
	blank := strings.Contains(text, "\n\n") || strings.Contains(text, "\n\r\n")
	space := true
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ' || c == '\t':
			space = true
			i++
		case c == '\n' || c == '\r':
			end, lines := lineBreak(text, i)
			if n := int32(len(d.Tokens)); n > d.breaks[len(d.breaks)-1] && (lines > 1 || !blank || d.closesLine(i)) {
				d.breaks = append(d.breaks, n)
			}
			space = true
			i = end
		case isLetterByte(c) || isDigit(c):
			i = d.word(i, space)
			space = false
		case c < utf8.RuneSelf:
			i = d.mark(i, space)
			space = false
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060':
				space = true
				i += size
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				i = d.word(i, space)
				space = false
			default:
				i = d.mark(i, space)
				space = false
			}
		}
	}
}

// lineBreak returns where the white space from i ends and how many lines it breaks.
func lineBreak(text string, i int) (end, lines int) {
	for end = i; end < len(text); end++ {
		switch text[end] {
		case '\n':
			lines++
		case ' ', '\t', '\r':
		default:
			return end, lines
		}
	}
	return end, lines
}

// closesLine reports whether a single line break at byte i, in a text that sets its paragraphs apart by blank lines,
// ends a paragraph all the same: the line is too short to have been wrapped, as in a list, a heading or a verse, or too
// long, as where each line is a paragraph.
func (d *Document) closesLine(i int) bool {
	start := strings.LastIndexByte(d.Text[:i], '\n') + 1
	return i-start < 50 || i-start > 120
}

func (d *Document) add(start, end int, kind Kind, space bool) {
	d.Tokens = append(d.Tokens, Token{Start: int32(start), End: int32(end), Kind: kind, Space: space})
}

func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool      { return c >= '0' && c <= '9' }

// isApostrophe returns the length of an apostrophe at text[i], 0 if there is none.
func isApostrophe(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	if text[i] == '\'' {
		return 1
	}
	if strings.HasPrefix(text[i:], "’") {
		return len("’")
	}
	return 0
}

// letterAt returns the size of the letter, digit or combining mark at text[i], 0 if there is none.
func letterAt(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	c := text[i]
	if c < utf8.RuneSelf {
		if isLetterByte(c) || isDigit(c) {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\u00ad' {
		return size
	}
	return 0
}

// word reads the word or number that starts at byte i, splits its clitics off and returns where it ends.
func (d *Document) word(i int, space bool) int {
	text := d.Text
	if end := addressEnd(text, i); end > 0 {
		d.add(i, end, Address, space)
		return end
	}
	j := i
	number := true
	for j < len(text) {
		if size := letterAt(text, j); size > 0 {
			if !isDigit(text[j]) {
				number = false
			}
			j += size
			continue
		}
		c := text[j]
		switch {
		case (c == ',' || c == '.') && number && j+1 < len(text) && isDigit(text[j+1]):
			j++
		case c == ':' && number && j+1 < len(text) && isDigit(text[j+1]): // a time or a score
			j++
		case c == '.' && abbreviationAt(text, i, j):
			j++
			if letterAt(text, j) == 0 || !strings.ContainsRune(text[i:j-1], '.') && j-i > 3 {
				goto done
			}
		case c == '_' || c == '&' && j > i && j+1 < len(text) && isUpper(text[j-1]) && isUpper(text[j+1]): // AT&T
			j++
		default:
			size := isApostrophe(text, j)
			// An apostrophe inside a word belongs to it: O'Brien, don't, Marrow's.
			if size == 0 || letterAt(text, j+size) == 0 {
				goto done
			}
			number = false
			j += size
		}
	}
done:
	if j == i { // cannot be: the caller saw a letter
		_, size := utf8.DecodeRuneInString(text[i:])
		j = i + size
	}
	d.addWord(i, j, number, space)
	if j+1 < len(text) && text[j] == '-' && letterAt(text, j+1) > 0 {
		if keepsHyphen(text[i:j]) {
			// e-mail, co-operate, pre-war: one word.
			last := &d.Tokens[len(d.Tokens)-1]
			if int(last.Start) == i {
				k := j + 1
				for size := letterAt(text, k); size > 0; size = letterAt(text, k) {
					k += size
				}
				last.End = int32(k)
				return k
			}
		}
		d.add(j, j+1, Mark, false)
		return j + 1
	}
	return j
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// addWord adds text[i:j] with its clitics apart.
func (d *Document) addWord(i, j int, number, space bool) {
	kind := Word
	if number {
		kind = Number
	}
	split := cliticStart(d.Text[i:j])
	if split == 0 {
		d.add(i, j, kind, space)
		return
	}
	d.add(i, i+split, kind, space)
	d.add(i+split, j, Word, false)
}

// cliticStart returns where the clitic of word begins, 0 if it has none: do|n't, she|'s, they|'ll, can|not.
func cliticStart(word string) int {
	n := len(word)
	if n == 6 && strings.EqualFold(word, "cannot") {
		return 3
	}
	apostrophe := strings.LastIndexByte(word, '\'')
	size := 1
	if curly := strings.LastIndex(word, "’"); curly > apostrophe {
		apostrophe, size = curly, len("’")
	}
	if apostrophe <= 0 {
		return 0
	}
	switch tail := word[apostrophe+size:]; len(tail) {
	case 1:
		switch tail[0] | 0x20 {
		case 's', 'd', 'm':
			return apostrophe
		case 't':
			if apostrophe > 1 && word[apostrophe-1]|0x20 == 'n' {
				return apostrophe - 1
			}
		}
	case 2:
		switch strings.ToLower(tail) {
		case "re", "ve", "ll":
			return apostrophe
		}
	}
	return 0
}

// maxAddress bounds the look ahead for an address, in bytes; a longer one is cut.
const maxAddress = 512

// addressEnd returns where a web or mail address, @name or #topic that starts at byte i ends, 0 if there is none.
func addressEnd(text string, i int) int {
	if text[i] == '@' || text[i] == '#' {
		k := i + 1
		for k < len(text) {
			size := letterAt(text, k)
			if size == 0 && text[k] != '_' {
				break
			}
			k += max(size, 1)
		}
		if k < i+2 || text[i] == '#' && isDigit(text[i+1]) {
			return 0
		}
		return k
	}
	rest := text[i:min(len(text), i+maxAddress)]
	end := strings.IndexAny(rest, " \t\r\n<>\"“”")
	if end < 0 {
		end = len(rest)
	}
	run := rest[:end]
	if !strings.ContainsAny(run, ":@.") {
		return 0
	}
	is := false
	switch {
	case hasPrefixFold(run, "http://"), hasPrefixFold(run, "https://"), hasPrefixFold(run, "www."):
		is = true
	default:
		if at := strings.IndexByte(run, '@'); at > 0 && letterAt(run, at-1) > 0 && strings.IndexByte(run[at:], '.') > 1 {
			is = true
		} else if dot := strings.IndexByte(run, '.'); dot > 1 && at < 0 {
			is = isDomain(run)
		}
	}
	if !is {
		return 0
	}
	run = strings.TrimRight(run, ".,;:!?'*_)]}’")
	return i + len(run)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// isDomain reports whether run begins like a bare host name: breck-online.example, herald.com/politics.
func isDomain(run string) bool {
	host := run
	if slash := strings.IndexByte(host, '/'); slash > 0 {
		host = host[:slash]
	}
	host = strings.TrimRight(host, ".,;:!?)’'")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 {
		return false
	}
	switch strings.ToLower(host[dot+1:]) {
	case "com", "org", "net", "gov", "edu", "mil", "info", "example", "co", "io", "uk", "eu", "de", "fr", "ca", "au", "tv":
	default:
		return false
	}
	for k := 0; k < dot; k++ {
		if c := host[k]; !isLetterByte(c) && !isDigit(c) && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

// mark reads the punctuation that starts at byte i and returns where it ends.
func (d *Document) mark(i int, space bool) int {
	text := d.Text
	c := text[i]
	switch c {
	case '@', '#':
		if end := addressEnd(text, i); end > 0 {
			d.add(i, end, Address, space)
			return end
		}
	case '.', '!', '?':
		j := i + 1
		for j < len(text) && (text[j] == c || c != '.' && (text[j] == '!' || text[j] == '?')) {
			j++
		}
		d.add(i, j, Stop, space)
		return j
	case '-':
		j := i + 1
		for j < len(text) && text[j] == '-' {
			j++
		}
		d.add(i, j, Dash, space)
		return j
	case '`':
		j := i + 1
		if j < len(text) && text[j] == '`' {
			j++
		}
		d.add(i, j, Quote, space)
		return j
	case '"':
		d.add(i, i+1, Quote, space)
		return i + 1
	case '\'':
		if strings.HasPrefix(text[i:], "''") {
			d.add(i, i+2, Quote, space)
			return i + 2
		}
		return d.apostrophe(i, 1, space)
	case '$', '%', '+', '=', '<', '>', '|', '~', '^', '/', '\\', '*', '_':
	}
	if c < utf8.RuneSelf {
		d.add(i, i+1, Mark, space)
		return i + 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	switch r {
	case '’':
		return d.apostrophe(i, size, space)
	case '“', '”', '„', '‟', '‘', '‚', '‛', '«', '»', '‹', '›':
		d.add(i, i+size, Quote, space)
	case '…':
		d.add(i, i+size, Stop, space)
	case '–', '—', '―', '‒', '‐', '‑':
		d.add(i, i+size, Dash, space)
	default:
		// A mark together with the combining marks and joiners that follow it, as in emoji.
		j := i + size
		for j < len(text) {
			r, size := utf8.DecodeRuneInString(text[j:])
			if !unicode.IsMark(r) && r != '\u200d' && !unicode.Is(unicode.Sk, r) {
				break
			}
			j += size
		}
		d.add(i, j, Mark, space)
		return j
	}
	return i + size
}

// apostrophe reads an apostrophe of the given size at byte i that does not stand inside a word: a quotation mark, the
// genitive of a plural (the ministers' wives), or the start of a shortened word ('90s, 'em).
func (d *Document) apostrophe(i, size int, space bool) int {
	text := d.Text
	j := i + size
	if !space && len(d.Tokens) > 0 { // after a word: s|' or the 's that follows a quotation or bracket
		if j < len(text) && text[j]|0x20 == 's' && letterAt(text, j+1) == 0 {
			d.add(i, j+1, Word, false)
			return j + 1
		}
	}
	if j+1 < len(text) && isDigit(text[j]) && isDigit(text[j+1]) && space { // '90s
		k := j
		for n := letterAt(text, k); n > 0; n = letterAt(text, k) {
			k += n
		}
		if k-j <= 3 {
			d.add(i, k, Number, space)
			return k
		}
	}
	d.add(i, j, Quote, space)
	return j
}
