package rules

import (
	"sayso"
	"sayso/english"
)

func (r *Reader) circumstances(record *sayso.Record) {}

// kind tells how the words of a content are given: see sayso.Kind. Punctuation between the quotation and the end of
// the content does not count.
func (r *Reader) kind(content []tokens) sayso.Kind {
	any, all := false, len(content) > 0
	for _, t := range content {
		i := t.first
		for i < t.end {
			if n := r.quoteAt[i]; n >= 0 {
				any = true
				i = max(r.quotations[n].end, i+1)
				continue
			}
			if !r.loose(i) && r.doc.Tokens[i].Kind != english.Quote {
				all = false
			}
			i++
		}
	}
	switch {
	case all && any:
		return sayso.Direct
	case any:
		return sayso.Mixed
	}
	return sayso.Indirect
}

func (r *Reader) deniesAnAttempt(content []tokens) bool { return false }
func (r *Reader) resolveSpeakers(record *sayso.Record)  {}
func (r *Reader) findRoles(record *sayso.Record)        {}
func (r *Reader) findContacts(record *sayso.Record)     {}
func (r *Reader) findDisputes(record *sayso.Record)     {}

type cast struct{}

func (c *cast) gather(r *Reader)                  {}
func (c *cast) entities(r *Reader) []sayso.Entity { return nil }
