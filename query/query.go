// Package query is the language in which statements are asked for: on the command line, in the search field of the desk,
// in the API and in saved searches.
//
//	harbour closed                 both words, in any form: harbours, closing
//	"fishing rights"               these words next to each other
//	fish*                          words that begin so
//	speaker:marrow -is:denial      a field, and what must not be
//	(ferry OR bridge) date:2031-03 alternatives in parentheses
//	outlet:"The Breck Herald"      a value of several words
//
// All conditions must hold; OR between them makes alternatives, "-" or NOT turns one round, AND may be written. Fields are
// in [Fields]. [Parse] reads a query into a tree of [Node]s, which [Node.String] writes again; a query that cannot be meant is
// an [*Error] that tells where and why.
package query

import (
	"slices"
	"strings"
)

// Op is what a node of a query is.
type Op int

const (
	// And holds where all of its Args do, Or where one of them does; both have two or more. Not has one Arg.
	And Op = iota
	Or
	Not
	// Word is a word in any of its forms; with Prefix, all words that begin so.
	Word
	// Phrase is words next to each other.
	Phrase
	// Is is a field with its value.
	Is
)

// Node is a query or a part of one. A nil node is the query that everything matches.
type Node struct {
	Op   Op
	Args []*Node
	// Field is one of Fields, where Op is Is.
	Field string
	// Text is the word, the phrase, or the value of the field.
	Text string
	// Prefix: any word that begins with Text.
	Prefix bool
	// Exact: the value is the whole name and no other ("outlet:=Herald" is not the Breck Herald).
	Exact bool
	// Start and End are where it stands in the query that was parsed, in bytes.
	Start, End int
}

// All joins conditions that must all hold. Conditions that are nil are left out.
func All(nodes ...*Node) *Node { return join(And, nodes) }

// Any joins alternatives.
func Any(nodes ...*Node) *Node { return join(Or, nodes) }

func join(op Op, nodes []*Node) *Node {
	var args []*Node
	for _, n := range nodes {
		switch {
		case n == nil:
		case n.Op == op:
			args = append(args, n.Args...)
		default:
			args = append(args, n)
		}
	}
	switch len(args) {
	case 0:
		return nil
	case 1:
		return args[0]
	}
	return &Node{Op: op, Args: args, Start: args[0].Start, End: args[len(args)-1].End}
}

// Field makes a condition on a field, checked as Parse checks it.
func Field(field, value string) (*Node, error) {
	n := &Node{Op: Is, Field: field, Text: strings.Join(strings.Fields(value), " "), End: len(value)}
	if err := check(n, 0); err != nil {
		return nil, err
	}
	return n, nil
}

// Whole makes the condition that a speaker or outlet has this whole name.
func Whole(field, name string) *Node { return &Node{Op: Is, Field: field, Text: name, Exact: true} }

// Without returns the query without one of its conditions, which is a node of it. What is left of an And or Or with one
// condition is that condition.
func (n *Node) Without(condition *Node) *Node {
	if n == nil || n == condition {
		return nil
	}
	switch n.Op {
	case Not:
		if n.Args[0].Without(condition) == nil {
			return nil
		}
		return &Node{Op: Not, Args: []*Node{n.Args[0].Without(condition)}, Start: n.Start, End: n.End}
	case And, Or:
		var args []*Node
		for _, arg := range n.Args {
			args = append(args, arg.Without(condition))
		}
		return join(n.Op, args)
	}
	return n
}

// Conditions are what must hold each for itself: the parts of an And, or the query as a whole.
func (n *Node) Conditions() []*Node {
	switch {
	case n == nil:
		return nil
	case n.Op == And:
		return n.Args
	}
	return []*Node{n}
}

// Each calls f for every condition, word and phrase of the query, in its order; not is true within an odd number of
// negations.
func (n *Node) Each(f func(n *Node, not bool)) { n.each(false, f) }

func (n *Node) each(not bool, f func(*Node, bool)) {
	if n == nil {
		return
	}
	switch n.Op {
	case And, Or, Not:
		for _, arg := range n.Args {
			arg.each(not != (n.Op == Not), f)
		}
	default:
		f(n, not)
	}
}

// String writes the query in its shortest form. Parsing that gives the same query.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.write(&b, 0)
	return b.String()
}

// How tightly operators bind: an operand that binds less than its operator stands in parentheses.
const (
	bindsOr = iota
	bindsAnd
	bindsNot
)

func (n *Node) write(b *strings.Builder, least int) {
	switch n.Op {
	case And, Or:
		binds, between := bindsAnd, " "
		if n.Op == Or {
			binds, between = bindsOr, " OR "
		}
		if binds < least {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		for i, arg := range n.Args {
			if i > 0 {
				b.WriteString(between)
			}
			arg.write(b, binds+1)
		}
	case Not:
		b.WriteByte('-')
		n.Args[0].write(b, bindsNot)
	case Word:
		if n.Prefix {
			b.WriteString(n.Text + "*")
		} else {
			b.WriteString(plainWord(n.Text))
		}
	case Phrase:
		b.WriteString(quote(n.Text))
	case Is:
		b.WriteString(n.Field)
		b.WriteByte(':')
		if n.Exact {
			b.WriteByte('=')
		}
		if plainValue(n.Text) {
			b.WriteString(n.Text)
		} else {
			b.WriteString(quote(n.Text))
		}
	}
}

// quote puts text in quotation marks; those inside it become apostrophes, as the language has no other way to write them
// and the index does not see either.
func quote(text string) string {
	return `"` + strings.Map(func(r rune) rune {
		if isQuote(r) {
			return '\''
		}
		return r
	}, text) + `"`
}

// plainWord writes a word so that it is read as the same word. (One that could be read otherwise is no Word of Parse.)
func plainWord(text string) string {
	if slices.Contains([]string{"OR", "AND", "NOT"}, text) {
		return strings.ToLower(text)
	}
	return text
}

// plainValue reports whether a value can stand without quotation marks.
func plainValue(text string) bool {
	return text != "" && text[0] != '=' && text[0] != '(' && !strings.ContainsFunc(text, func(r rune) bool {
		return isSpace(r) || isQuote(r) || r == '(' || r == ')'
	})
}
