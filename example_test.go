package sayso_test

import (
	"encoding/json"
	"fmt"
	"os"

	"sayso"
	_ "sayso/reading" // the weights
)

// Who said what in a text.
func Example() {
	record, err := sayso.New().Read(sayso.Article{
		Outlet:    "The Breck Herald",
		Published: "2031-03-11",
		Text:      `"The harbour will stay open," Ilse Marrow, the mayor, told reporters on Monday.`,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range record.Statements {
		fmt.Println(s.Speaker.Name, s.Kind, s.SaidOn)
	}
	// Output: Ilse Marrow direct 2031-03-10
}

// The parts of a statement are spans of the text that was read.
func ExampleSpans_Of() {
	article := sayso.Article{Text: `Goran Stell denied that the ministry had paid for the trip.`}
	record, err := sayso.New().Read(article)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range record.Statements {
		fmt.Printf("%s | %s | %s | denial: %t\n", s.Source.Of(article.Text), s.Cue.Of(article.Text), s.Content.Of(article.Text), s.Denial)
	}
	// Output: Goran Stell | denied | that the ministry had paid for the trip | denial: true
}

// A record is JSON that other programs can rely on; a contact always tells on whose say-so it stands.
func ExampleRecord() {
	record, err := sayso.New().Read(sayso.Article{Text: `Ilse Marrow met the ambassador Teodor Vash in Breck, her spokesman Goran Stell said.`})
	if err != nil {
		fmt.Println(err)
		return
	}
	names := map[string]string{}
	for _, e := range record.Entities {
		names[e.ID] = e.Name
	}
	for _, c := range record.Contacts {
		fmt.Println(names[c.Parties[0][0]], c.Verb, names[c.Parties[1][0]], "according to", c.SaySo)
	}
	_ = json.NewEncoder(os.Stderr).Encode(record)
	// Output: Ilse Marrow meet Teodor Vash according to s1
}
