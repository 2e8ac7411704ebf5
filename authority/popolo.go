package authority

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// popolo is a file of Popolo: persons, organizations, posts and memberships side by side.
type popolo struct {
	Persons []struct {
		ID         string `json:"id"`
		Name       string `json:"name"`
		Gender     string `json:"gender"`
		BirthDate  string `json:"birth_date"`
		OtherNames []struct {
			Name string `json:"name"`
			Lang string `json:"lang"`
		} `json:"other_names"`
		Identifiers []struct {
			Scheme     string `json:"scheme"`
			Identifier string `json:"identifier"`
		} `json:"identifiers"`
	} `json:"persons"`
	Organizations []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"organizations"`
	Posts []struct {
		ID    string `json:"id"`
		Label string `json:"label"`
		Role  string `json:"role"`
	} `json:"posts"`
	Events []struct {
		ID        string `json:"id"`
		StartDate string `json:"start_date"`
		EndDate   string `json:"end_date"`
	} `json:"events"`
	Memberships []struct {
		PersonID       string `json:"person_id"`
		OrganizationID string `json:"organization_id"`
		PostID         string `json:"post_id"`
		Role           string `json:"role"`
		StartDate      string `json:"start_date"`
		EndDate        string `json:"end_date"`
		Period         string `json:"legislative_period_id"`
	} `json:"memberships"`
}

// readPopolo reads a file of Popolo, whole.
func readPopolo(r io.Reader, f func(Entry) error) error {
	var p popolo
	counted := &lineCounter{}
	d := json.NewDecoder(io.TeeReader(r, counted))
	if err := d.Decode(&p); err != nil {
		return &Error{counted.until(d.InputOffset()), err}
	}
	if len(p.Persons) == 0 {
		return fmt.Errorf("%w: the object has no persons", ErrUnknown)
	}
	for _, person := range p.Persons {
		e := Entry{ID: person.ID, Kind: "person", Name: person.Name, Gender: gender(person.Gender), Born: date(person.BirthDate)}
		for _, n := range person.OtherNames {
			if n.Lang == "" || n.Lang == "en" || n.Lang == "multi" {
				e.addName(n.Name)
			}
		}
		for _, id := range person.Identifiers {
			if strings.EqualFold(id.Scheme, "wikidata") {
				e.Wikidata = id.Identifier
			}
		}
		if e.Name == "" {
			return fmt.Errorf("person %q has no name", e.ID)
		}
		if err := give(f, e); err != nil {
			return popoloError(err)
		}
	}
	orgs, posts, from, to := map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}
	for _, o := range p.Organizations {
		orgs[o.ID] = o.Name
	}
	for _, post := range p.Posts {
		posts[post.ID] = post.Role
		if post.Role == "" {
			posts[post.ID] = post.Label
		}
	}
	for _, e := range p.Events {
		from[e.ID], to[e.ID] = date(e.StartDate), date(e.EndDate)
	}
	for _, m := range p.Memberships {
		role := Role{Role: m.Role, Org: orgs[m.OrganizationID], From: date(m.StartDate), To: date(m.EndDate)}
		if role.Role == "" {
			role.Role = posts[m.PostID]
		}
		if role.Role == "" {
			role.Role = "member"
		}
		if role.From == "" {
			role.From = from[m.Period]
		}
		if role.To == "" {
			role.To = to[m.Period]
		}
		if m.PersonID == "" {
			continue
		}
		if err := give(f, Entry{ID: m.PersonID, Roles: []Role{role}}); err != nil {
			return popoloError(err)
		}
	}
	return nil
}

func popoloError(err error) error {
	if own, ok := err.(callError); ok {
		return own.error
	}
	return err
}

// lineCounter remembers where lines end.
type lineCounter struct {
	at   int64
	ends []int64
}

func (c *lineCounter) Write(p []byte) (int, error) {
	for i, b := range p {
		if b == '\n' {
			c.ends = append(c.ends, c.at+int64(i))
		}
	}
	c.at += int64(len(p))
	return len(p), nil
}

// until is the line that an offset is in.
func (c *lineCounter) until(offset int64) int {
	line := 1
	for _, end := range c.ends {
		if end >= offset {
			break
		}
		line++
	}
	return line
}
