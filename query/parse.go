package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is read as a query.
const (
	maxTerms = 100    // words, phrases and fields
	maxDepth = 50     // parentheses in parentheses
	maxBytes = 10_000 // of the whole
	// minPrefix is the shortest beginning of words that can be asked for, in characters: shorter ones are in nearly
	// every statement.
	minPrefix = 3
)

// Error is a query that cannot be meant.
type Error struct {
	// Query is the whole of it; Start and End are the bytes that are wrong, which may be none, at its end.
	Query      string
	Start, End int
	// Why says what is wrong and what to write instead.
	Why string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column(), e.Why) }

// Column is where it is wrong, in characters from 1.
func (e *Error) Column() int { return utf8.RuneCountInString(e.Query[:min(e.Start, len(e.Query))]) + 1 }

// Parse reads a query. An empty one is nil, which everything matches. The error is an *Error.
func Parse(text string) (*Node, error) {
	p := &parser{text: text}
	if len(text) > maxBytes {
		return nil, p.wrong(maxBytes, len(text), "this is too long: a query has at most %d bytes", maxBytes)
	}
	if !utf8.ValidString(text) {
		p.text = strings.ToValidUTF8(text, "\uFFFD")
	}
	p.advance()
	if p.kind == end {
		return nil, nil
	}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.kind == closing {
		return nil, p.wrongToken("there is no parenthesis for this one to close; leave it out")
	}
	if n == nil {
		return nil, p.wrong(0, len(p.text), "there is nothing to search for; a letter or digit is needed")
	}
	return n, nil
}

// Tokens of the language.
type tokenKind int

const (
	end tokenKind = iota
	opening
	closing
	minus
	notWord
	andWord
	orWord
	quoted
	openQuote // a quotation mark that is never closed
	bare      // anything else up to the next space, parenthesis or quotation mark
)

type parser struct {
	text string
	// The present token: its kind, where it stands, and its words.
	kind        tokenKind
	start, stop int
	word        string
	terms       int
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// isQuote reports quotation marks of every kind but single ones, which are apostrophes as well.
func isQuote(r rune) bool { return strings.ContainsRune("\"“”„‟«»＂", r) }

// advance goes to the next token.
func (p *parser) advance() {
	p.start = p.stop
	for p.start < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.start:])
		if !isSpace(r) {
			break
		}
		p.start += size
	}
	p.stop = p.start
	if p.start == len(p.text) {
		p.kind = end
		return
	}
	r, size := utf8.DecodeRuneInString(p.text[p.start:])
	switch {
	case r == '(' || r == ')':
		p.kind, p.stop = opening, p.start+1
		if r == ')' {
			p.kind = closing
		}
	case isQuote(r):
		p.word, p.stop, p.kind = p.quotation(p.start)
	case r == '-' && p.start+1 < len(p.text) && !isSpace(rune(p.text[p.start+1])):
		p.kind, p.stop = minus, p.start+size
	default:
		p.stop = p.start + bareLength(p.text[p.start:])
		p.word = p.text[p.start:p.stop]
		switch p.word {
		case "OR", "|":
			p.kind = orWord
		case "AND":
			p.kind = andWord
		case "NOT":
			p.kind = notWord
		default:
			p.kind = bare
		}
	}
}

// bareLength is how far a token without quotation marks goes.
func bareLength(s string) int {
	i := strings.IndexFunc(s, func(r rune) bool { return isSpace(r) || isQuote(r) || r == '(' || r == ')' })
	if i < 0 {
		return len(s)
	}
	return i
}

// quotation reads what stands between the quotation mark at start and the next one.
func (p *parser) quotation(start int) (words string, stop int, kind tokenKind) {
	_, size := utf8.DecodeRuneInString(p.text[start:])
	inside := p.text[start+size:]
	i := strings.IndexFunc(inside, isQuote)
	if i < 0 {
		return inside, len(p.text), openQuote
	}
	_, closes := utf8.DecodeRuneInString(inside[i:])
	return oneLine(inside[:i]), start + size + i + closes, quoted
}

// oneLine makes white space and control characters single blanks.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, isSpace), " ") }

// or reads alternatives. The node is nil where there is nothing but signs.
func (p *parser) or(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, p.wrongToken("parentheses stand in one another more than %d deep; write it with fewer", maxDepth)
	}
	var alternatives []*Node
	for {
		if p.kind == orWord || p.kind == end || p.kind == closing {
			return nil, p.missing()
		}
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		alternatives = append(alternatives, n)
		if p.kind != orWord {
			return Any(alternatives...), nil
		}
		p.advance()
	}
}

// missing says that something is missing here.
func (p *parser) missing() error {
	switch p.kind {
	case closing:
		return p.wrongToken("there is nothing before this parenthesis; write what to search for, or leave it out")
	case end:
		return p.wrongToken("something is missing at the end: OR, AND, NOT and “-” need something behind them, “(” something in it")
	}
	return p.wrongToken("%s needs something before it and behind it; to search for the word, write it in small letters", p.word)
}

