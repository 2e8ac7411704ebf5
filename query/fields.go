package query

import "sayso"

// FieldInfo says what a field is for.
type FieldInfo struct {
	Name string
	// Help is one line for people, Example a condition as one would write it.
	Help, Example string
	// Values are what it can be; nil for names, words and dates.
	Values []string
}

// Fields are all fields, in the order in which help shows them.
func Fields() []FieldInfo {
	return []FieldInfo{
		{"speaker", "who said it: a name, part of one, or the number of a person", `speaker:"Ilse Marrow"`, nil},
		{"about", "whom it is about", "about:renn", nil},
		{"to", "whom it was said to", "to:reporters", nil},
		{"via", "who relayed it", `via:"Channel Nine"`, nil},
		{"outlet", "where it appeared", "outlet:herald", nil},
		{"role", "a role that the speaker holds", "role:spokesman", nil},
		{"venue", "where it was said: the kind of occasion, or its outlet", "venue:interview", nil},
		{"date", "when it was published: a year, month, day, range or period", "date:2031-03-01/2031-04-15", nil},
		{"kind", "how the words are given", "kind:direct", names(sayso.Kinds)},
		{"mode", "what the cue does", "mode:deny", names(sayso.Modes)},
		{"is", "what is true of it", "is:denial", flags()},
	}
}

// Flags are the values of "is:", with what they mean.
func Flags() []FieldInfo {
	return []FieldInfo{
		{"denial", "it denies something", "is:denial", nil},
		{"negated", "it was not said: “declined to say”", "is:negated", nil},
		{"omission", "somebody kept it to themselves: “did not disclose”", "is:omission", nil},
		{"hypothetical", "it would or might be said", "is:hypothetical", nil},
		{"disputed", "one asserts what another denies", "is:disputed", nil},
		{"named", "the speaker has a name", "is:named", nil},
		{"unnamed", "the speaker has none: “two officials”", "is:unnamed", nil},
		{"person", "a person says it", "is:person", nil},
		{"organisation", "an organisation says it", "is:organisation", nil},
		{"writer", "the writer of the article says it", "is:writer", nil},
		{"sourceless", "nobody is given as the source", "is:sourceless", nil},
		{"nested", "it stands in another statement", "is:nested", nil},
		{"relayed", "it came through somebody else", "is:relayed", nil},
		{"repeated", "an earlier article of the same text has it too: -is:repeated counts copies once", "is:repeated", nil},
		{"dated", "the day on which it was said is known", "is:dated", nil},
		{"checked", "a person has looked at it", "is:checked", nil},
		{"rejected", "a person said that nobody says it: found only by this", "is:rejected", nil},
		{"hidden", "a person said that it is not to be shown: found only by this", "is:hidden", nil},
	}
}

func flags() []string {
	var list []string
	for _, f := range Flags() {
		list = append(list, f.Name)
	}
	return list
}

func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}
