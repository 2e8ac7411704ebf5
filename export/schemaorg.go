package export

import (
	"bufio"
	"io"

	"sayso"
)

// schemaOrg writes JSON-LD in the terms of schema.org: what is quoted is a Quotation, what is told in the article's words
// a Claim. It never writes a ClaimReview, which is a verdict.
type schemaOrg struct {
	out     jsonStream
	options Options
}

func newSchemaOrg(w io.Writer, o Options) (Writer, error) {
	return &schemaOrg{jsonStream{out: bufio.NewWriter(w),
		before:  `{"@context":{"@vocab":"http://schema.org/","denies":{"@id":"urn:sayso:denies","@type":"@id"}},"@graph":[` + "\n",
		between: ",\n", after: "\n]}\n"}, o}, nil
}

// ref points to another thing.
type ref struct {
	ID string `json:"@id"`
}

type schemaThing struct {
	ID   string `json:"@id,omitempty"`
	Type string `json:"@type"`
	Name string `json:"name,omitempty"`
	// Of people.
	AlternateName []string `json:"alternateName,omitempty"`
	SameAs        []string `json:"sameAs,omitempty"`
	Gender        string   `json:"gender,omitempty"`
	// Of articles.
	Headline      string       `json:"headline,omitempty"`
	URL           string       `json:"url,omitempty"`
	DatePublished string       `json:"datePublished,omitempty"`
	Publisher     *schemaThing `json:"publisher,omitempty"`
	// Of statements.
	Text              string        `json:"text,omitempty"`
	Author            *schemaThing  `json:"author,omitempty"`
	Creator           any           `json:"creator,omitempty"`
	SpokenByCharacter any           `json:"spokenByCharacter,omitempty"`
	InLanguage        string        `json:"inLanguage,omitempty"`
	IsPartOf          *ref          `json:"isPartOf,omitempty"`
	Appearance        *ref          `json:"appearance,omitempty"`
	IsBasedOn         []schemaThing `json:"isBasedOn,omitempty"`
	About             []ref         `json:"about,omitempty"`
	DateCreated       string        `json:"dateCreated,omitempty"`
	Denies            []ref         `json:"denies,omitempty"`
}

// schemaType is what an entity is in schema.org.
func schemaType(t sayso.EntityType) string {
	return map[sayso.EntityType]string{sayso.Person: "Person", sayso.Organisation: "Organization", sayso.Place: "Place"}[t]
}

func (x *schemaOrg) Write(it *Item) error {
	it.begin()
	a := it.Article
	article := ref{it.address(x.options)}
	thing := schemaThing{ID: article.ID, Type: "NewsArticle", Headline: a.Title, URL: web(a.URL), DatePublished: a.Published, InLanguage: it.language()}
	if a.Outlet != "" {
		thing.Publisher = &schemaThing{Type: "NewsMediaOrganization", Name: a.Outlet}
	}
	if a.Author != "" {
		thing.Author = &schemaThing{Type: "Person", Name: a.Author}
	}
	if err := x.out.value(thing); err != nil {
		return err
	}
	for i := range it.Record.Entities {
		if err := x.entity(it, &it.Record.Entities[i]); err != nil {
			return err
		}
	}
	denied := map[string][]ref{}
	for _, d := range it.Record.Disputes {
		for _, s := range d.Denies {
			for _, other := range d.Asserts {
				denied[s] = append(denied[s], ref{it.statementURI(x.options, other)})
			}
		}
	}
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		t := schemaThing{ID: it.statementURI(x.options, s.ID), Type: "Quotation", Text: s.Content.Of(a.Text), InLanguage: it.language(),
			DateCreated: s.SaidOn, Denies: denied[s.ID]}
		var who any
		if e := it.entities[s.Speaker.Entity]; e != nil && schemaType(e.Type) != "" {
			who = ref{it.personURI(x.options, e.ID)}
		} else if s.Speaker.Name != "" {
			who = s.Speaker.Name // "two officials": nobody knows whether persons or an organisation
		}
		if t.Creator = who; s.Kind == sayso.Indirect {
			t.Type, t.Appearance = "Claim", &article
		} else {
			t.SpokenByCharacter, t.IsPartOf = who, &article
		}
		for _, step := range it.chain(s)[1:] {
			if step.part != "outlet" {
				t.IsBasedOn = append(t.IsBasedOn, schemaThing{Type: "CreativeWork", Name: step.name})
			}
		}
		for _, about := range s.About {
			if e := it.entities[about]; e != nil && schemaType(e.Type) != "" {
				t.About = append(t.About, ref{it.personURI(x.options, about)})
			}
		}
		if err := x.out.value(t); err != nil {
			return err
		}
	}
	return nil
}

// entity writes a person, organisation or place; unnamed people have no name of their own to be found under.
func (x *schemaOrg) entity(it *Item, e *sayso.Entity) error {
	kind := schemaType(e.Type)
	if kind == "" {
		return nil
	}
	t := schemaThing{ID: it.personURI(x.options, e.ID), Type: kind, Name: e.Name}
	for _, name := range e.Names {
		if name != e.Name {
			t.AlternateName = append(t.AlternateName, name)
		}
	}
	if q := wikidata(e); q != "" {
		t.SameAs = []string{"http://www.wikidata.org/entity/" + q}
	}
	if e.Type == sayso.Person {
		t.Gender = e.Gender
	}
	return x.out.value(t)
}

func (x *schemaOrg) Close() error { return x.out.close() }
