package export

import (
	"net/url"
	"strconv"
	"strings"

	"sayso"
)

// Item is an article to export.
type Item struct {
	Article *sayso.Article
	Record  *sayso.Record
	// Key is the article's key (see sayso.Article.Key).
	Key string
	// Only are the IDs of the statements to export; nil for the whole record. Contacts, roles and disputes go with the
	// statements that they rest on.
	Only map[string]bool
	// People are the numbers of the record's entities across the archive, by their IDs in the record. An entity without
	// one is known in this article alone.
	People map[string]int64

	entities   map[string]*sayso.Entity
	statements map[string]*sayso.Statement
}

// begin makes an item ready to be written: the record is cut to what was asked for, and its parts can be looked up.
func (it *Item) begin() {
	if it.entities != nil {
		return
	}
	if it.Only != nil {
		it.Record = selected(it.Record, it.Only)
	}
	it.entities = make(map[string]*sayso.Entity, len(it.Record.Entities))
	for i := range it.Record.Entities {
		it.entities[it.Record.Entities[i].ID] = &it.Record.Entities[i]
	}
	it.statements = make(map[string]*sayso.Statement, len(it.Record.Statements))
	for i := range it.Record.Statements {
		it.statements[it.Record.Statements[i].ID] = &it.Record.Statements[i]
	}
}

// selected is the record with nothing but the statements asked for and what rests on them.
func selected(r *sayso.Record, only map[string]bool) *sayso.Record {
	cut := *r
	cut.Statements = []sayso.Statement{}
	cut.Contacts, cut.Roles, cut.Disputes = nil, nil, nil
	for _, s := range r.Statements {
		if only[s.ID] {
			cut.Statements = append(cut.Statements, s)
		}
	}
	contacts := map[string]bool{}
	for _, c := range r.Contacts {
		if only[c.SaySo] {
			cut.Contacts = append(cut.Contacts, c)
			contacts[c.ID] = true
		}
	}
	for _, role := range r.Roles {
		if only[role.SaySo] {
			cut.Roles = append(cut.Roles, role)
		}
	}
	for _, d := range r.Disputes {
		whole := true
		for _, ids := range [][]string{d.Asserts, d.Denies} {
			for _, id := range ids {
				whole = whole && only[id]
			}
		}
		for _, id := range d.Contacts {
			whole = whole && contacts[id]
		}
		if whole {
			cut.Disputes = append(cut.Disputes, d)
		}
	}
	return &cut
}

// personID names an entity: its number across the archive, or, for one of this article alone, the article's key with it.
func (it *Item) personID(entity string) string {
	if n := it.People[entity]; n != 0 {
		return strconv.FormatInt(n, 10)
	}
	return it.short() + "-" + entity
}

// statementID names a statement: the article's key and the statement's ID in its record.
func (it *Item) statementID(id string) string { return it.short() + "-" + id }

// short is as much of the key as tells articles apart for people and files.
func (it *Item) short() string { return it.Key[:min(16, len(it.Key))] }

// articleURI, statementURI and personURI are the names of things in linked data.
func (it *Item) articleURI(o Options) string {
	if o.Base != "" {
		return o.Base + "/article/" + it.short()
	}
	return "urn:sayso:article:" + it.short()
}

func (it *Item) statementURI(o Options, id string) string {
	if o.Base != "" {
		return o.Base + "/statement/" + it.short() + "/" + id
	}
	return "urn:sayso:statement:" + it.short() + ":" + id
}

// pageOf is the page where something can be seen that rests on a statement, or on the article's own voice.
func (it *Item) pageOf(o Options, saySo string) string {
	if it.statements[saySo] == nil {
		return it.articleURI(o)
	}
	return it.statementURI(o, saySo)
}

func (it *Item) personURI(o Options, entity string) string {
	n := it.People[entity]
	switch {
	case n == 0 && o.Base != "":
		return o.Base + "/article/" + it.short() + "#" + entity
	case n == 0:
		return "urn:sayso:entity:" + it.short() + ":" + entity
	case o.Base != "":
		return o.Base + "/person/" + strconv.FormatInt(n, 10)
	}
	return "urn:sayso:entity:" + strconv.FormatInt(n, 10)
}

// address is the article's own address where it has one on the web, else the archive's name for it.
func (it *Item) address(o Options) string {
	if isWeb(it.Article.URL) {
		return it.Article.URL
	}
	return it.articleURI(o)
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// language is the code of the article's language, English where none is known: no other is read.
func (it *Item) language() string {
	if it.Article.Language == "" {
		return "en"
	}
	return it.Article.Language
}

// day is the date of publication without the time of day.
func (it *Item) day() string {
	day, _, _ := strings.Cut(it.Article.Published, "T")
	return day
}

// name is the name of an entity of the record.
func (it *Item) name(entity string) string {
	if e := it.entities[entity]; e != nil {
		return e.Name
	}
	return entity
}

// names are the names of entities, in order.
func (it *Item) names(entities []string) []string {
	list := make([]string, len(entities))
	for i, id := range entities {
		list[i] = it.name(id)
	}
	return list
}

// wikidata is the entity's number in Wikidata, "" if it has none.
func wikidata(e *sayso.Entity) string {
	for _, same := range e.SameAs {
		if len(same) > 1 && same[0] == 'Q' && strings.Trim(same[1:], "0123456789") == "" {
			return same
		}
	}
	return ""
}

// step is one link of a chain.
type step struct {
	name, entity string
	// what the link does: speaker, reporter, venue, via or outlet.
	part string
}

// chain is the way of a statement to the page: its speaker, who reports it where it stands within the statements of
// others, where it was said, who relayed it, and the outlet of the article.
func (it *Item) chain(s *sayso.Statement) []step {
	way := []step{{s.Speaker.Who(), s.Speaker.Entity, "speaker"}}
	add := func(next step) {
		for _, known := range way {
			if strings.EqualFold(bare(known.name), bare(next.name)) {
				return
			}
		}
		if next.name != "" {
			way = append(way, next)
		}
	}
	for at, depth := s, 0; at != nil && depth < 8; depth++ {
		if at != s {
			add(step{at.Speaker.Who(), at.Speaker.Entity, "reporter"})
		}
		if at.Venue != nil {
			add(step{name: at.Venue.Outlet, part: "venue"})
		}
		for _, p := range at.Via {
			add(step{p.Name, p.Entity, "via"})
		}
		at = it.statements[at.Within]
	}
	add(step{name: it.Article.Outlet, part: "outlet"})
	return way
}

// bare is a name without its article.
func bare(name string) string {
	if len(name) > 4 && strings.EqualFold(name[:4], "the ") {
		return name[4:]
	}
	return name
}

// chainText writes a chain in a line: "Stell → Channel Nine → The Breck Herald".
func (it *Item) chainText(s *sayso.Statement) string {
	var names []string
	for _, step := range it.chain(s) {
		names = append(names, step.name)
	}
	return strings.Join(names, " → ")
}

// saySo names on whose say-so a contact or role rests.
func (it *Item) saySo(id string) string {
	if s := it.statements[id]; s != nil {
		return s.Speaker.Who()
	}
	if it.Article.Outlet != "" {
		return it.Article.Outlet
	}
	return "the article"
}
