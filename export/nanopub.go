package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"sayso"
)

// nanopub writes a nanopublication for every statement: what was said, on whose say-so, and who recorded it, in four named
// graphs. Its name holds the hash of its content, so that a corrected statement is another publication.
type nanopub struct {
	out     *bufio.Writer
	options Options
	begun   bool
}

func newNanopub(w io.Writer, o Options) (Writer, error) {
	return &nanopub{out: bufio.NewWriter(w), options: o}, nil
}

func (n *nanopub) Write(it *Item) error {
	it.begin()
	if !n.begun {
		n.begun = true
		if _, err := n.out.WriteString(prefixes); err != nil {
			return err
		}
	}
	for i := range it.Record.Statements {
		if _, err := n.out.WriteString(n.publication(it, &it.Record.Statements[i])); err != nil {
			return err
		}
	}
	return nil
}

func (n *nanopub) publication(it *Item, s *sayso.Statement) string {
	agents := &prov{options: n.options}
	statement := iri(it.statementURI(n.options, s.ID))
	article := iri(it.address(n.options))
	chain := it.chain(s)

	var assertion, provenance strings.Builder
	x := describe(&assertion, statement, "sayso:Statement")
	x.add("schema:text", inLanguage(s.Content.Of(it.Article.Text), it.language()))
	x.add("sayso:kind", literal(string(s.Kind)))
	x.add("sayso:mode", literal(string(s.Mode)))
	if s.Denial {
		x.add("sayso:denial", "true")
	}
	if s.Negated {
		x.add("sayso:negated", "true")
	}
	x.add("sayso:speaker", agents.agent(it, chain[0].name, chain[0].entity))
	for _, p := range s.Addressee {
		x.add("sayso:addressee", agents.agent(it, p.Name, p.Entity))
	}
	x.end()
	speakerOf := describe(&assertion, agents.agent(it, chain[0].name, chain[0].entity), "prov:Agent")
	speakerOf.add("schema:name", literal(chain[0].name))
	speakerOf.end()

	digest := sha256.Sum256([]byte(article + assertion.String() + it.chainText(s)))
	uri := "urn:sayso:np:" + hex.EncodeToString(digest[:16])
	graph := func(name string) string { return iri(uri + "#" + name) }

	fmt.Fprintf(&provenance, "%s prov:wasDerivedFrom %s", graph("assertion"), article)
	if s.Kind != sayso.Indirect {
		fmt.Fprintf(&provenance, " ;\n    prov:wasQuotedFrom %s", article)
	}
	for _, step := range chain {
		fmt.Fprintf(&provenance, " ;\n    prov:wasAttributedTo %s", agents.agent(it, step.name, step.entity))
	}
	fmt.Fprintf(&provenance, " ;\n    sayso:chain %s .\n", literal(it.chainText(s)))
	a := describe(&provenance, article, "schema:NewsArticle")
	a.add("schema:headline", literalIf(it.Article.Title))
	a.add("schema:datePublished", date(it.Article.Published))
	a.end()

	var b strings.Builder
	fmt.Fprintf(&b, "%s {\n%s a np:Nanopublication ;\n    np:hasAssertion %s ;\n    np:hasProvenance %s ;\n    np:hasPublicationInfo %s .\n}\n",
		graph("head"), iri(uri), graph("assertion"), graph("provenance"), graph("pubinfo"))
	fmt.Fprintf(&b, "%s {\n%s}\n", graph("assertion"), assertion.String())
	fmt.Fprintf(&b, "%s {\n%s}\n", graph("provenance"), provenance.String())
	fmt.Fprintf(&b, "%s {\n%s prov:wasAttributedTo %s ;\n    sayso:confidence %.4f .\n%s a prov:SoftwareAgent ;\n    schema:name %s .\n}\n\n",
		graph("pubinfo"), iri(uri), iri("urn:sayso:version:"+n.options.Version), s.Confidence,
		iri("urn:sayso:version:"+n.options.Version), literal("sayso "+n.options.Version))
	return b.String()
}

func (n *nanopub) Close() error { return n.out.Flush() }
