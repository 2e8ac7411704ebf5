package archive

import (
	"unicode"
	"unicode/utf8"
)

// textWord is a word of a text that is compared with others: where it stands, and a hash of it in small letters. Marks and
// apostrophes do not count: "Don't!" and "don’t" are the same.
type textWord struct {
	start, end int
	hash       uint64
}

// FNV-1a, 64 bits.
const (
	hashStart = 14695981039346656037
	hashTimes = 1099511628211
)

// textWords finds the words of a text.
func textWords(text string) []textWord {
	list := make([]textWord, 0, len(text)/5)
	hash, start := uint64(hashStart), -1
	for i := 0; i < len(text); {
		c := rune(text[i])
		size := 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case start >= 0 && (c == '\'' || c == '’') && letterAt(text, i+size):
			i += size
			continue
		case c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.Is(unicode.Mn, c)):
			c = unicode.ToLower(c)
		default:
			if start >= 0 {
				list = append(list, textWord{start, i, hash})
				hash, start = hashStart, -1
			}
			i += size
			continue
		}
		if start < 0 {
			start = i
		}
		hash = (hash ^ uint64(c)) * hashTimes
		i += size
	}
	if start >= 0 {
		list = append(list, textWord{start, len(text), hash})
	}
	return list
}

func letterAt(text string, i int) bool {
	c, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(c)
}

// mix spreads the bits of a hash (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

// shingles are the hashes of all runs of n words, in the order of the text.
func shingles(list []textWord, n int) []uint64 {
	if len(list) < n {
		return nil
	}
	out := make([]uint64, len(list)-n+1)
	for i := range out {
		h := uint64(hashStart)
		for _, t := range list[i : i+n] {
			h = mix(h ^ t.hash + 0x9e3779b97f4a7c15)
		}
		out[i] = h
	}
	return out
}

// winnow chooses from hashes so that any two texts with window equal hashes in a row share one that is chosen: the least
// of every window (Schleimer, Wilkerson, Aiken 2003). Of few hashes it chooses the least.
func winnow(hashes []uint64, window int) []uint64 {
	var out []uint64
	last := -1
	for end := min(window, len(hashes)); end <= len(hashes) && end > 0; end++ {
		best := max(0, end-window)
		for i := best + 1; i < end; i++ {
			if hashes[i] <= hashes[best] {
				best = i
			}
		}
		if best != last {
			out = append(out, hashes[best])
			last = best
		}
	}
	return out
}
