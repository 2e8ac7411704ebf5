package authority

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// people are the same three people in every format: a minister with two names, a mayor in office, and an ambassador.
var lists = []struct {
	name   string
	format Format
	data   string
	want   []string
}{
	{"plain CSV", Plain, "id,name,aliases,role,org,from,to,wikidata\n" +
		"1,Ilse Marrow,Ilse M. Marrow; Ili Marrow,minister,Halvmark,2030-01-01,2032-06,Q900001\n1,Ilse Marrow,,mayor,Breck,2020,2029-12-31,\n2,\"Stell, Goran\",,,,,,\n",
		[]string{"1 Ilse Marrow [Ilse M. Marrow/Ili Marrow] Q900001 minister@Halvmark 2030-01-01..2032-06", "1 Ilse Marrow [] mayor@Breck 2020..2029-12-31", "2 Stell, Goran []"}},
	{"CSV with semicolons and a byte order mark", Plain, "\xef\xbb\xbfid;name;role\n1;Ilse Marrow;minister\n", []string{"1 Ilse Marrow [] minister@ .."}},
	{"FollowTheMoney, the position after who held it", FollowTheMoney,
		`{"id":"occ1","schema":"Occupancy","properties":{"holder":["p1"],"post":["pos1"],"startDate":["2030-01-01"],"endDate":["2032"]}}
{"id":"p1","schema":"Person","caption":"Ilse Marrow","properties":{"name":["Ilse Marrow"],"alias":["Ili Marrow"],"gender":["female"],"wikidataId":["Q900001"]}}
{"id":"pos1","schema":"Position","caption":"Minister of Fish","properties":{"name":["Minister of Fish"]}}
{"id":"o1","schema":"Organization","properties":{"name":["Breck Harbour Board"]}}
{"id":"m1","schema":"Membership","properties":{"member":["p1"],"organization":["o1"],"role":["chair"]}}
{"id":"x","schema":"Vessel","properties":{"name":["Ebba"]}}`,
		[]string{"p1 Ilse Marrow [Ili Marrow] Q900001", "p1  [] Minister of Fish@ 2030-01-01..2032", "o1 Breck Harbour Board []", "p1  [] chair@Breck Harbour Board .."}},
	{"Wikidata's dump", Wikidata, `[
{"id":"Q900001","labels":{"en":{"language":"en","value":"Ilse Marrow"}},"aliases":{"en":[{"value":"Ili Marrow"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P21":[{"mainsnak":{"datavalue":{"value":{"id":"Q6581072"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q7"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2030-01-00T00:00:00Z","precision":10}}}]}}]}},
{"id":"Q7","labels":{"en":{"value":"Minister of Fish"}},"claims":{}}
]`, []string{"Q900001 Ilse Marrow [Ili Marrow] Q900001", "Q900001  [] Minister of Fish@ 2030-01.."}},
	{"a query's results as CSV", WikidataQuery, "item,itemLabel,alias,positionLabel,start,end\nhttp://www.wikidata.org/entity/Q900001,Ilse Marrow,Ili Marrow,minister,2030-01-01T00:00:00Z,\n",
		[]string{"Q900001 Ilse Marrow [Ili Marrow] Q900001 minister@ 2030-01-01.."}},
	{"a query's results as JSON lines", WikidataQuery, `{"item":"http://www.wikidata.org/entity/Q900001","itemLabel":"Ilse Marrow","positionLabel":{"value":"minister"}}`,
		[]string{"Q900001 Ilse Marrow [] Q900001 minister@ .."}},
	{"congress-legislators, YAML", Congress, "- id:\n    bioguide: M000001\n    wikidata: Q900001\n  name:\n    first: Ilse\n    last: Marrow\n    official_full: Ilse H. Marrow\n  bio:\n    gender: F\n  terms:\n" +
		"  - type: rep\n    start: '2029-01-03'\n    end: '2031-01-03'\n    state: TX\n  - type: rep\n    start: '2031-01-03'\n    end: '2033-01-03'\n    state: TX\n- id:\n    govtrack: 7\n  name:\n    first: Otto\n    last: Renn\n",
		[]string{"M000001 Ilse H. Marrow [Ilse Marrow] Q900001 representative@United States House of Representatives 2029-01-03..2033-01-03", "7 Otto Renn []"}},
	{"congress-legislators, flat JSON lines", Congress, `{"id":"M000001","wikidata":"Q900001","first":"Ilse","last":"Marrow","nickname":"Ili","gender":"F","terms":[{"type":"sen","start":"2029-01-03","end":"2035-01-03","state":"TX"}],"from":"current"}`,
		[]string{"M000001 Ilse Marrow [Ili Marrow] Q900001 senator@United States Senate 2029-01-03..2035-01-03"}},
	{"congress-legislators, JSON array", Congress, `[{"id":{"bioguide":"M000001"},"name":{"first":"Ilse","last":"Marrow"},"terms":[]}]`, []string{"M000001 Ilse Marrow []"}},
	{"congress-legislators, CSV", Congress, "last_name,first_name,middle_name,suffix,nickname,full_name,bioguide_id\nMarrow,Ilse,,,Ili,,M000001\n", []string{"M000001 Ilse Marrow [Ili Marrow]"}},
	{"Popolo", Popolo, `{
 "persons":[{"id":"p1","name":"Ilse Marrow","gender":"female","other_names":[{"name":"Ili Marrow"}],"identifiers":[{"scheme":"wikidata","identifier":"Q900001"}]}],
 "organizations":[{"id":"o1","name":"Breck Council"}],
 "events":[{"id":"t1","start_date":"2030-01-01","end_date":"2033-12-31"}],
 "memberships":[{"person_id":"p1","organization_id":"o1","role":"councillor","legislative_period_id":"t1"}]}`,
		[]string{"p1 Ilse Marrow [Ili Marrow] Q900001", "p1  [] councillor@Breck Council 2030-01-01..2033-12-31"}},
	{"entries of our own", Entries, `{"id":"1","name":"Ilse Marrow","roles":[{"role":"minister","from":"2030"}]}`, []string{"1 Ilse Marrow [] minister@ 2030.."}},
}

