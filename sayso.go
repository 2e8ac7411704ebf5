// Package sayso holds the words of the project: the article that is read and the record that is kept of it.
//
// News is attributed claims. sayso reads an article and keeps who said what, to whom, through which outlet, about
// whom and when; each on somebody's say-so, never as bare fact. The types here are that record; they import nothing
// of the project, and every other package speaks in them:
//
//   - an [Article] is one text with its title, outlet, author, date and address;
//   - a [Record] is what one reading of it found: its [Statement]s, [Contact]s, [Role]s, the [Entity]s they are
//     about, and the [Dispute]s between statements;
//   - a [Reader] turns the one into the other.
//
// Most programs need no more than [New] and [Sayso.Read], with the reading imported for its weights:
//
//	import (
//		"sayso"
//		_ "sayso/reading"
//	)
//
//	record, err := sayso.New().Read(sayso.Article{Text: text})
//
// Package intake makes articles of files, archive keeps them and finds statements again, export writes records for other
// tools.
//
// Every position is a [Span]: byte offsets into the article's UTF-8 text, start inclusive, end exclusive, always on
// character boundaries. A record marshals to the JSON that `sayso read --format jsonl` prints; fields may be added to
// it in later versions, never renamed or given another meaning.
package sayso

// Reader reads articles. A reading is a pure function of the article: the same article gives the same record, on any
// machine and beside any number of other readings. Read never fails: a text in which nothing is said, or that is not
// even prose, gives a record without statements.
//
// A Reader keeps scratch memory between articles and so belongs to one goroutine at a time.
type Reader interface {
	Read(*Article) *Record
}
