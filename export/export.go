// Package export writes articles with their records in the formats that other tools take: tables, graphs, corpora,
// linked data, citations. [Formats] lists them, [New] makes a writer of one.
//
// Everything streams: what a writer holds in memory is at most one article and, where a format wants everybody once, the
// names of people. What must come later in a file than it is known is kept in a temporary file until then. Nothing is
// capped, and every row, node or annotation carries the ids by which its statement is found again in the archive.
//
// The record's spans are bytes. Formats that count characters get Unicode code points, and those made for browsers UTF-16
// units; see offsets.go.
package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Options say how to write.
type Options struct {
	// Base is where the archive's pages are served: "https://desk.example". Statements and people then have their
	// pages for addresses; else they are named by URN.
	Base string
	// Version is that of the program, for formats that tell who made them.
	Version string
	// PositionsOnly leaves the words of texts out of annotations: a quotation selector copies text, which may not be
	// one's to hand on.
	PositionsOnly bool
}

// Writer writes one article after the other.
type Writer interface {
	// Write writes an article with its record.
	Write(*Item) error
	// Close writes what is still held back; it must be called at the end. It does not close the writer beneath.
	Close() error
}

// Format is a format to export to.
type Format struct {
	Name string
	// About says in a line what it is and which tools take it.
	About string
	// Extension is that of its file, MIME the type it is served as.
	Extension, MIME string

	make func(io.Writer, Options) (Writer, error)
}

// Formats lists the formats, in the order in which they are shown.
func Formats() []Format {
	return []Format{
		{"jsonl", "records as sayso keeps them, one article a line", "jsonl", "application/x-ndjson", newLines},
		{"csv", "statements, contacts, people, roles and disputes as tables", "zip", "application/zip", newCSV},
		{"xlsx", "the same tables as sheets of one workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", newWorkbook},
		{"ftm", "FollowTheMoney entities, one a line: Aleph, OpenAleph, yente", "ftm.json", "application/x-ndjson", newFTM},
		{"webannotation", "W3C Web Annotations, one for each part of a statement", "jsonld", "application/ld+json", newAnnotations},
		{"hypothesis", "annotations in the shape that Hypothesis takes", "json", "application/json", newHypothesis},
		{"jsonld", "schema.org: articles, quotations and claims", "jsonld", "application/ld+json", newSchemaOrg},
		{"prov", "W3C PROV-O: who said what through whom, as Turtle", "ttl", "text/turtle", newPROV},
		{"nanopub", "nanopublications, one a statement, as TriG", "trig", "application/trig", newNanopub},
		{"brat", "brat standoff: texts and annotations, for brat and INCEpTION", "zip", "application/zip", newBrat},
		{"citron", "JSON of BBC Citron, one file an article", "zip", "application/zip", newCitron},
		{"quotebank", "quotations with their speakers, as Quotebank has them", "jsonl", "application/x-ndjson", newQuotebank},
		{"gqg", "quotations of an article with the words around them, as GDELT's GQG has them", "jsonl", "application/x-ndjson", newGQG},
		{"tei", "TEI P5 with said, who and toWhom", "xml", "application/tei+xml", newTEI},
		{"gexf", "who is in contact with whom and who quotes whom: Gephi", "gexf", "application/gexf+xml", newGEXF},
		{"graphml", "the same network: yEd, Cytoscape, NetworkX, igraph", "graphml", "application/graphml+xml", newGraphML},
		{"bibtex", "citations of the articles, a statement each, for BibTeX, biblatex and JabRef", "bib", "application/x-bibtex", newBibTeX},
		{"csl", "the same as CSL-JSON: Zotero, pandoc", "json", "application/vnd.citationstyles.csl+json", newCSL},
		{"ris", "the same as RIS: EndNote, Mendeley, Zotero", "ris", "application/x-research-info-systems", newRIS},
	}
}

// Names are the names of the formats.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Lookup returns the format of a name.
func Lookup(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("there is no format %q to export to: use one of %s", name, strings.Join(Names(), ", "))
	}
	return formats[i], nil
}

// New returns a writer of this format.
func (f Format) New(w io.Writer, o Options) (Writer, error) {
	o.Base = strings.TrimRight(o.Base, "/")
	if o.Version == "" {
		o.Version = "unknown"
	}
	return f.make(w, o)
}
