package authority

import (
	"encoding/json"
	"slices"
	"strings"
)

// wikidata reads items of Wikidata as its dumps have them. A position held is another item; its label is known only
// where that item is in the file too, so roles wait for it, and those whose label never comes are left out.
type wikidata struct {
	labels  map[string]string
	waiting []wikidataHolding
}

type wikidataHolding struct {
	person, position, org string
	role                  Role
}

// maxLabels bounds the labels that are remembered: a whole dump has a hundred million.
const maxLabels = 2_000_000

func newWikidata() *wikidata { return &wikidata{labels: map[string]string{}} }

type wikidataItem struct {
	ID      string                         `json:"id"`
	Labels  map[string]wikidataText        `json:"labels"`
	Aliases map[string][]wikidataText      `json:"aliases"`
	Claims  map[string][]wikidataStatement `json:"claims"`
}

// wikidataText is a label; short forms of the data have the text alone.
type wikidataText string

func (t *wikidataText) UnmarshalJSON(data []byte) error {
	var long struct {
		Value string `json:"value"`
	}
	if err := json.Unmarshal(data, (*string)(t)); err == nil {
		return nil
	}
	err := json.Unmarshal(data, &long)
	*t = wikidataText(long.Value)
	return err
}

type wikidataSnak struct {
	Datavalue struct {
		Value json.RawMessage `json:"value"`
	} `json:"datavalue"`
}

type wikidataStatement struct {
	Mainsnak   wikidataSnak              `json:"mainsnak"`
	Qualifiers map[string][]wikidataSnak `json:"qualifiers"`
	Rank       string                    `json:"rank"`
}

// item returns the number of the item that a value is, or the time it is, or "".
func (s wikidataSnak) item() string {
	var v struct {
		ID        string `json:"id"`
		Time      string `json:"time"`
		Precision int    `json:"precision"`
	}
	if json.Unmarshal(s.Datavalue.Value, &v) != nil {
		return ""
	}
	if v.Time != "" {
		d := date(v.Time)
		switch {
		case v.Precision == 9 && len(d) > 4:
			return d[:4]
		case v.Precision == 10 && len(d) > 7:
			return d[:7]
		case v.Precision != 0 && v.Precision < 9:
			return ""
		}
		return d
	}
	return v.ID
}

func (i *wikidataItem) all(property string) []string {
	var list []string
	for _, s := range i.Claims[property] {
		if v := s.Mainsnak.item(); v != "" && s.Rank != "deprecated" {
			list = append(list, v)
		}
	}
	return list
}

func (i *wikidataItem) first(property string) string {
	if list := i.all(property); len(list) > 0 {
		return list[0]
	}
	return ""
}

// label is the English label, or the one that suits many languages, or the first by its language.
func (i *wikidataItem) label() string {
	for _, lang := range []string{"en", "mul", "en-gb"} {
		if l := i.Labels[lang]; l != "" {
			return string(l)
		}
	}
	var langs []string
	for lang := range i.Labels {
		langs = append(langs, lang)
	}
	if len(langs) == 0 {
		return ""
	}
	return string(i.Labels[slices.Min(langs)])
}

func (w *wikidata) item(line []byte, f func(Entry) error) error {
	var i wikidataItem
	if err := json.Unmarshal(line, &i); err != nil {
		return err
	}
	name := i.label()
	if !slices.Contains(i.all("P31"), "Q5") {
		if len(w.labels) < maxLabels && name != "" {
			w.labels[i.ID] = name
		}
		return nil
	}
	if name == "" {
		return nil
	}
	e := Entry{ID: i.ID, Wikidata: i.ID, Kind: "person", Name: name, Gender: gender(i.first("P21")), Born: date(i.first("P569"))}
	for _, a := range i.Aliases["en"] {
		e.addName(string(a))
	}
	for _, property := range []string{"P39", "P108", "P102"} { // position held, employer, party
		for _, s := range i.Claims[property] {
			held := s.Mainsnak.item()
			if held == "" || s.Rank == "deprecated" {
				continue
			}
			h := wikidataHolding{person: i.ID, position: held}
			if property != "P39" {
				h.position, h.org = "", held
				h.role.Role = map[string]string{"P108": "employee", "P102": "member"}[property]
			}
			if q := s.Qualifiers["P580"]; len(q) > 0 {
				h.role.From = q[0].item()
			}
			if q := s.Qualifiers["P582"]; len(q) > 0 {
				h.role.To = q[0].item()
			}
			w.waiting = append(w.waiting, h)
		}
	}
	return give(f, e)
}

func (w *wikidata) end(f func(Entry) error) error {
	for _, h := range w.waiting {
		if h.position != "" {
			h.role.Role = w.labels[h.position]
		}
		h.role.Org = w.labels[h.org]
		if h.role.Role == "" || h.org != "" && h.role.Org == "" {
			continue
		}
		if err := give(f, Entry{ID: h.person, Roles: []Role{h.role}}); err != nil {
			return at(0, err)
		}
	}
	return nil
}

// queryRow reads one result of Wikidata's query service as JSON: values, or objects with a value.
func queryRow(line []byte, f func(Entry) error) error {
	var row map[string]wikidataText
	if err := json.Unmarshal(line, &row); err != nil {
		return err
	}
	return queryEntry(func(name string) string { return string(row[name]) }, f)
}

// queryEntry makes an entry of the variables of a query as people call them.
func queryEntry(get func(string) string, f func(Entry) error) error {
	first := func(names ...string) string {
		for _, n := range names {
			if v := get(n); v != "" {
				return v
			}
		}
		return ""
	}
	item := get("item")
	id := item[strings.LastIndexByte(item, '/')+1:]
	e := Entry{ID: id, Wikidata: id, Kind: "person", Name: get("itemLabel"), Gender: gender(first("genderLabel", "gender", "sexLabel")),
		Born: date(first("born", "birth", "dateOfBirth"))}
	for _, names := range []string{first("alias", "aliases", "itemAltLabel")} {
		for _, n := range splitList(names) {
			e.addName(n)
		}
	}
	if role := first("positionLabel", "roleLabel", "position", "role"); role != "" {
		e.Roles = append(e.Roles, Role{Role: role, Org: first("orgLabel", "organisationLabel", "organizationLabel", "org"),
			Place: first("ofLabel", "districtLabel", "placeLabel"), From: date(first("start", "from", "startTime")), To: date(first("end", "to", "endTime"))})
	}
	return give(f, e)
}

// splitList takes a list in one field apart: by semicolons or bars, and by commas where there are neither.
func splitList(s string) []string {
	for _, by := range []string{";", "|", ", "} {
		if strings.Contains(s, by) {
			return strings.Split(s, by)
		}
	}
	if s == "" {
		return nil
	}
	return []string{s}
}
