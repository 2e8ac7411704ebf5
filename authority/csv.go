package authority

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readCSV reads a table with a header: ours (id,name,aliases,role,org,from,to,wikidata, of which id and name must be
// there, and more rows of one id add roles), results of Wikidata's query service, or the CSV of congress-legislators.
func readCSV(l *lineReader, f func(Entry) error) (Format, error) {
	r := csv.NewReader(l.rest())
	r.ReuseRecord, r.FieldsPerRecord, r.LazyQuotes = true, -1, false
	if first := l.read; strings.Count(string(first), "\t") > strings.Count(string(first), ",") {
		r.Comma = '\t'
	} else if strings.Count(string(first), ";") > strings.Count(string(first), ",") {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err != nil {
		return "", fmt.Errorf("%w (%w)", ErrUnknown, err)
	}
	columns := map[string]int{}
	for i, name := range header {
		columns[strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "?")] = i
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if _, ok := columns[n]; !ok {
				return false
			}
		}
		return true
	}
	var format Format
	var one func(get func(string) string, f func(Entry) error) error
	switch {
	case has("item", "itemlabel"):
		format = WikidataQuery
		one = func(get func(string) string, f func(Entry) error) error {
			return queryEntry(func(n string) string { return get(strings.ToLower(n)) }, f)
		}
	case has("last_name", "first_name", "bioguide_id"):
		format, one = Congress, congressRow
	case has("id", "name"):
		format, one = Plain, plainRow
	default:
		return "", ErrUnknown
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return format, nil
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return format, &Error{wrong.Line, wrong.Err}
		}
		if err != nil {
			return format, err
		}
		get := func(name string) string {
			if i, ok := columns[name]; ok && i < len(row) {
				return strings.TrimSpace(strings.Clone(row[i]))
			}
			return ""
		}
		if err := one(get, f); err != nil {
			line, _ := r.FieldPos(0)
			return format, at(line, err)
		}
	}
}

func plainRow(get func(string) string, f func(Entry) error) error {
	e := Entry{ID: get("id"), Kind: get("kind"), Name: get("name"), Wikidata: get("wikidata"), Gender: gender(get("gender")), Born: date(get("born"))}
	if e.Kind == "" {
		e.Kind = "person"
	}
	if e.Name == "" {
		return fmt.Errorf("the entry %q has no name", e.ID)
	}
	for _, n := range splitList(get("aliases")) {
		e.addName(n)
	}
	for _, column := range []string{"from", "to"} {
		if v := get(column); v != "" && date(v) == "" {
			return fmt.Errorf("%s %q is no date: write 2031, 2031-05 or 2031-05-14", column, v)
		}
	}
	if role := get("role"); role != "" {
		e.Roles = append(e.Roles, Role{Role: role, Org: get("org"), Place: get("place"), From: date(get("from")), To: date(get("to"))})
	}
	return give(f, e)
}

// congressRow reads the CSV of congress-legislators, which has the latest term without its dates: a name, no role.
func congressRow(get func(string) string, f func(Entry) error) error {
	p := legislator{ID: get("bioguide_id"), Wikidata: get("wikidata_id"), First: get("first_name"), Middle: get("middle_name"), Last: get("last_name"),
		Suffix: get("suffix"), Nickname: get("nickname"), FullName: get("full_name"), Gender: get("gender"), Born: get("birthday")}
	return p.give(f)
}
