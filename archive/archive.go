// Package archive keeps articles and their records in one SQLite file and finds statements again.
//
// An archive is one file; [Open] makes or opens it. Articles go in with [Archive.Add], each together with its record in
// one transaction, so that a crash leaves all of an article or nothing of it. [Archive.Find] searches statements in full
// text; [Archive.Article] gives an article back as it went in. Several processes may use one archive at once: readers
// never wait, writers wait for each other.
//
// The file is a SQLite database, about four times as large as the texts in it, of which a fifth is the texts with their
// records and the rest what makes a statement searched and people linked without reading its article. Its tables are
// described in schema/; texts and statements are packed, and views give them to this program as they were (see pack.go).
// Where an article is a version or a copy of another, or carries a quotation that others carry, is found when it is added.
package archive

import (
	"context"
	"time"

	"sayso"
	"sayso/account"
	"sayso/authority"
	"sayso/query"
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
	// Relevance is the best match of the words first. Of more than 500 matches the newest 500 are ranked; the others
	// follow them, newest first. Without words it is the same as Newest.
	Relevance Order = "relevance"
)

// Query says which statements to find. Empty fields do not restrict.
type Query struct {
	// Where says which statements; nil is all of them. See package query.
	Where *query.Node
	// Order is Newest if empty.
	Order Order
	// Limit is the most hits to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
	// Facets asks for Found.Facets as well, Chains for the chains of the hits.
	Facets, Chains bool
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
	// Added is the place of its article in the order in which articles were added.
	Added int64

	id int64
}

// Found is the answer to a query.
type Found struct {
	Hits []Hit
	// Total is how many statements match in all. See AtLeast.
	Total int
	// AtLeast is true where counting stopped at Total, 10,000 or what was found with bounded work: there may be more.
	AtLeast bool
	// Next is the mark of the last hit where there may be more, for SaidQuery.Past; only Said fills it in.
	Next Mark
	// Facets are there if the query asked for them.
	Facets *Facets
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
	// Outlets are the most frequent ones, by articles, most frequent first, at most 50.
	Outlets []Count
	// Speakers are the persons and organisations that are quoted most, at most 50: each person once, whatever articles call
	// them.
	Speakers []Entity
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
	// Saved searches, see the type Saved.
	Saved(ctx context.Context, owner string) ([]Saved, error)
	SavedSearch(ctx context.Context, id int64) (Saved, error)
	Save(ctx context.Context, s Saved) (Saved, error)
	RemoveSaved(ctx context.Context, id int64) error
	Seen(ctx context.Context, id, upTo int64) error
	LastAdded(ctx context.Context) (int64, error)
	NextDelivery(ctx context.Context, until time.Time) (*Delivery, error)
	Delivered(ctx context.Context, d *Delivery) error
	Undelivered(ctx context.Context, d *Delivery, why error, next time.Time) error

	Close() error

	// Versions returns the versions kept of an article, the earliest first, each with what changed from the one before.
	Versions(ctx context.Context, key string) ([]Version, error)
	// Changed returns articles of which there are several versions, those that changed last first.
	Changed(ctx context.Context, limit, offset int) (FoundChanged, error)
	// Copies returns groups of articles that are one text, the largest first.
	Copies(ctx context.Context, q CopyQuery) (FoundCopies, error)
	// Quotations returns wordings that several articles carry, those in most articles first.
	Quotations(ctx context.Context, q QuotationQuery) (FoundQuotations, error)
	// Quotation returns one with its variants, or ErrNotFound.
	Quotation(ctx context.Context, id int64) (QuotationPage, error)
	// QuotationOf returns the quotation that a statement of an article is a variant of, or ErrNotFound; QuotationsIn
	// returns those of all statements of an article, by their IDs in its record.
	QuotationOf(ctx context.Context, key, statement string) (Quotation, error)
	QuotationsIn(ctx context.Context, key string) (map[string]Quotation, error)

	// Statement returns a statement with its passage, what holds it and what rests on it, or ErrNotFound.
	Statement(ctx context.Context, key, id string) (StatementPage, error)
	// Portrait returns what the page of an entity shows of it, Latest the statements in which it has a part, LatestContacts
	// its contacts; all in a time that does not grow with the archive.
	Portrait(ctx context.Context, id int64) (Portrait, error)
	Latest(ctx context.Context, id int64, part Part, limit, offset int) (hits []Hit, more bool, err error)
	LatestDisputes(ctx context.Context, id int64, limit int) ([]DisputeFound, error)
	LatestContacts(ctx context.Context, id int64, limit int) (contacts []ContactFound, more bool, err error)
	// Correct makes a correction; UndoCorrection takes one back; Corrections lists the log of them all, the latest first.
	Correct(ctx context.Context, e Edit) (Correction, error)
	UndoCorrection(ctx context.Context, id int64, author, reason string) (Correction, error)
	Corrections(ctx context.Context, q CorrectionQuery) ([]Correction, error)
	// Asides returns the statements of an article that were rejected or hidden.
	Asides(ctx context.Context, key string) ([]Aside, error)
	// Outdated returns the keys of articles that are to be read again; Reread keeps what was read in one.
	Outdated(ctx context.Context, q OutdatedQuery) ([]string, error)
	Reread(ctx context.Context, key string, record *sayso.Record, reader string, dry bool) (Difference, error)
	// Check looks whether the archive is whole; Backup copies it while it is used.
	Check(ctx context.Context, o CheckOptions, found func(Finding) error) (CheckedParts, error)
	Backup(ctx context.Context, path string, force bool) (CheckedParts, error)
	// Review returns a part of the queue of statements that a person should look at, and how many there are in all;
	// Agreement how far people agreed with what was read, week by week.
	Review(ctx context.Context, q ReviewQuery) (list []Doubtful, left int, err error)
	Agreement(ctx context.Context) ([]Agreement, error)
	// Training gives the articles that people corrected, to learn from.
	Training(ctx context.Context, f func(TrainingArticle) error) error
	// Outlet returns what is known of an outlet, or ErrNotFound; Numbers who is quoted how often, where, when and how;
	// Gendered statements of people of a gender.
	Outlet(ctx context.Context, name string) (OutletPage, error)
	Numbers(ctx context.Context, q NumbersQuery) (Numbers, error)
	Gendered(ctx context.Context, gender string, q NumbersQuery, limit, offset int) (hits []Hit, more bool, err error)
	// Network returns who is in contact with whom, on whose say-so; Between the passages of one of its edges.
	Network(ctx context.Context, q NetworkQuery) (Network, error)
	Between(ctx context.Context, q NetworkQuery, one, other NodeRef, limit, offset int) (found []ContactFound, more bool, err error)

	// Feeds returns the feeds that are followed; AddFeeds and RemoveFeed change which they are. SeenItems and SaveFeed keep
	// what has been seen of one.
	Feeds(ctx context.Context) ([]Feed, error)
	AddFeeds(ctx context.Context, feeds []Feed) (added int, err error)
	RemoveFeed(ctx context.Context, url string) error
	SeenItems(ctx context.Context, feed string) (map[string]string, error)
	SaveFeed(ctx context.Context, f Feed, marks map[string]string) error
	// TakenIn returns how far a web archive of this path and size has been taken in; SetTakenIn keeps it.
	TakenIn(ctx context.Context, path string, size int64) (place int64, err error)
	SetTakenIn(ctx context.Context, path string, size, place int64) error

	// EachArticle calls f with the key of every article, the newest first, whether anything is said in it or not.
	EachArticle(ctx context.Context, f func(key string) error) error
}
