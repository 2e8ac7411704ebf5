package reading_test

import (
	"testing"

	"sayso"
)

// TestHeadlines holds who speaks in the first line of an article: cue and source, empty where nobody does.
func TestHeadlines(t *testing.T) {
	const body = "\n\nIlse Marrow, the prime minister, lives in Breck. Goran Stell is the palace spokesman. The harbour of Breck lies in the north.\n"
	for _, c := range []struct{ line, source, content string }{
		{"PM: taxes will rise", "PM", "taxes will rise"},
		{"Marrow: we will rebuild the harbour", "Marrow", "we will rebuild the harbour"},
		{"Stell: Envoy met both campaigns", "Stell", "Envoy met both campaigns"},
		{"Police: man shot two", "Police", "man shot two"},
		{"Union: strike begins on Monday", "Union", "strike begins on Monday"},
		{"Report: budget to shrink by half", "Report", "budget to shrink by half"},
		{"Minister to resign, sources say", "sources", "Minister to resign"},
		{"Harbour to close on Friday, palace says", "palace", "Harbour to close on Friday"},
		{"Thousands flee fire in Breck, officials say", "officials", "Thousands flee fire in Breck"},
		{"Taxes must rise, says Marrow", "Marrow", "Taxes must rise"},

		{"Update: the harbour will open", "", ""},
		{"Photo: the harbour at dawn", "", ""},
		{"By Tessa Brandt: the harbour", "", ""},
		{"What we know: the fire in Breck", "", ""},
		{"Fire at 10:30 kills two", "", ""},
		{"Breck: a town in fear", "", ""},
		{"Opinion: the harbour must open", "", ""},
		{"Analysis: why Marrow lost", "", ""},
		{"Harbour fire: three dead", "", ""},
		{"Election 2031: who will win", "", ""},
		{"Watch: Marrow sings", "", ""},
		{"Q&A: the harbour of Breck", "", ""},
	} {
		t.Run(c.line, func(t *testing.T) {
			text := c.line + body
			source, content := "", ""
			for _, s := range full(&sayso.Article{Text: text}).Statements {
				if s.Content.Bounds().Start < len(c.line) {
					source, content = s.Source.Of(text), s.Content.Of(text)
				}
			}
			if source != c.source || content != c.content {
				t.Errorf("%s\ngot %q: %q, want %q: %q", c.line, source, content, c.source, c.content)
			}
		})
	}
}

// TestWhoSpeaksInHeadlines holds that in "Marrow Ally Says …" the ally speaks: by name where the article has it.
func TestWhoSpeaksInHeadlines(t *testing.T) {
	const body = "\n\nTom Fuller met reporters in Breck on Monday. Ilse Marrow, the mayor, is running against Goran Stell, a lawyer. Stell leads in the polls.\n"
	for _, c := range []struct{ line, body, speaker string }{
		{"Marrow Ally Says Stell Must Go", body, "Marrow Ally"},
		{"Top Marrow Donor Praises Goran Stell", body, "Top Marrow Donor"},
		{"Ilse Marrow Super PAC Chief Praises Goran Stell", body, "Ilse Marrow Super PAC Chief"},
		{"Marrow super PAC chief praises Stell", body, "Marrow super PAC chief"},
		{"Ilse Marrow Spokesman Says Port Will Close", body, "Ilse Marrow Spokesman"},
		{"Ilse Marrow Accuser Says She Was Paid", body, "Ilse Marrow Accuser"},
		{"Former Marrow Aide Claims Stell Lied", body, "Former Marrow Aide"},
		{"Marrow Biographer: He Never Read a Book", body, "Marrow Biographer"},
		{"Ilse Marrow backer says Stell lied", body, "Ilse Marrow backer"},
		{"Ilse Marrow Says Port Will Close", body, "Ilse Marrow"},
		{"Mayor Ilse Marrow Says Port Will Close", body, "Ilse Marrow"},
		{"Marrow Campaign Manager Says Taxes Will Fall", "\n\nIlse Marrow's campaign manager, Tom Fuller, said on Monday that taxes would fall.\n", "Tom Fuller"},
		{"Marrow Lawyer Denies Payments to Stell", "\n\nTom Fuller, a lawyer for Ilse Marrow, denied on Monday that Goran Stell was paid.\n", "Tom Fuller"},
		{"Marrow Lawyer Denies Payments to Stell", "\n\nTom Fuller, a lawyer, met Goran Stell in Breck on Monday. Both were late, and it rained all day long in the north. Ilse Marrow was not there.\n", "Marrow Lawyer"},
	} {
		t.Run(c.line, func(t *testing.T) {
			got := ""
			for _, s := range full(&sayso.Article{Text: c.line + c.body}).Statements {
				if s.Content.Bounds().Start < len(c.line) {
					got = s.Speaker.Name
				}
			}
			if got != c.speaker {
				t.Errorf("%s: spoken by %q, want %q", c.line, got, c.speaker)
			}
		})
	}
}

// TestDatelines holds that the place from which an article reports is no part of who speaks and of what is said.
func TestDatelines(t *testing.T) {
	for _, c := range []struct{ text, speaker, content string }{
		{"BRECK - Ilse Marrow told the Herald on Monday that the port would close.", "Ilse Marrow", "that the port would close"},
		{"BRECK, Norland (Northern Wire) — Ilse Marrow said on Monday that the port would close.", "Ilse Marrow", "that the port would close"},
		{"BRECK (Wire) - The port would close, Ilse Marrow said on Monday.", "Ilse Marrow", "The port would close"},
	} {
		r := full(&sayso.Article{Text: c.text})
		if len(r.Statements) != 1 || r.Statements[0].Speaker.Name != c.speaker || r.Statements[0].Content.Of(c.text) != c.content {
			t.Errorf("%s\ngot %+v", c.text, r.Statements)
		}
	}
}
