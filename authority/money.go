package authority

import (
	"encoding/json"
	"slices"
)

// money reads FollowTheMoney, as OpenSanctions and Aleph write it: entities with a schema and properties that are lists
// of texts. A person holds a position through an occupancy, a membership or an employment, which are entities too, in
// any order.
type money struct {
	names   map[string]string         // of positions and organisations
	orgs    map[string]string         // of positions
	waiting map[string][]moneyHolding // by the position that is not known yet
	order   []string
}

type moneyHolding struct{ person, role, from, to string }

func newMoney() *money {
	return &money{map[string]string{}, map[string]string{}, map[string][]moneyHolding{}, nil}
}

type moneyEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Caption    string              `json:"caption"`
	Properties map[string][]string `json:"properties"`
}

func (e *moneyEntity) first(keys ...string) string {
	for _, k := range keys {
		if len(e.Properties[k]) > 0 {
			return e.Properties[k][0]
		}
	}
	return ""
}

// entity takes one line.
func (m *money) entity(line []byte, f func(Entry) error) error {
	var e moneyEntity
	if err := json.Unmarshal(line, &e); err != nil {
		return err
	}
	name := e.Caption
	if name == "" {
		name = e.first("name")
	}
	switch e.Schema {
	case "Person", "Organization", "PublicBody", "Company", "LegalEntity":
		if name == "" {
			return nil
		}
		entry := Entry{ID: e.ID, Kind: "organisation", Name: name, Wikidata: e.first("wikidataId")}
		if e.Schema == "Person" {
			entry.Kind = "person"
			entry.Gender, entry.Born = gender(e.first("gender")), date(e.first("birthDate"))
			for _, p := range e.Properties["position"] {
				entry.Roles = append(entry.Roles, Role{Role: p})
			}
		} else {
			m.names[e.ID] = name
		}
		for _, k := range []string{"name", "alias", "weakAlias"} {
			for _, n := range e.Properties[k] {
				entry.addName(n)
			}
		}
		if err := give(f, entry); err != nil {
			return err
		}
		return m.known(e.ID, f)
	case "Position":
		m.names[e.ID], m.orgs[e.ID] = name, e.first("organization")
		return m.known(e.ID, f)
	case "Occupancy":
		return m.holds(e.first("post"), moneyHolding{e.first("holder"), "", date(e.first("startDate")), date(e.first("endDate"))}, f)
	case "Membership":
		return m.holds(e.first("organization"), moneyHolding{e.first("member"), e.first("role"), date(e.first("startDate")), date(e.first("endDate"))}, f)
	case "Employment":
		return m.holds(e.first("employer"), moneyHolding{e.first("employee"), e.first("role"), date(e.first("startDate")), date(e.first("endDate"))}, f)
	case "Directorship":
		return m.holds(e.first("organization"), moneyHolding{e.first("director"), e.first("role"), date(e.first("startDate")), date(e.first("endDate"))}, f)
	}
	return nil
}

// holds gives a person a role in what has this id, now or when its name is known.
func (m *money) holds(post string, h moneyHolding, f func(Entry) error) error {
	if h.person == "" || post == "" {
		return nil
	}
	if m.names[post] == "" {
		if m.waiting[post] == nil {
			m.order = append(m.order, post)
		}
		m.waiting[post] = append(m.waiting[post], h)
		return nil
	}
	r := Role{Role: h.role, Org: m.names[post], From: h.from, To: h.to}
	if org, isPosition := m.orgs[post]; isPosition {
		r.Role, r.Org = m.names[post], m.names[org]
	}
	if r.Role == "" {
		r.Role = "member"
	}
	return give(f, Entry{ID: h.person, Roles: []Role{r}})
}

// known gives out the roles that waited for a name.
func (m *money) known(id string, f func(Entry) error) error {
	list := m.waiting[id]
	delete(m.waiting, id)
	for _, h := range list {
		if err := m.holds(id, h, f); err != nil {
			return err
		}
	}
	return nil
}

// end gives out the roles whose name never came: by what they say themselves.
func (m *money) end(f func(Entry) error) error {
	slices.Sort(m.order)
	for _, post := range m.order {
		for _, h := range m.waiting[post] {
			if h.role == "" {
				continue
			}
			if err := give(f, Entry{ID: h.person, Roles: []Role{{Role: h.role, From: h.from, To: h.to}}}); err != nil {
				return at(0, err)
			}
		}
	}
	return nil
}
