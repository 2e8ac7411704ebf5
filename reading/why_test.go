package reading_test

import (
	"encoding/json"
	"strings"
	"testing"

	"sayso"
	"sayso/reading"
)

func TestWhy(t *testing.T) {
	r := reading.New()
	r.Explain()
	for _, c := range []struct {
		text string
		want []string // what the reasons of the first statement say
	}{
		{"Ilse Marrow said that the harbour was closed.", []string{"found by: the weights, as the rule “that-clause” did", "cue: “say” of the lexicon, say",
			"tree: content ↓ccomp, source ↓nsubj", "probabilities: cue ", "the filter: for it "}},
		{"According to Ilse Marrow, the harbour was closed.", []string{"“according to”"}},
		{"Ilse Marrow left the room, saying that nobody would sail.", []string{"the filter: "}},
	} {
		s := r.Read(&sayso.Article{Text: c.text}).Statements
		if len(s) == 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		why := strings.Join(s[0].Why, "\n")
		for _, want := range c.want {
			if !strings.Contains(why, want) {
				t.Errorf("%s: %q is missing in\n%s", c.text, want, why)
			}
		}
		if strings.Contains(why, "feature ") {
			t.Errorf("%s: a feature without a name in\n%s", c.text, why)
		}
	}
}

// TestWhyChangesNothing: a reading that explains finds the same, and one that does not carries no reasons.
func TestWhyChangesNothing(t *testing.T) {
	article := &sayso.Article{Text: "Ilse Marrow said that the minister had never voiced his support. \"Nobody sails,\" she added. \"Not even I.\""}
	r := reading.New()
	r.Explain()
	explained, plain := r.Read(article), reading.New().Read(article)
	for i := range explained.Statements {
		if len(explained.Statements[i].Why) < 2 {
			t.Errorf("%s has no reasons", explained.Statements[i].ID)
		}
		explained.Statements[i].Why = nil
	}
	a, _ := json.Marshal(explained)
	b, _ := json.Marshal(plain)
	if string(a) != string(b) {
		t.Errorf("explained: %s\nplain: %s", a, b)
	}
	byRules := reading.ByRules()
	byRules.Explain()
	if s := byRules.Read(article).Statements; len(s) == 0 || len(s[0].Why) == 0 || !strings.HasPrefix(s[0].Why[0], "found by: the rule") {
		t.Errorf("by rules: %+v", s)
	}
}
