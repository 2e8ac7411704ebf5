// Package archive keeps articles and their records in one SQLite file and finds statements again.
//
// An archive is one file; [Open] makes or opens it. Articles go in with [Archive.Add], each together with its record in
// one transaction, so that a crash leaves all of an article or nothing of it. [Archive.Find] searches statements in full
// text; [Archive.Article] gives an article back as it went in. Several processes may use one archive at once: readers
// never wait, writers wait for each other.
//
// The file is a plain SQLite database, about four times as large as the texts in it, of which half is the texts with
// their records and the rest what makes a statement searched and shown without reading its article. Its tables are
// described in schema/; texts are kept uncompressed, so that any program that reads SQLite can read them.
package archive

import (
	"context"
	"time"

	"sayso"
	"sayso/account"
	"sayso/authority"
)

// Entry is an article with the record that was read from it.
type Entry struct {
	Article *sayso.Article
	Record  *sayso.Record
}

// Order is the order of what is found.
type Order string

const (
	Newest Order = "newest" // latest publication first; unknown dates last
	// Relevance is the best match of the words first. Of more than 20,000 matches the newest 20,000 are ranked; the
	// others follow them, newest first. Without words it is the same as Newest.
	Relevance Order = "relevance"
)

// Query says which statements to find. Empty fields do not restrict.
type Query struct {
	// Words are searched in the statement's content, source and cue and in the speaker's name: all of them must
	// occur, in any form of the word; "in quotation marks", next to each other. Nothing else has a meaning of its
	// own: no text is a syntax error. Text without a letter or digit is a *QueryError.
	Words string
	// Speaker is a name or part of one: every one of its words must be in the speaker's name, or in another form of
	// the speaker's name in the article. Capitals and accents do not count; words are whole and not stemmed.
	Speaker string
	// SpeakerIs is the whole name of exactly one speaker, as [Speaker] and [Summary] give it.
	SpeakerIs string
	// Outlet is an outlet's name or part of one: every one of its words must be in the outlet's name.
	Outlet string
	// After and Before bound the date of publication, both inclusive: "2031", "2031-05" or "2031-05-14". Dates count
	// as they are written, whatever their time zone; a date known only to the month or year counts as its first
	// day; an article without a date is outside every bound.
	After, Before string
	Kind          sayso.Kind
	Mode          sayso.Mode
	// Order is Newest if empty.
	Order Order
	// Limit is the most hits to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
}

// Hit is one statement that was found, with its words written out and its article.
type Hit struct {
	// Key is the article's key (see sayso.Article.Key).
	Key string
	// Article is the article without its text.
	Article   sayso.Article
	Statement sayso.Statement
	// Source, Cue and Content are the words of the statement's parts; parts of one role are joined by " … ".
	Source, Cue, Content string
	// Marks are the matches of the query's words in Content, as byte offsets into it.
	Marks []sayso.Span
	// Entity is the number of the speaker across the archive (see Store.Entity), 0 for nobody in particular.
	Entity int64
	// Chain is the way of the statement to the page, from its speaker to the outlet of the article: "Stell", "Channel
	// Nine", "The Breck Herald". Only Said, Contacts and Disputes fill it in.
	Chain []string

	id int64
}

// Found is the answer to a query.
type Found struct {
	Hits []Hit
	// Total is how many statements match in all. See AtLeast.
	Total int
	// AtLeast is true where counting stopped at Total, a million: there are more.
	AtLeast bool
	// Next is the mark of the last hit where there may be more, for SaidQuery.Past; only Said fills it in.
	Next Mark
}

// Count is how often something occurs.
type Count struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

// Summary is what an archive holds.
type Summary struct {
	Articles, Statements int
	// First and Last are the earliest and the latest date of publication, without the time of day; empty if no
	// article has a date.
	First, Last string
	// Outlets and Speakers are the most frequent ones (by articles, by statements), most frequent first, at most 50.
	// Speakers are persons and organisations: "two officials" are no one in particular.
	Outlets, Speakers []Count
}

