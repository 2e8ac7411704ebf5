package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// otherNames are words that people try for a field.
var otherNames = map[string]string{"by": "speaker", "from": "speaker", "said": "speaker", "who": "speaker", "person": "speaker", "source": "speaker",
	"addressee": "to", "subject": "about", "topic": "about", "paper": "outlet", "site": "outlet", "in": "outlet", "newspaper": "outlet",
	"when": "date", "published": "date", "after": "date", "before": "date", "since": "date", "until": "date", "type": "kind", "has": "is",
	"verb": "mode", "cue": "mode", "where": "venue", "through": "via", "position": "role", "job": "role"}

// check makes sure that a field and its value can be meant. at is where the value stands.
func check(n *Node, at int) *Error {
	wrong := func(start, stop int, format string, args ...any) *Error {
		return &Error{Start: start, End: stop, Why: fmt.Sprintf(format, args...)}
	}
	fields := Fields()
	i := slices.IndexFunc(fields, func(f FieldInfo) bool { return f.Name == n.Field })
	if i < 0 {
		var all []string
		for _, f := range fields {
			all = append(all, f.Name)
		}
		hint := "fields are " + strings.Join(all, ", ")
		switch near, other := nearest(n.Field, all), otherNames[n.Field]; {
		case (n.Field == "after" || n.Field == "since") && n.Text != "":
			hint = "write date:" + n.Text + "/.."
		case (n.Field == "before" || n.Field == "until") && n.Text != "":
			hint = "write date:../" + n.Text
		case other != "":
			hint = "write " + other + ":"
		case near != "":
			hint = "did you mean " + near + ":?"
		}
		return wrong(n.Start, n.Start+len(n.Field), "there is no field “%s”; %s To search for the words, put them in quotation marks", n.Field, sentence(hint))
	}
	field := fields[i]
	if n.Text == "" {
		return wrong(n.Start, n.End, "%s: needs a value right behind the colon, as in %s", n.Field, field.Example)
	}
	if n.Exact && n.Field != "speaker" && n.Field != "outlet" {
		return wrong(at-1, at, "only speaker:= and outlet:= ask for a whole name; leave the = out")
	}
	switch {
	case field.Values != nil:
		n.Text = strings.ToLower(n.Text)
		if slices.Contains(field.Values, n.Text) {
			return nil
		}
		hint := "want one of " + strings.Join(field.Values, ", ")
		if near := nearest(n.Text, field.Values); near != "" {
			hint = "did you mean " + n.Field + ":" + near + "? " + hint
		}
		return wrong(at, n.End, "there is no %s “%s”; %s", fieldNoun(n.Field), n.Text, hint)
	case n.Field == "date":
		if _, err := ParseDate(n.Text); err != nil {
			return wrong(at, n.End, "%v", err)
		}
	case strings.HasPrefix(n.Text, "#"):
		if n.Field == "outlet" || n.Field == "venue" || n.Field == "role" {
			return wrong(at, n.End, "people have numbers, a %s has none; write its name", n.Field)
		}
		if _, ok := n.Number(); !ok {
			return wrong(at, n.End, "“%s” is no number; write # and digits, as in %s:#12", n.Text, n.Field)
		}
	case !hasWord(n.Text):
		return wrong(at, n.End, "a letter or digit is needed in %s:", n.Field)
	}
	return nil
}

func fieldNoun(field string) string {
	if field == "is" {
		return "property"
	}
	return field
}

// sentence ends a hint.
func sentence(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// Number is the number of a person that a value names: 12 of "#12".
func (n *Node) Number() (int64, bool) {
	digits, ok := strings.CutPrefix(n.Text, "#")
	if !ok || strings.TrimLeft(digits, "0123456789") != "" {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil && id > 0
}

// nearest returns the one of a list that a misspelt word is most like: at most a third of its letters are wrong. It is ""
// if there is none.
func nearest(word string, list []string) string {
	best, least := "", len(word)/3+1
	if len(word) < 3 {
		least = 1
	}
	for _, known := range list {
		if strings.HasPrefix(known, word) && len(word) >= 3 {
			return known
		}
		if d := distance(word, known, least); d < least || d == least && best == "" && d*2 < len(word) {
			best, least = known, d
		}
	}
	return best
}

// distance is how many letters to insert, delete, change or swap with their neighbour to make b of a (optimal string
// alignment), or more than most.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var two []int
	one := make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one = one, row
	}
	return one[len(b)]
}
