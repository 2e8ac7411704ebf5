package reading_test

import (
	"strings"
	"testing"

	"sayso"
)

// roles writes the roles of a record, in its order.
func roles(r *sayso.Record) string {
	names := index(r)
	var out []string
	for _, role := range r.Roles {
		s := names[role.Person] + ": " + role.Role
		if role.Org != "" {
			s += " of " + names[role.Org]
		}
		for _, part := range []struct {
			on   bool
			word string
		}{{role.Former, "former"}, {role.Then, "then"}, {role.From != "", "from " + role.From}, {role.Until != "", "until " + role.Until},
			{role.Change != "", string(role.Change)}, {role.ChangedOn != "", "on " + role.ChangedOn}, {role.By != "", "by " + names[role.By]}} {
			if part.on {
				s += ", " + part.word
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestRolesOfTrees(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"abbreviated office", "Sen. John Miller left.", "John Miller: Sen."},
		{"before the name", "Corran Herald editor John Miller left.", "John Miller: editor of Corran Herald"},
		{"two before the name", "Republican nominee Gov. John Miller left.", "John Miller: Gov.; John Miller: Republican nominee"},
		{"former", "Former mayor John Miller left.", "John Miller: mayor, former"},
		{"behind the name", "John Miller, the editor of the Corran Herald, left.", "John Miller: editor of Corran Herald"},
		{"two behind the name", "John Miller, a developer and a spokesman for the Corran Herald, left.",
			"John Miller: developer; John Miller: spokesman of Corran Herald"},
		{"behind brackets", "John Miller (R-Ohio), a lawyer, left.", "John Miller: lawyer"},
		{"then", "John Miller, then the mayor, left.", "John Miller: mayor, then"},
		{"with a field", "John Miller, a professor of surgery at the Corran Institute, left.", "John Miller: professor of surgery of Corran Institute"},
		{"is", "John Miller is director of the Corran Institute.", "John Miller: director of Corran Institute"},
		{"was", "John Miller, who was the director of the Corran Institute, left.", "John Miller: director of Corran Institute, former"},
		{"served as", "John Miller, who served as director of the Corran Institute from 2012 until 2015, left.",
			"John Miller: director of Corran Institute, former, from 2012, until 2015"},
		{"family is no office", "John Miller's wife Mary Stone left.", ""},
		{"a party's member holds no office", "Mary Stone, a Democrat, left.", ""},
		{"is not", "John Miller is not the director.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := roles(full(&sayso.Article{Text: c.text})); got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestChangesOfOffice(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"appointed", "Mary Stone appointed John Miller as director on 3 May 2031.", "John Miller: director, appointed, on 2031-05-03, by Mary Stone"},
		{"was appointed", "John Miller was appointed director in May 2031 by Mary Stone.", "John Miller: director, appointed, on 2031-05, by Mary Stone"},
		{"nominated", "Mary Stone nominated John Miller as judge.", "John Miller: judge, nominated, by Mary Stone"},
		{"named", "John Miller was named director.", "John Miller: director, appointed"},
		{"resigned", "John Miller resigned as director in 2031.", "John Miller: director, former, resigned, on 2031"},
		{"stepped down", "John Miller stepped down as director.", "John Miller: director, former, resigned"},
		{"fired, the office told before", "John Miller, a lawyer, was fired on 3 May 2031.", "John Miller: lawyer; John Miller: lawyer, former, dismissed, on 2031-05-03"},
		{"elected", "John Miller was elected mayor.", "John Miller: mayor, elected"},
		{"his nomination", "Mary Stone's nomination of John Miller as judge failed.", "John Miller: judge, nominated, by Mary Stone"},
		{"not resigned", "John Miller did not resign as director.", ""},
		{"may resign", "John Miller may resign as director.", ""},
		{"fired shots", "John Miller fired two shots.", ""},
		{"stepped in", "John Miller stepped into the room.", ""},
		{"named something", "John Miller named the dog.", ""},
		{"dismissed a claim", "John Miller dismissed the claim.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := roles(full(&sayso.Article{Text: c.text})); got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}
