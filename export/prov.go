package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"sayso"
)

// prov writes the provenance of statements in the terms of W3C's PROV-O. A statement is an entity, attributed to its
// speaker. Where it is quoted it was quoted from what the speaker said, else derived from it; each that relayed it is a
// revision of the same words with an agent of its own, so that the chain can be followed link by link.
type prov struct {
	out     *bufio.Writer
	options Options
	begun   bool
}

func newPROV(w io.Writer, o Options) (Writer, error) {
	return &prov{out: bufio.NewWriter(w), options: o}, nil
}

func (p *prov) Write(it *Item) error {
	it.begin()
	var b strings.Builder
	run := iri("urn:sayso:version:" + p.options.Version)
	if !p.begun {
		b.WriteString(prefixes)
		s := describe(&b, run, "prov:SoftwareAgent")
		s.add("schema:name", literal("sayso "+p.options.Version))
		s.end()
		p.begun = true
	}
	article := iri(it.address(p.options))
	a := describe(&b, article, "prov:Entity, schema:NewsArticle")
	a.add("schema:headline", literalIf(it.Article.Title))
	a.add("schema:datePublished", date(it.Article.Published))
	if it.Article.Outlet != "" {
		outlet := p.agent(it, it.Article.Outlet, "")
		a.add("prov:wasAttributedTo", outlet)
		a.end()
		o := describe(&b, outlet, "prov:Agent, prov:Organization")
		o.add("schema:name", literal(it.Article.Outlet))
		o.end()
	} else {
		a.end()
	}
	for i := range it.Record.Entities {
		e := &it.Record.Entities[i]
		kind := map[sayso.EntityType]string{sayso.Person: "prov:Agent, prov:Person", sayso.Organisation: "prov:Agent, prov:Organization"}[e.Type]
		if kind == "" {
			kind = "prov:Agent"
		}
		s := describe(&b, iri(it.personURI(p.options, e.ID)), kind)
		s.add("schema:name", literal(e.Name))
		if q := wikidata(e); q != "" {
			s.add("schema:sameAs", iri("http://www.wikidata.org/entity/"+q))
		}
		s.end()
	}
	for i := range it.Record.Statements {
		p.statement(&b, it, &it.Record.Statements[i], article, run)
	}
	p.disputes(&b, it)
	_, err := p.out.WriteString(b.String())
	return err
}

// statement writes a statement with its chain.
func (p *prov) statement(b *strings.Builder, it *Item, s *sayso.Statement, article, run string) {
	uri := it.statementURI(p.options, s.ID)
	x := describe(b, iri(uri), "prov:Entity, sayso:Statement")
	x.add("prov:value", inLanguage(s.Content.Of(it.Article.Text), it.language()))
	x.add("sayso:kind", literal(string(s.Kind)))
	x.add("sayso:mode", literal(string(s.Mode)))
	for _, flag := range []struct {
		on   bool
		name string
	}{{s.Denial, "sayso:denial"}, {s.Negated, "sayso:negated"}, {s.Omission, "sayso:omission"}, {s.Hypothetical, "sayso:hypothetical"}} {
		if flag.on {
			x.add(flag.name, "true")
		}
	}
	x.add("sayso:confidence", fmt.Sprintf("%.4f", s.Confidence))
	x.add("prov:wasDerivedFrom", article)
	if s.Kind != sayso.Indirect {
		x.add("prov:wasQuotedFrom", article)
	}
	chain := it.chain(s)
	x.add("prov:wasAttributedTo", p.agent(it, chain[0].name, chain[0].entity))
	for _, party := range s.Addressee {
		x.add("sayso:addressee", p.agent(it, party.Name, party.Entity))
	}
	x.add("sayso:saidOn", date(s.SaidOn))
	if outer := it.statements[s.Within]; outer != nil {
		x.add("sayso:within", iri(it.statementURI(p.options, outer.ID)))
	}
	// The links between the speaker and the article: each is what one of them published, and rests on the one before.
	link := ""
	var links strings.Builder
	for i, step := range chain[1:] {
		if step.part == "outlet" {
			continue
		}
		id := iri(fmt.Sprintf("%s#link%d", uri, i+1))
		l := describe(&links, id, "prov:Entity, sayso:Link")
		l.add("prov:wasAttributedTo", p.agent(it, step.name, step.entity))
		l.add("sayso:part", literal(step.part))
		l.add("schema:name", literal(step.name))
		l.add("prov:wasDerivedFrom", link)
		l.end()
		if link == "" {
			x.add("prov:hadPrimarySource", id)
		}
		link = id
	}
	if link != "" {
		x.add("prov:wasDerivedFrom", link)
	}
	x.add("prov:wasGeneratedBy", iri(uri+"#reading"))
	x.end()
	b.WriteString(links.String())
	r := describe(b, iri(uri+"#reading"), "prov:Activity")
	r.add("prov:used", article)
	r.add("prov:wasAssociatedWith", run)
	r.end()
}

func (p *prov) disputes(b *strings.Builder, it *Item) {
	for _, d := range it.Record.Disputes {
		for _, no := range d.Denies {
			for _, yes := range d.Asserts {
				fmt.Fprintf(b, "%s sayso:denies %s .\n", iri(it.statementURI(p.options, no)), iri(it.statementURI(p.options, yes)))
			}
		}
	}
}

// agent names somebody: an entity of the record, or, where there is none, a name.
func (p *prov) agent(it *Item, name, entity string) string {
	if it.entities[entity] != nil {
		return iri(it.personURI(p.options, entity))
	}
	return iri("urn:sayso:name:" + strings.ToLower(strings.ReplaceAll(bare(name), " ", "-")))
}

func literalIf(s string) string {
	if s == "" {
		return ""
	}
	return literal(s)
}

func (p *prov) Close() error { return p.out.Flush() }
