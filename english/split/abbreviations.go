package split

import "strings"

// abbreviations are written with a full stop. The models learn what that says of a cut; the list helps with those that
// the treebanks lack.
var abbreviations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("mr mrs ms messrs dr drs prof rev hon gov govs lt gen sen sens rep reps adm capt cmdr col maj " +
		"sgt cpl pvt st fr pres supt det insp amb atty mt ft no nos vs pp vol fig eq cf ca approx jr sr inc co corp ltd " +
		"llc bros jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun etc al " +
		"dept univ assn est ave blvd rd ala ariz ark calif colo conn del fla ga ill ind kan ky la mass mich minn miss " +
		"mo mont neb nev okla ore pa penn tenn tex vt va wash wis ph ext tel p.s") {
		m[w] = true
	}
	return m
}()

func isAbbreviation(word string) bool {
	if len(word) > 8 {
		return false
	}
	var buf [8]byte
	low := buf[:0]
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low = append(low, c)
	}
	return abbreviations[string(low)]
}

// titles stand before a name: a full stop behind one belongs to it and ends no sentence.
var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "messrs": true, "dr": true, "prof": true, "sen": true,
	"rep": true, "gov": true, "gen": true, "lt": true, "col": true, "sgt": true, "capt": true, "cpl": true, "rev": true}

// titleAt reports whether the atoms are a title and its full stop, with a capital behind them.
func titleAt(text string, word, stop atom) bool {
	n := word.end - word.start
	if n > 6 || word.class != capital && word.class != capitals || stop.end-stop.start != 1 || text[stop.start] != '.' || stop.start != word.end {
		return false
	}
	var buf [8]byte
	low := buf[:0]
	for i := word.start; i < word.end; i++ {
		low = append(low, text[i]|0x20)
	}
	if !titles[string(low)] {
		return false
	}
	i := int(stop.end)
	for i < len(text) && text[i] == ' ' {
		i++
	}
	_, upper := letterAt(text, i)
	return upper
}

// isTitle reports whether a word is a title with its full stop.
func isTitle(word string) bool {
	n := len(word)
	if n < 3 || n > 7 || word[n-1] != '.' {
		return false
	}
	var buf [8]byte
	low := buf[:0]
	for i := range n - 1 {
		low = append(low, word[i]|0x20)
	}
	return titles[string(low)]
}