// Speaker is a speaker across the archive: everybody of the same name. (That two people share a name is not told apart
// here.)
type Speaker struct {
	Name string
	// Type is the one that the name has most often.
	Type sayso.SpeakerType
	// Names are all forms the articles use.
	Names []string
	// Statements counts what they said; Outlets the outlets that carried it.
	Statements  int
	Outlets     []Count
	First, Last string
}

// Store is what commands and pages need of an archive.
type Store interface {
	// Add keeps the entries, in one transaction, and reports how many were new. An entry whose article is there
	// already is left as it is.
	Add(ctx context.Context, entries []Entry) (added int, err error)
	// Has reports whether the article with this key is kept.
	Has(ctx context.Context, key string) (bool, error)
	Find(ctx context.Context, q Query) (Found, error)
	// Each calls f for every hit of q in order, however many there are, ignoring Limit and Offset.
	Each(ctx context.Context, q Query, f func(Hit) error) error
	// Article returns the article with this key, or with the only key that starts with it (8 characters or more).
	Article(ctx context.Context, key string) (Entry, error)
	Speaker(ctx context.Context, name string) (Speaker, error)
	Summary(ctx context.Context) (Summary, error)

	// Entities returns who goes by a name, the most quoted first: "Ilse Marrow", "Marrow", "the Palace"; "#12" is number 12.
	Entities(ctx context.Context, name string) ([]Entity, error)
	// Entity returns all that is known of one, or ErrNotFound.
	Entity(ctx context.Context, id int64) (Profile, error)
	// Most returns those of a type who are quoted most.
	Most(ctx context.Context, kind sayso.EntityType, limit int) ([]Entity, error)
	// Here returns the numbers of the entities of an article, by their IDs in its record.
	Here(ctx context.Context, key string) (map[string]int64, error)
	Said(ctx context.Context, q SaidQuery) (Found, error)
	Contacts(ctx context.Context, q ContactQuery) (FoundContacts, error)
	Disputes(ctx context.Context, q DisputeQuery) (FoundDisputes, error)
	// Merge and Split decide who is who by hand; Undo takes a decision back; Decisions lists them, the latest first.
	Merge(ctx context.Context, one, other int64) (left int64, err error)
	Split(ctx context.Context, id int64, articles []string) (apart int64, err error)
	Undo(ctx context.Context, decision int64) error
	Decisions(ctx context.Context) ([]Decision, error)
	// Relink finds out anew who everybody is.
	Relink(ctx context.Context) error

	AddAuthority(ctx context.Context, list Authority, read func(func(authority.Entry) error) (string, error)) (Authority, error)
	RemoveAuthority(ctx context.Context, name string) error
	Authorities(ctx context.Context) ([]Authority, error)

	// FindPast is Find page by page, in a list that stays the same while articles are added.
	FindPast(ctx context.Context, q Query, past Mark) (Found, Mark, error)
	// Version returns another word whenever the archive may hold something else.
	Version(ctx context.Context) (string, error)
	// Accounts of the desk: passwords are given by their hashes, sessions and tokens by the hashes of their secrets.
	AddUser(ctx context.Context, name string, role account.Role, password string) error
	Users(ctx context.Context) ([]User, error)
	Password(ctx context.Context, name string) (User, string, error)
	SetPassword(ctx context.Context, name, password string) error
	SetRole(ctx context.Context, name string, role account.Role) error
	RemoveUser(ctx context.Context, name string) error
	StartSession(ctx context.Context, name string, hash []byte, ends time.Time) error
	Session(ctx context.Context, hash []byte) (User, time.Time, error)
	ExtendSession(ctx context.Context, hash []byte, ends time.Time) error
	EndSession(ctx context.Context, hash []byte) error
	AddToken(ctx context.Context, name string, role account.Role, hash []byte) error
	Tokens(ctx context.Context) ([]Token, error)
	TokenIs(ctx context.Context, hash []byte) (Token, error)
	UsedToken(ctx context.Context, name, day string) error
	RemoveToken(ctx context.Context, name string) error
	Close() error
}
