package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sayso"
)

// Verb is what a correction does.
type Verb string

// The verbs of corrections.
const (
	Accept Verb = "accept" // the statement is right as it stands
	Reject Verb = "reject" // nobody says this here
	Hide   Verb = "hide"   // it is not to be shown
	Alter  Verb = "change" // parts, speaker or more of the statement are otherwise
	Insert Verb = "add"    // a statement that the reading missed
	// ContactIs changes a contact: its parties and flags, or that there is none.
	ContactIs Verb = "contact"
	Merged    Verb = "merge" // two people are one
	Parted    Verb = "split" // one is two
	Undone    Verb = "undo"  // an earlier correction does not hold
)

// Verbs lists the verbs in the order in which they are shown.
var Verbs = []Verb{Accept, Reject, Hide, Alter, Insert, ContactIs, Merged, Parted, Undone}

// State is what became of a correction.
type State string

const (
	InForce   State = "in force"
	TakenBack State = "undone"
	// Unanchored: what it is about is not there any more, because another reading sees the passage otherwise or the
	// text is another one. It has no effect, and waits for somebody to look.
	Unanchored State = "unanchored"
)

// Correction is an entry of the log of what people changed. Entries are kept for ever.
type Correction struct {
	ID int64 `json:"id"`
	// At is a time in ISO 8601.
	At     string `json:"at"`
	Author string `json:"author,omitempty"`
	Reason string `json:"reason,omitempty"`
	Verb   Verb   `json:"verb"`
	// What says it in words.
	What string `json:"what"`
	// Article is the article's key, empty for merges and splits.
	Article string `json:"article,omitempty"`
	Target  Target `json:"target,omitzero"`
	Change  Change `json:"change,omitzero"`
	// Reader is by which reading the article was read when the correction was made.
	Reader string `json:"reader,omitempty"`
	// Undoes is the correction that this one takes back, Decision the decision that it stands for; 0 if none.
	Undoes   int64 `json:"undoes,omitempty"`
	Decision int64 `json:"decision,omitempty"`
	State    State `json:"state"`
	// Statement is the ID, in the record as it is now, of the statement or contact it is about; empty if it is not there.
	Statement string `json:"statement,omitempty"`
}

// Change is what of a statement or contact is otherwise. What is nil stays.
type Change struct {
	Source       *sayso.Spans   `json:"source,omitempty"`
	Cue          *sayso.Spans   `json:"cue,omitempty"`
	Content      *sayso.Spans   `json:"content,omitempty"`
	Kind         *sayso.Kind    `json:"kind,omitempty"`
	Mode         *sayso.Mode    `json:"mode,omitempty"`
	Speaker      *sayso.Speaker `json:"speaker,omitempty"`
	Addressee    *[]sayso.Party `json:"addressee,omitempty"`
	Negated      *bool          `json:"negated,omitempty"`
	Denial       *bool          `json:"denial,omitempty"`
	Hypothetical *bool          `json:"hypothetical,omitempty"`

	// Of a contact: its two sides by name, its verb and flags; None says that there was no such contact told of.
	Parties *[2][]string `json:"parties,omitempty"`
	Verb    *string      `json:"verb,omitempty"`
	Planned *bool        `json:"planned,omitempty"`
	None    bool         `json:"none,omitempty"`

	// Quotes are the words of changed parts, by which they are found should the text be another one.
	Quotes *PartQuotes `json:"quotes,omitempty"`
}

// empty reports whether nothing is otherwise.
func (c *Change) empty() bool { return *c == Change{} }

// Edit asks for a correction.
type Edit struct {
	Verb Verb
	// Article is the article's key or the start of it.
	Article string
	// Statement is the ID of the statement, or of the contact, in the record as it is now; empty to add one.
	Statement string
	// Expect, where it is not empty, is how the statement is expected to be (see [Fingerprint]): if it is not so any more,
	// the error is ErrChanged. Forms give it, so that an old page changes nothing that its reader has not seen.
	Expect string
	Change Change
	Author string
	Reason string
}

var (
	// ErrChanged is returned, wrapped, where a statement is not any more what an edit expects.
	ErrChanged = errors.New("it has been changed since")
	// ErrNothing is returned, wrapped, where a correction would change nothing.
	ErrNothing = errors.New("nothing would change")
	// ErrUndone is returned, wrapped, for taking back what is taken back already.
	ErrUndone = errors.New("it was undone already")
	// ErrCorrection is returned, wrapped, for a correction that cannot be meant.
	ErrCorrection = errors.New("not a correction that can be made")
)

// Fingerprint tells one state of a statement from another: its parts, its speaker, and what it is.
func Fingerprint(s *sayso.Statement) string {
	var b strings.Builder
	for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
		for i, span := range spans {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%d-%d", span.Start, span.End)
		}
		b.WriteByte(';')
	}
	fmt.Fprintf(&b, "%s;%s;%s;%s", s.Kind, s.Mode, s.Speaker.Type, s.Speaker.Name)
	for _, p := range s.Addressee {
		b.WriteByte(';')
		b.WriteString(p.Name)
	}
	return b.String()
}

type contextKey int

const (
	authorKey contextKey = iota
	readerKey
)

// WithAuthor says who makes the corrections that are made with the context: the user who signed in.
func WithAuthor(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, authorKey, name)
}

// AuthorOf returns who was named with WithAuthor.
func AuthorOf(ctx context.Context) string {
	name, _ := ctx.Value(authorKey).(string)
	return name
}

// WithReader says by which reading the records were made that are added with the context: its kind and the sum of its
// weights. Reread asks for it.
func WithReader(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, readerKey, name)
}

// ReaderOf returns the reading that was named with WithReader.
func ReaderOf(ctx context.Context) string {
	name, _ := ctx.Value(readerKey).(string)
	return name
}
