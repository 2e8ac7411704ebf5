package newsml_test

import (
	"fmt"
	"strings"
	"testing"

	"sayso/intake/newsml"
)

func told(items []newsml.Item) string {
	var b strings.Builder
	for _, it := range items {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%s|%s|%s|%s\n", it.ID, it.Version, it.Title, it.By, it.Provider, it.Published, it.Language, it.Status, strings.Join(it.Paragraphs, "/"))
	}
	return b.String()
}

const head = `<itemMeta><provider><name>Wire</name></provider><versionCreated>2031-05-14T09:00:00Z</versionCreated><firstCreated>2031-05-14T08:30:00Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><by>Ilse Marrow</by><headline>No</headline><language tag="en-GB"/></contentMeta>`

func item(content string) string {
	return `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g1" version="2">` + head + "<contentSet>" + content + "</contentSet></newsItem>"
}

func TestParse(t *testing.T) {
	about := "g1|2|No|Ilse Marrow|Wire|2031-05-14T08:30:00Z|en-GB|usable|"
	nitf := `<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>x</title></head><body><body.head><hedline><hl1>No</hl1></hedline><dateline>CORRAN</dateline></body.head><body.content><block><p>She said <q>no</q>.</p><hl2>Why</hl2><media><media-caption>A picture.</media-caption></media><ul><li>One.</li></ul></block></body.content><body.end><tagline>x</tagline></body.end></body></nitf>`
	tests := []struct{ name, in, want string }{
		{"NITF within", item(`<inlineXML contenttype="application/nitf+xml">` + nitf + `</inlineXML>`), about + "She said no./Why/One.\n"},
		{"XHTML within", item(`<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>She said<br/>no.</p><figure><figcaption>A picture.</figcaption></figure><blockquote><p>Twice.</p></blockquote></body></html></inlineXML>`), about + "She said/no./Twice.\n"},
		{"plain text within", item(`<inlineData contenttype="text/plain">She said no.</inlineData>`), about + "She said no.\n"},
		{"a picture", item(`<remoteContent href="x.jpg"/>`), about + "\n"},
		{"a message of two items", `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>x</sent></header><itemSet><packageItem guid="p"><itemMeta><title>Package</title></itemMeta></packageItem>` + item("<inlineData>One.</inlineData>") + item("<inlineData>Two.</inlineData>") + "</itemSet></newsMessage>", about + "One.\n" + about + "Two.\n"},
		{"NITF alone", `<nitf><head><docdata><doc-id id-string="d1"/><date.issue norm="20310514T083000Z"/><doc.copyright holder="Herald"/></docdata></head><body><body.head><hedline><hl1>No</hl1></hedline><byline>By <person>Ilse Marrow</person></byline></body.head><body.content><p>She said no.</p></body.content></body></nitf>`,
			"d1||No|By Ilse Marrow|Herald|20310514T083000Z|||She said no.\n"},
		{"withheld", strings.Replace(item("<inlineData>One.</inlineData>"), "stat:usable", "stat:canceled", 1), strings.Replace(about, "usable", "canceled", 1) + "One.\n"},
	}
	for _, test := range tests {
		items, err := newsml.Parse(test.in)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if got := told(items); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestDamaged(t *testing.T) {
	whole := item("<inlineData>One.</inlineData>")
	for _, in := range []string{"", "x", "<a/>", whole[:len(whole)/2]} {
		if items, err := newsml.Parse(in); err == nil {
			t.Errorf("%.30q: %v", in, items)
		}
	}
	if items, err := newsml.Parse("<newsMessage>" + whole + whole[:200]); err == nil || len(items) != 2 || items[0].Paragraphs[0] != "One." {
		t.Errorf("broken off: %v, %v", items, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(item("<inlineXML><nitf><body><body.content><p>a</p></body.content></body></nitf></inlineXML>"))
	f.Add(item("<inlineXML><html><body><p>a<br/>b</p></body></html></inlineXML>"))
	f.Add("<!DOCTYPE nitf [<!ENTITY a \"b\">]><nitf><body><body.content><p>&a;")
	f.Fuzz(func(t *testing.T, document string) {
		items, err := newsml.Parse(document)
		if len(items) == 0 && err == nil {
			t.Fatal("neither an item nor an error")
		}
		size := 0
		for _, it := range items {
			for _, p := range it.Paragraphs {
				if strings.TrimSpace(p) == "" {
					t.Fatal("an empty paragraph")
				}
				size += len(p)
			}
		}
		if size > 3*len(document)+10 {
			t.Fatalf("%d bytes became %d", len(document), size)
		}
	})
}
