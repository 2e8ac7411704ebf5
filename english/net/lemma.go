package net

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Script says how a lemma is made of a form: small letters or as it is, without its last Cut bytes, with Add behind.
type Script struct {
	Lower bool
	Cut   int
	Add   string
}

// String writes the script as it stands in a file: l or k, the number of bytes cut, a colon, what is added.
func (s Script) String() string {
	c := "k"
	if s.Lower {
		c = "l"
	}
	return c + strconv.Itoa(s.Cut) + ":" + s.Add
}

func parseScript(v string) (Script, error) {
	cut, add, ok := strings.Cut(v, ":")
	if ok && len(cut) > 1 && (cut[0] == 'l' || cut[0] == 'k') {
		if n, err := strconv.Atoi(cut[1:]); err == nil && n >= 0 {
			return Script{cut[0] == 'l', n, add}, nil
		}
	}
	return Script{}, fmt.Errorf("net: %q makes no lemma", v)
}

// ScriptOf returns a script that makes lemma of form. Small letters are chosen where both will do, since forms share
// their script with others that differ in capitals.
func ScriptOf(form, lemma string) Script {
	n := common(form, lemma)
	low := strings.ToLower(form)
	if m := common(low, lemma); len(low) == len(form) && m >= n {
		return Script{true, len(form) - m, lemma[m:]}
	}
	return Script{false, len(form) - n, lemma[n:]}
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// Apply returns the lemma of form. Where nothing changes it is form itself.
func (s Script) Apply(form string) string {
	if s.Cut > len(form) || s.Cut > 0 && !utf8.RuneStart(form[len(form)-s.Cut]) {
		return form
	}
	stem := form[:len(form)-s.Cut]
	if s.Lower {
		if low := strings.Map(unicode.ToLower, stem); low != stem {
			stem = low
		}
	}
	if s.Add == "" {
		return stem
	}
	return stem + s.Add
}

// LemmaKey returns the hash under which the script of a form is kept, for its last n bytes (-1: the whole form) and
// its Penn tag.
func LemmaKey(normal []byte, n int, xpos string) uint32 {
	kind := byte(1)
	if n >= 0 {
		kind, normal = byte(2), normal[len(normal)-n:]
	}
	h := Hash(kind, normal)
	for i := range len(xpos) {
		h = (h ^ uint32(xpos[i])) * 16777619
	}
	h ^= h >> 15
	return h
}

// LongestEnding bounds the endings that have scripts.
const LongestEnding = 6

// lemmaBits is the number of bits of a slot that hold the script's number.
const lemmaBits = 12

// LemmaTable returns the hash table of scripts by key, in the order of keys.
func LemmaTable(keys []uint32, scripts []int) []uint32 {
	t := make([]uint32, tableSize(len(keys)))
	for i, h := range keys {
		put(t, h, h&^(1<<lemmaBits-1)|uint32(scripts[i]+1), lemmaBits)
	}
	return t
}

// MaxScripts bounds the number of scripts of a table.
const MaxScripts = 1<<lemmaBits - 2

func (m *Model) script(key uint32) (Script, bool) {
	mask := uint32(len(m.lemmas)/4 - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		v := m.lemmas.at(int(i))
		if v == 0 {
			return Script{}, false
		}
		if v>>lemmaBits == key>>lemmaBits {
			n := int(v&(1<<lemmaBits-1)) - 1
			if n < 0 || n >= len(m.scripts) {
				return Script{}, false
			}
			return m.scripts[n], true
		}
	}
}

// Lemma returns the lemma of a form that has the given Penn tag.
func (m *Model) Lemma(form, xpos string) string {
	var buf [64]byte
	if len(form) <= longForm && strings.IndexByte(form, 0xe2) >= 0 {
		form = string(straight(nil, form))
	}
	normal := Normal(buf[:0], form)
	if s, ok := m.script(LemmaKey(normal, -1, xpos)); ok {
		return s.Apply(form)
	}
	for n := min(LongestEnding, len(normal)); n >= 0; n-- {
		if s, ok := m.script(LemmaKey(normal, n, xpos)); ok {
			return s.Apply(form)
		}
	}
	return form
}