// and reads what must all hold.
func (p *parser) and(depth int) (*Node, error) {
	var all []*Node
	for {
		n, err := p.one(depth)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
		switch p.kind {
		case end, closing, orWord:
			return All(all...), nil
		case andWord:
			p.advance()
			if p.kind == end || p.kind == closing || p.kind == orWord || p.kind == andWord {
				return nil, p.missing()
			}
		}
	}
}

// one reads one condition, word, phrase or parenthesis, negated or not.
func (p *parser) one(depth int) (*Node, error) {
	start := p.start
	switch p.kind {
	case minus, notWord:
		if depth > maxDepth {
			return nil, p.wrongToken("negations stand in one another more than %d deep; write it with fewer", maxDepth)
		}
		p.advance()
		if p.kind == end || p.kind == closing || p.kind == orWord || p.kind == andWord {
			return nil, p.missing()
		}
		n, err := p.one(depth + 1)
		if err != nil || n == nil {
			return nil, err
		}
		if n.Op == Not {
			return n.Args[0], nil
		}
		return &Node{Op: Not, Args: []*Node{n}, Start: start, End: n.End}, nil
	case opening:
		p.advance()
		if p.kind == end {
			return nil, p.wrong(start, start+1, "this parenthesis is never closed; close it, or leave it out")
		}
		n, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.kind != closing {
			return nil, p.wrong(start, start+1, "this parenthesis is never closed; close it, or leave it out")
		}
		p.advance()
		return n, nil
	case andWord:
		return nil, p.missing()
	case openQuote:
		_, size := utf8.DecodeRuneInString(p.text[start:])
		return nil, p.wrong(start, start+size, "this quotation mark is never closed; close it, or leave it out")
	case quoted:
		n := &Node{Op: Phrase, Text: p.word, Start: p.start, End: p.stop}
		p.advance()
		if !hasWord(n.Text) {
			return nil, nil
		}
		return n, p.count(n)
	}
	return p.bare()
}

// bare reads a word or a field with its value.
func (p *parser) bare() (*Node, error) {
	n := &Node{Op: Word, Text: p.word, Start: p.start, End: p.stop}
	if name, rest, ok := strings.Cut(p.word, ":"); ok && isFieldName(name) && !strings.HasPrefix(rest, "//") {
		return p.field(name, rest)
	}
	p.advance()
	if !hasWord(n.Text) {
		return nil, nil // a sign that stands alone: "&", "–"
	}
	if text, ok := strings.CutSuffix(n.Text, "*"); ok {
		n.Text, n.Prefix = strings.TrimRight(text, "*"), true
		if utf8.RuneCountInString(strings.TrimFunc(n.Text, func(r rune) bool { return !isWordRune(r) })) < minPrefix {
			return nil, p.wrong(n.Start, n.End, "at least %d letters are needed before *", minPrefix)
		}
	}
	return n, p.count(n)
}

// field reads a condition on a field; rest is what stands behind the colon in the same token.
func (p *parser) field(name, rest string) (*Node, error) {
	n := &Node{Op: Is, Field: strings.ToLower(name), Start: p.start, End: p.stop}
	valueAt := p.start + len(name) + 1
	if rest, n.Exact = strings.CutPrefix(rest, "="); n.Exact {
		valueAt++
	}
	n.Text = rest
	if rest == "" && p.stop < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.stop:])
		if isQuote(r) {
			words, stop, kind := p.quotation(p.stop)
			if kind == openQuote {
				return nil, p.wrong(p.stop, p.stop+size, "this quotation mark is never closed; close it, or leave it out")
			}
			n.Text, n.End, p.stop = words, stop, stop
		} else if r == '(' {
			return nil, p.wrong(p.stop, p.stop+1, "a field takes one value; write (%s:… OR %s:…)", n.Field, n.Field)
		}
	}
	p.advance()
	if err := check(n, valueAt); err != nil {
		err.Query = p.text
		return nil, err
	}
	return n, p.count(n)
}

func (p *parser) count(n *Node) error {
	if p.terms++; p.terms > maxTerms {
		return p.wrong(n.Start, n.End, "this is too much: a query has at most %d words, phrases and fields", maxTerms)
	}
	return nil
}

func (p *parser) wrong(start, stop int, format string, args ...any) *Error {
	return &Error{Query: p.text, Start: start, End: stop, Why: fmt.Sprintf(format, args...)}
}

func (p *parser) wrongToken(format string, args ...any) *Error {
	return p.wrong(p.start, p.stop, format, args...)
}

// isFieldName reports whether something before a colon is meant as the name of a field.
func isFieldName(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// isWordRune reports whether r is part of a word: a letter, a digit, or an accent that stands by itself.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)
}

// hasWord reports whether s has a letter or digit, that is, anything to search for.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
