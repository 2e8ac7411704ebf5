package intake

import (
	"encoding/json"
	"strings"

	"sayso"
)

// agencyFields are those of ninjs, the JSON of news agencies (IPTC), in its versions 1 to 3, as far as they have names of their
// own. encoding/json matches names in any case, so "versioncreated" of version 1 and "versionCreated" of version 3 are one.
type agencyFields struct {
	URI            string       `json:"uri"`
	Bodies         []agencyText `json:"bodies"`
	Headlines      []agencyText `json:"headlines"`
	BodyText       string       `json:"body_text"`
	BodyXHTML      string       `json:"body_xhtml"`
	BodyHTML       string       `json:"body_html"`
	BodyPlain      string       `json:"bodytext"`
	By             any          `json:"by"`
	FirstCreated   string       `json:"firstcreated"`
	VersionCreated string       `json:"versioncreated"`
	PubStatus      string       `json:"pubstatus"`
	InfoSource     any          `json:"infosource"`
	InfoSources    any          `json:"infosources"`
	CopyrightOwner any          `json:"copyrightholder"`
}

// agencyText is one of several texts of an item.
type agencyText struct {
	Role        string `json:"role"`
	ContentType string `json:"contenttype"`
	Value       string `json:"value"`
}

// isAgency reports whether an object is an item of ninjs: only "uri" is compulsory there, so another sign is needed.
func (f *fields) isAgency() bool {
	return f.URI != "" && (len(f.Bodies) > 0 || len(f.Headlines) > 0 || f.BodyText != "" || f.BodyXHTML != "" || f.BodyHTML != "" || f.BodyPlain != "" ||
		f.VersionCreated != "" || f.PubStatus != "")
}

// agencyDraft makes an article of an item of ninjs.
func (f *fields) agencyDraft() draft {
	doc := draft{problem: withheld(f.PubStatus), declared: firstText(f.Language, f.Lang), hint: "the item has no text: it is a picture, or a reference to one"}
	a := &doc.article
	a.ID = f.URI
	a.URL = webAddress(firstText(f.URL, f.Link))
	a.Title = tidy(mainText(f.Headlines))
	if a.Title == "" {
		a.Title = tidy(firstText(f.Headline, f.Title))
	}
	a.Author = joinAuthors(names(f.By))
	if a.Author == "" {
		a.Author = joinAuthors(names(f.Byline))
	}
	a.Outlet = tidy(firstName(f.InfoSource, f.InfoSources, f.Source, f.Publisher, f.CopyrightOwner))
	setDate(a, published(f.FirstCreated), sayso.DateField)
	setDate(a, published(f.VersionCreated), sayso.DateField)
	for _, text := range []string{mainText(f.Bodies), f.BodyText, f.BodyPlain, f.BodyXHTML, f.BodyHTML, f.anyText()} {
		if text = agencyBody(text); text != "" {
			a.Text = text
			break
		}
	}
	return doc
}

// mainText returns the text in the main role, else the first one; plain text before markup of the same role.
func mainText(texts []agencyText) string {
	best, rank := "", -1
	for _, t := range texts {
		n := 0
		switch strings.ToLower(t.Role[strings.LastIndexByte(t.Role, ':')+1:]) {
		case "main", "body", "":
			n = 2
		}
		if strings.HasPrefix(t.ContentType, "text/plain") {
			n++
		}
		if strings.TrimSpace(t.Value) != "" && n > rank {
			best, rank = t.Value, n
		}
	}
	return best
}

func agencyBody(s string) string {
	if strings.Contains(s, "</") {
		return itemText(s)
	}
	return strings.TrimSpace(unixLines(s))
}

// mapFields puts what stands under the names that the user has given where it belongs. A name can be a path: "source.title".
func (f *fields) mapFields(object []byte, mapped map[string]string) {
	var all map[string]any
	if json.Unmarshal(object, &all) != nil {
		return // told of elsewhere
	}
	to := map[string]*any{"text": &f.Text, "title": &f.Title, "outlet": &f.Outlet, "author": &f.Author, "published": &f.Published,
		"url": &f.URL, "language": &f.Language}
	for _, kind := range Fields {
		name := mapped[kind]
		if name == "" {
			continue
		}
		var v any = all
		for part := range strings.SplitSeq(name, ".") {
			object, _ := v.(map[string]any)
			v = object[part]
		}
		if whole, ok := all[name]; ok {
			v = whole
		}
		if kind == "id" {
			f.ID, _ = json.Marshal(v) // what came out of JSON goes back
			continue
		}
		*to[kind] = v
	}
}
