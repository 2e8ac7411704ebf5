package export

import (
	"crypto/sha1"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"sayso"
)

// ftm writes FollowTheMoney entities (model of version 4). The model has no statement: it becomes a Note that tells the
// words, is tied to its speaker and those it is about, and names the chain; a Documentation says that the article quotes
// it. A contact is an Event, and an UnknownLink for each pair, whose status tells whether it was reported, denied or
// planned; each has its article as proof and somebody's say-so in its summary.
type ftm struct {
	out     jsonStream
	options Options
	// seen are the entities written, each once for every set of names.
	seen map[[sha1.Size]byte]bool
}

func newFTM(w io.Writer, o Options) (Writer, error) {
	return &ftm{newJSONLines(w), o, map[[sha1.Size]byte]bool{}}, nil
}

// ftmEntity is an entity of FollowTheMoney: every property is a list of strings.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func entityOf(schema, id string) ftmEntity {
	return ftmEntity{"sayso-" + id, schema, map[string][]string{}}
}

// set adds values that are not empty.
func (e *ftmEntity) set(property string, values ...string) {
	for _, v := range values {
		if v != "" {
			e.Properties[property] = appendNew(e.Properties[property], v)
		}
	}
}

func (f *ftm) Write(it *Item) error {
	it.begin()
	article := f.article(it)
	if err := f.out.value(article); err != nil {
		return err
	}
	for i := range it.Record.Entities {
		if err := f.party(it, &it.Record.Entities[i], article.ID); err != nil {
			return err
		}
	}
	for _, part := range []func(*Item, string) error{f.statements, f.contacts, f.roles} {
		if err := part(it, article.ID); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftm) article(it *Item) ftmEntity {
	a := it.Article
	e := entityOf("Article", it.short())
	e.set("fileName", it.short()+".txt")
	e.set("title", a.Title)
	e.set("name", a.Title)
	e.set("author", a.Author)
	e.set("publishedAt", ftmDate(a.Published))
	e.set("language", ftmLanguage(it.language()))
	e.set("sourceUrl", web(a.URL))
	e.set("publisher", a.Outlet)
	e.set("bodyText", a.Text)
	e.set("mimeType", "text/plain")
	sum := sha1.Sum([]byte(a.Text))
	e.set("contentHash", hex.EncodeToString(sum[:]))
	return e
}

// proof says in which article something stands.
func (f *ftm) proof(it *Item, e *ftmEntity, article, at string) {
	e.set("proof", article)
	e.set("sourceUrl", web(it.Article.URL))
	if f.options.Base != "" {
		e.set("sourceUrl", it.pageOf(f.options, at))
	}
	e.set("publisher", it.Article.Outlet)
}

// party writes an entity of the record and its mention.
func (f *ftm) party(it *Item, p *sayso.Entity, article string) error {
	schema := ""
	switch p.Type {
	case sayso.Person:
		schema = "Person"
	case sayso.Organisation, sayso.Place:
		// Places speak and meet as governments do: "Washington denied it".
		schema = "Organization"
	case sayso.Unnamed:
		schema = "LegalEntity"
	}
	e := entityOf(schema, it.personID(p.ID))
	e.set("name", p.Name)
	for _, name := range p.Names {
		if name != p.Name {
			property := "alias"
			if !strings.Contains(name, " ") {
				property = "weakAlias"
			}
			e.set(property, name)
		}
	}
	e.set("wikidataId", wikidata(p))
	if p.Type == sayso.Person {
		e.set("gender", p.Gender)
	}
	if p.Type == sayso.Unnamed && p.Of != "" {
		e.set("parent", "sayso-"+it.personID(p.Of))
	}
	for i := range it.Record.Roles {
		if r := &it.Record.Roles[i]; r.Person == p.ID && p.Type == sayso.Person {
			e.set("position", strings.TrimSpace(r.Role+" "+map[bool]string{true: "(former)"}[r.Former]))
		}
	}
	if err := f.once(e); err != nil {
		return err
	}
	if p.Type == sayso.Unnamed {
		return nil
	}
	m := entityOf("Mention", it.short()+"-m-"+p.ID)
	m.set("document", article)
	m.set("name", p.Name)
	m.set("resolved", e.ID)
	m.set("detectedSchema", schema)
	return f.out.value(m)
}

// once writes an entity if it has something new.
func (f *ftm) once(e ftmEntity) error {
	data, err := encode(e)
	if err != nil {
		return err
	}
	key := sha1.Sum(data)
	if f.seen[key] {
		return nil
	}
	f.seen[key] = true
	return f.out.value(e)
}

func (f *ftm) statements(it *Item, article string) error {
	text := it.Article.Text
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		id := it.statementID(s.ID)
		n := entityOf("Note", id)
		n.set("name", cut(s.Speaker.Who()+": "+s.Content.Of(text), 80))
		n.set("description", s.Content.Of(text))
		n.set("summary", it.chainText(s))
		n.set("keywords", string(s.Mode), string(s.Kind))
		for _, flag := range []struct {
			on   bool
			word string
		}{{s.Denial, "denial"}, {s.Negated, "negated"}, {s.Omission, "omission"}, {s.Hypothetical, "hypothetical"}} {
			if flag.on {
				n.set("keywords", flag.word)
			}
		}
		if s.Speaker.Entity != "" {
			n.set("entity", "sayso-"+it.personID(s.Speaker.Entity))
		}
		for _, about := range s.About {
			n.set("entity", "sayso-"+it.personID(about))
		}
		f.proof(it, &n, article, s.ID)
		if err := f.out.value(n); err != nil {
			return err
		}
		d := entityOf("Documentation", id+"-doc")
		d.set("document", article)
		d.set("entity", n.ID)
		d.set("role", map[sayso.Kind]string{sayso.Direct: "quotes", sayso.Mixed: "quotes in part", sayso.Indirect: "paraphrases"}[s.Kind])
		d.set("date", ftmDate(s.SaidOn))
		f.proof(it, &d, article, s.ID)
		if err := f.out.value(d); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftm) contacts(it *Item, article string) error {
	for i := range it.Record.Contacts {
		c := &it.Record.Contacts[i]
		one, other := sides(c)
		status := c.Status()
		by := "according to " + it.saySo(c.SaySo)
		e := entityOf("Event", it.statementID(c.ID))
		e.set("name", strings.Join(it.names(one), ", ")+" – "+strings.Join(it.names(other), ", ")+": "+c.Verb+" ("+status+", "+by+")")
		for _, id := range append(append([]string{}, one...), other...) {
			e.set("involved", "sayso-"+it.personID(id))
		}
		e.set("summary", "“"+c.Span.Of(it.Article.Text)+"”, "+by)
		e.set("keywords", status, c.Verb)
		e.set("date", ftmDate(c.When))
		e.set("location", c.Where)
		f.proof(it, &e, article, anchor(c))
		if err := f.out.value(e); err != nil {
			return err
		}
		for _, a := range one {
			for _, b := range other {
				l := entityOf("UnknownLink", it.statementID(c.ID)+"-"+it.personID(a)+"-"+it.personID(b))
				l.set("subject", "sayso-"+it.personID(a))
				l.set("object", "sayso-"+it.personID(b))
				l.set("role", c.Verb+", "+by)
				l.set("status", status)
				l.set("date", ftmDate(c.When))
				f.proof(it, &l, article, anchor(c))
				if err := f.out.value(l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// anchor is the statement on which a contact rests, else the contact itself.
func anchor(c *sayso.Contact) string {
	if c.SaySo != "" && c.SaySo != sayso.SaySoArticle {
		return c.SaySo
	}
	return c.ID
}

func (f *ftm) roles(it *Item, article string) error {
	for i := range it.Record.Roles {
		r := &it.Record.Roles[i]
		holder := it.entities[r.Person]
		if holder == nil || holder.Type != sayso.Person {
			continue
		}
		name := r.Role
		if r.Org != "" {
			name += ", " + it.name(r.Org)
		}
		sum := sha1.Sum([]byte(strings.ToLower(name)))
		p := entityOf("Position", "post-"+hex.EncodeToString(sum[:8]))
		p.set("name", name)
		if org := it.entities[r.Org]; org != nil && (org.Type == sayso.Organisation || org.Type == sayso.Place) {
			p.set("organization", "sayso-"+it.personID(r.Org))
		}
		if err := f.once(p); err != nil {
			return err
		}
		o := entityOf("Occupancy", it.statementID("r")+strconv.Itoa(i+1))
		o.set("holder", "sayso-"+it.personID(r.Person))
		o.set("post", p.ID)
		o.set("startDate", ftmDate(r.From))
		o.set("endDate", ftmDate(r.Until))
		o.set("date", ftmDate(r.ChangedOn))
		if r.Former {
			o.set("status", "former")
		}
		o.set("summary", strings.TrimSpace(string(r.Change)+" “"+r.Span.Of(it.Article.Text)+"”, according to "+it.saySo(r.SaySo)))
		f.proof(it, &o, article, r.SaySo)
		if err := f.out.value(o); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftm) Close() error {
	if !f.out.begun {
		return f.out.out.Flush()
	}
	return f.out.close()
}

// ftmDate is a date as FollowTheMoney has it: partial ones are allowed, words are not.
func ftmDate(s string) string {
	if len(s) < 4 || strings.Trim(s[:4], "0123456789") != "" {
		return ""
	}
	day, _, _ := strings.Cut(s, "T")
	if len(day) > 10 || strings.Trim(day, "0123456789-") != "" {
		return ""
	}
	return s
}

// ftmLanguage is the code of three letters for the few languages that articles here are in; English is the one that is read.
func ftmLanguage(code string) string {
	return map[string]string{"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "ru": "rus",
		"uk": "ukr", "pl": "pol", "ar": "ara", "zh": "zho", "tr": "tur", "sv": "swe"}[code]
}

// web is an address where it is one of the web.
func web(address string) string {
	if isWeb(address) {
		return address
	}
	return ""
}

// cut shortens a text to n bytes at a blank.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + "…"
}