func show(e Entry) string {
	out := fmt.Sprintf("%s %s [%s]", e.ID, e.Name, strings.Join(e.Names, "/"))
	if e.Wikidata != "" {
		out += " " + e.Wikidata
	}
	for _, r := range e.Roles {
		out += fmt.Sprintf(" %s@%s %s..%s", r.Role, r.Org, r.From, r.To)
	}
	return out
}

func read(data string) (Format, []string, error) {
	var got []string
	format, err := Read(strings.NewReader(data), func(e Entry) error {
		got = append(got, show(e))
		return nil
	})
	return format, got, err
}

// What a list is, is seen from its content, compressed or not.
func TestRead(t *testing.T) {
	for _, c := range lists {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		fmt.Fprint(w, c.data)
		w.Close()
		for _, data := range []string{c.data, "\n" + c.data, packed.String()} {
			if strings.HasPrefix(data, "\n") && strings.HasPrefix(c.data, "\xef") {
				continue
			}
			format, got, err := read(data)
			if err != nil || format != c.format || strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s: %s, %v\n%s\nwant %s\n%s", c.name, format, err, strings.Join(got, "\n"), c.format, strings.Join(c.want, "\n"))
			}
		}
	}
}

func TestReadSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"nothing", "", "no list of people"},
		{"a text", "Ilse Marrow met nobody.\nShe said so.\n", "no list of people"},
		{"another table", "date,price\n2031,7\n", "no list of people"},
		{"another object", `{"a":1}`, "no list of people"},
		{"a row without a name", "id,name\n1,Ilse\n2,\n", `line 3: the entry "2" has no name`},
		{"a row without an id", "id,name\n,Ilse\n", "line 2: an entry without an id"},
		{"a date that is none", "id,name,role,from\n1,Ilse,minister,last year\n", `line 2: from "last year" is no date`},
		{"quotation marks that do not close", "id,name\n1,\"Ilse\n", "line 2"},
		{"a broken line", "{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ilse\"]}}\n{\"id\":\"p2\",\n", "line 2"},
		{"YAML that is none", "- id:\n    bioguide: A\n  name:\n    last: Renn\n- id: [\n", "line 5"},
		{"a person without a last name", "- name:\n    first: Ilse\n", "line 1: a person without a last name"},
		{"Popolo that breaks off", "{\n \"persons\": [\n", "line"},
		{"committees", `{"committee":"X","name":"Fish","members":[]}`, "no list of people"},
	} {
		if _, _, err := read(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", c.name, err, c.want)
		}
	}
	own := errors.New("no more room")
	for _, c := range lists {
		if _, err := Read(strings.NewReader(c.data), func(Entry) error { return own }); !errors.Is(err, own) || strings.Contains(err.Error(), "line") {
			t.Errorf("%s: an error of whoever takes the entries comes back as %v", c.name, err)
		}
	}
}

