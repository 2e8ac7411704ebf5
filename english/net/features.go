package net

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// AffixRows is the number of rows of the table that the hashed features of a word share. Row 0 stands for none.
	AffixRows = 1 << 15
	// MaxFeatures bounds the features of one word.
	MaxFeatures = 16
)

// Hash mixes a kind and the bytes of a key into 32 bits.
func Hash(kind byte, key []byte) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(kind)) * 16777619
	for _, c := range key {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	h ^= h >> 16
	return h
}

// Normal appends the form under which a word is looked up: small letters, every digit 0, straight quotation marks.
func Normal(dst []byte, form string) []byte {
	for i := 0; i < len(form); {
		c := form[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'A' && c <= 'Z':
				c |= 0x20
			case c >= '0' && c <= '9':
				c = '0'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(form[i:])
		switch r {
		case '‘', '’', '‛':
			dst = append(dst, '\'')
		case '“', '”', '„', '«', '»':
			dst = append(dst, '"')
		case '–', '—', '‐', '‑':
			dst = append(dst, '-')
		case '…':
			dst = append(dst, "..."...)
		case utf8.RuneError:
			dst = append(dst, form[i:i+size]...)
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += size
	}
	return dst
}

// straight appends form with straight quotation marks for typographic ones.
func straight(dst []byte, form string) []byte {
	for i := 0; i < len(form); {
		r, size := utf8.DecodeRuneInString(form[i:])
		switch r {
		case '‘', '’', '‛':
			dst = append(dst, '\'')
		case '“', '”', '„':
			dst = append(dst, '"')
		default:
			dst = append(dst, form[i:i+size]...)
		}
		i += size
	}
	return dst
}

// appendShape appends the outline of a form: X, x, 0 for runs of capitals, small letters and digits, marks as they are.
func appendShape(dst []byte, form string) []byte {
	var last byte
	run := 0
	for _, r := range form {
		var c byte
		switch {
		case r >= 'a' && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r):
			c = 'x'
		case r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r):
			c = 'X'
		case r >= '0' && r <= '9':
			c = '0'
		case r == '’' || r == '‘':
			c = '\''
		case r < utf8.RuneSelf:
			c = byte(r)
		case unicode.IsLetter(r):
			c = 'y'
		default:
			c = '?'
		}
		if c == last {
			run++
			limit := 2
			if c == '0' {
				limit = 4
			}
			if run > limit {
				continue
			}
		} else {
			run = 1
		}
		last = c
		dst = append(dst, c)
		if len(dst) > 24 {
			break
		}
	}
	return dst
}

// Features appends the rows of the affix table that describe form, whose [Normal] form is given.
// Gazetteer flags are added by the caller with [FlagRow].
func Features(dst []uint32, form string, normal []byte) []uint32 {
	var buf [32]byte
	n := len(normal)
	for k := 1; k <= 5 && k < n; k++ {
		dst = append(dst, row('s'+byte(k)<<3, normal[n-k:]))
	}
	for k := 1; k <= 4 && k < n; k++ {
		dst = append(dst, row('p'+byte(k)<<3, normal[:k]))
	}
	// Typographic quotation marks are rare in the treebanks: they count as straight ones.
	var plain [32]byte
	if len(form) <= 24 && strings.IndexByte(form, 0xe2) >= 0 {
		form = string(straight(plain[:0], form))
	}
	shape := appendShape(buf[:0], form)
	dst = append(dst, row('S', shape))
	if n <= 20 {
		dst = append(dst, row('f', append(buf[:0], form[:min(len(form), 31)]...)))
	}
	return dst
}

func row(kind byte, key []byte) uint32 { return 1 + Hash(kind, key)%(AffixRows-1) }

// Flags of a word in the gazetteer.
const (
	MaleName   = 1 << iota // a man's first name
	FemaleName             // a woman's first name
	LastName               // the last name of a member of Congress
	Country                // part of a country's name
	Capital                // part of a capital's name
	Demonym                // what the people of a country are called
)

// FlagRow returns the row of the affix table for a set of gazetteer flags, none of which gives 0.
func FlagRow(flags byte, capital bool) uint32 {
	if flags == 0 {
		return 0
	}
	c := byte(0)
	if capital {
		c = 1
	}
	return row('g', []byte{flags, c})
}

// StartsCapital reports whether a form begins with a capital letter.
func StartsCapital(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}
