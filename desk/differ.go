package desk

import (
	"strings"
	"unicode"

	"sayso/archive"
)

// sided is a dispute as the page shows it: its evidence, with the words marked that the other side does not have.
type sided struct {
	archive.DisputeFound
	Asserted, Denied []sidedEvidence
}

type sidedEvidence struct {
	archive.Evidence
	// Parts are the words; those that differ are marked. None where the sides have too little in common to compare.
	Parts []part
}

func words(e archive.Evidence) string {
	if e.Statement != nil {
		return e.Statement.Content
	}
	if e.Contact != nil {
		return e.Contact.Words
	}
	return ""
}

// sidesOf compares each side of a dispute with the first of the other.
func sidesOf(d archive.DisputeFound) sided {
	s := sided{DisputeFound: d}
	against := func(own, other []archive.Evidence) []sidedEvidence {
		var out []sidedEvidence
		for _, e := range own {
			seen := sidedEvidence{Evidence: e}
			if len(other) > 0 {
				seen.Parts = differing(words(e), words(other[0]))
			}
			out = append(out, seen)
		}
		return out
	}
	s.Asserted, s.Denied = against(d.Asserts, d.Denies), against(d.Denies, d.Asserts)
	return s
}

// Most words of a text that are compared, and the least share of the shorter text that must be common for that to tell
// anything.
const (
	comparedWords = 300
	commonEnough  = 0.3
)

// differing cuts text at the words that are not, in this order, in other: a longest common subsequence of words, whatever
// their capitals and punctuation. It returns nil where the two have little in common.
func differing(text, other string) []part {
	own, theirs := strings.Fields(text), strings.Fields(other)
	if len(own) == 0 || len(theirs) == 0 || len(own) > comparedWords || len(theirs) > comparedWords {
		return nil
	}
	a, b := bare(own), bare(theirs)
	length := make([][]int16, len(a)+1)
	for i := range length {
		length[i] = make([]int16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] && a[i] != "" {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	if float64(length[0][0]) < commonEnough*float64(min(len(a), len(b))) || length[0][0] < 3 {
		return nil
	}
	var out []part
	put := func(word string, differs bool) {
		if n := len(out); n > 0 && out[n-1].Match == differs {
			out[n-1].Text += " " + word
			return
		}
		switch n := len(out); { // the blank between two parts is no part of what differs
		case n > 0 && out[n-1].Match:
			word = " " + word
		case n > 0:
			out[n-1].Text += " "
		}
		out = append(out, part{word, differs})
	}
	for i, j := 0, 0; i < len(a); {
		switch {
		case j < len(b) && a[i] == b[j] && a[i] != "":
			put(own[i], false)
			i, j = i+1, j+1
		case j < len(b) && length[i][j+1] > length[i+1][j]:
			j++
		default:
			put(own[i], a[i] != "")
			i++
		}
	}
	return out
}

// bare are words in small letters without punctuation.
func bare(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	}
	return out
}