func TestDefault(t *testing.T) {
	list, err := Default()
	if err != nil || len(list) < 1000 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	if len(defaultList) > 1<<20 {
		t.Errorf("the list is %d bytes", len(defaultList))
	}
	for _, e := range list {
		if e.ID == "" || e.Name == "" || len(e.Roles) == 0 || len(e.LastNames()) == 0 {
			t.Errorf("%+v", e)
		}
	}
}

func TestMatch(t *testing.T) {
	entries := []*Entry{
		{ID: "1", Name: "Ilse Marrow", Names: []string{"Ili Marrow"}, Gender: "female", Roles: []Role{{Role: "senator", Place: "Texas", From: "2029-01-03", To: "2035-01-03"}}},
		{ID: "2", Name: "Otto Marrow", Gender: "male", Roles: []Role{{Role: "senator", Place: "Ohio", From: "2019-01-03", To: "2031-01-03"}}},
		{ID: "3", Name: "Otto Renn", Roles: []Role{{Role: "president", Org: "United States", From: "2025-01-20", To: "2029-01-20"}}},
		{ID: "4", Name: "Otto Renn", Roles: []Role{{Role: "representative", Place: "Iowa", From: "2025-01-20", To: "2029-01-20"}}},
	}
	for _, c := range []struct {
		name, gender, date string
		want               string
	}{
		{"Sen. Marrow", "", "2032-05-01", "1"},
		{"Sen. Marrow", "", "2021-05-01", "2"},
		{"Sen. Marrow", "", "2030-05-01", ""}, // both were
		{"Sen. Marrow", "male", "2030-05-01", "2"},
		{"Texas Sen. Marrow", "", "2030-05-01", "1"},
		{"Sen. Marrow", "", "", ""},      // no date, no role
		{"Marrow", "", "2032-05-01", ""}, // a name alone
		{"Ilse Marrow", "", "2032-05-01", "1"},
		{"Ili Marrow", "", "2032", "1"},
		{"Ilse Marrow", "", "2040-05-01", ""},
		{"Former Sen. Ilse Marrow", "", "2040-05-01", "1"},
		{"President Renn", "", "2026-05-01", "3"},
		{"Vice President Renn", "", "2026-05-01", ""},
		{"Bank President Renn", "", "2026-05-01", ""},
		{"Otto Renn", "", "2026-05-01", ""}, // two of the name
		{"Rep. Otto Renn", "", "2026-05-01", "4"},
	} {
		n := ParseName(c.name)
		var seen []Seen
		if n.Title != "" {
			seen = append(seen, SeenIn(n.Title))
		}
		got := ""
		if m, ok := Match(n, seen, c.gender, c.date, entries); ok {
			got = m.Entry.ID
		}
		if got != c.want {
			t.Errorf("%s (%s) on %q is %q, want %q", c.name, c.gender, c.date, got, c.want)
		}
	}
}

// FuzzRead reads anything without harm: every entry has an ID, and its dates are dates.
func FuzzRead(f *testing.F) {
	for _, c := range lists {
		f.Add([]byte(c.data))
	}
	f.Add([]byte{0x1f, 0x8b})
	f.Add([]byte("- a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Read(bytes.NewReader(data), func(e Entry) error {
			if e.ID == "" {
				t.Fatalf("an entry without an ID: %+v", e)
			}
			if _, err := json.Marshal(e); err != nil {
				t.Fatal(err)
			}
			_ = e.LastNames()
			return nil
		})
	})
}
