package authority

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// legislator is a person of congress-legislators: as its YAML and JSON have it (name and id are objects), or flat.
type legislator struct {
	ID       any    `json:"id" yaml:"id"`
	Name     any    `json:"name" yaml:"name"`
	Wikidata string `json:"wikidata"`
	First    string `json:"first"`
	Middle   string `json:"middle"`
	Last     string `json:"last"`
	Suffix   string `json:"suffix"`
	Nickname string `json:"nickname"`
	FullName string `json:"full"`
	Gender   string `json:"gender"`
	Born     string `json:"born"`
	Bio      struct {
		Gender   string `json:"gender" yaml:"gender"`
		Birthday string `json:"birthday" yaml:"birthday"`
	} `json:"bio" yaml:"bio"`
	Terms      []term `json:"terms" yaml:"terms"`
	Leadership []struct {
		Title   string `json:"title" yaml:"title"`
		Chamber string `json:"chamber" yaml:"chamber"`
		Start   string `json:"start" yaml:"start"`
		End     string `json:"end" yaml:"end"`
	} `json:"leadership" yaml:"leadership_roles"`
}

type term struct {
	Type  string `json:"type" yaml:"type"`
	Start string `json:"start" yaml:"start"`
	End   string `json:"end" yaml:"end"`
	State string `json:"state" yaml:"state"`
}

// field reads a text out of an object of unknown shape.
func field(object any, key string) string {
	m, _ := object.(map[string]any)
	s, _ := m[key].(string)
	return s
}

func congressLine(line []byte, f func(Entry) error) error {
	var p legislator
	if err := json.Unmarshal(line, &p); err != nil {
		return err
	}
	return p.give(f)
}

func (p *legislator) give(f func(Entry) error) error {
	e := Entry{Kind: "person", Wikidata: p.Wikidata, Gender: gender(p.Gender + p.Bio.Gender), Born: date(p.Born + p.Bio.Birthday)}
	if id, ok := p.ID.(string); ok {
		e.ID = id
	} else {
		e.ID = field(p.ID, "bioguide")
		if e.ID == "" {
			if n, ok := p.ID.(map[string]any); ok && n["govtrack"] != nil {
				e.ID = fmt.Sprint(n["govtrack"])
			}
		}
		e.Wikidata = field(p.ID, "wikidata")
		p.First, p.Middle, p.Last = field(p.Name, "first"), field(p.Name, "middle"), field(p.Name, "last")
		p.Suffix, p.Nickname, p.FullName = field(p.Name, "suffix"), field(p.Name, "nickname"), field(p.Name, "official_full")
	}
	if p.Last == "" {
		return fmt.Errorf("a person without a last name (id %q)", e.ID)
	}
	join := func(parts ...string) string {
		var b bytes.Buffer
		for _, s := range parts {
			if s != "" {
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(s)
			}
		}
		return b.String()
	}
	e.Name = p.FullName
	if e.Name == "" {
		e.Name = join(p.First, p.Last, p.Suffix)
	}
	e.addName(join(p.First, p.Middle, p.Last, p.Suffix))
	e.addName(join(p.First, p.Last, p.Suffix))
	if p.Nickname != "" {
		e.addName(join(p.Nickname, p.Last, p.Suffix))
	}
	for _, t := range p.Terms {
		e.addTerm(t)
	}
	for _, l := range p.Leadership {
		e.Roles = append(e.Roles, Role{Role: l.Title, Org: chambers[l.Chamber], From: date(l.Start), To: date(l.End)})
	}
	return give(f, e)
}

var chambers = map[string]string{"house": "United States House of Representatives", "senate": "United States Senate"}

// addTerm adds a term, or lengthens the one before where it goes on in the same office: terms follow one another within
// days, and who sits for twenty years held one office.
func (e *Entry) addTerm(t term) {
	r := Role{From: date(t.Start), To: date(t.End), Place: states[t.State]}
	switch t.Type {
	case "rep":
		r.Role, r.Org = "representative", chambers["house"]
	case "sen":
		r.Role, r.Org = "senator", chambers["senate"]
	case "prez":
		r.Role, r.Org = "president", "United States"
	case "viceprez":
		r.Role, r.Org = "vice president", "United States"
	default:
		return
	}
	if n := len(e.Roles); n > 0 {
		last := &e.Roles[n-1]
		if last.Role == r.Role && last.Place == r.Place && last.To != "" && r.From != "" && last.To[:4] >= previousYear(r.From) {
			last.To = r.To
			return
		}
	}
	e.Roles = append(e.Roles, r)
}

// previousYear is the year before a date, as terms of the eighties are given until the last day of session.
func previousYear(d string) string {
	var year int
	if _, err := fmt.Sscanf(d[:4], "%d", &year); err != nil {
		return d[:4]
	}
	return fmt.Sprintf("%04d", year-1)
}

// readYAML reads the YAML of congress-legislators one person at a time: each begins with "- " at the start of a line.
func readYAML(l *lineReader, f func(Entry) error) error {
	first := l.read
	l.read = nil
	buffer := append([]byte(nil), first...)
	begin := 1
	person := func() error {
		if len(bytes.TrimSpace(bytes.TrimPrefix(buffer, []byte("---")))) == 0 {
			return nil
		}
		var list []legislator
		if err := yaml.Unmarshal(buffer, &list); err != nil {
			return &Error{begin, err}
		}
		for i := range list {
			if err := list[i].give(f); err != nil {
				return at(begin, err)
			}
		}
		return nil
	}
	for {
		line, err := l.next()
		if err != nil && err != io.EOF {
			return err
		}
		if err == io.EOF || bytes.HasPrefix(line, []byte("- ")) {
			if err := person(); err != nil {
				return err
			}
			if err == io.EOF {
				return nil
			}
			buffer, begin = buffer[:0], l.line
		}
		if len(buffer)+len(line) > maxLine {
			return &Error{begin, fmt.Errorf("an entry of more than 64 MB")}
		}
		buffer = append(append(buffer, line...), '\n')
	}
}

var states = map[string]string{"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
	"CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana",
	"IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
	"MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
	"NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
	"OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
	"UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
	"DC": "District of Columbia", "PR": "Puerto Rico", "GU": "Guam", "VI": "Virgin Islands", "AS": "American Samoa", "MP": "Northern Mariana Islands"}
