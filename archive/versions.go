package archive

import (
	"sayso"
)

// Version is an article as it was at one time. Articles are versions of one where they have the same address, or the same
// outlet, title and day, and their texts have something in common but are not the same.
type Version struct {
	// Key is the article's key, Article the article without its text.
	Key        string        `json:"key"`
	Article    sayso.Article `json:"-"`
	Statements int           `json:"statements"`
	// Change is what is different from the version before; nil for the earliest.
	Change *VersionChange `json:"change,omitempty"`
}

// VersionChange is what is different between two versions of an article.
type VersionChange struct {
	// Words is the newer text with what was added and what was dropped, word by word, in the order of the text.
	Words []Piece `json:"words"`
	// Added are statements that the newer version alone has, Dropped those that the earlier alone has.
	Added   []Hit `json:"-"`
	Dropped []Hit `json:"-"`
	// Changed are statements that both have, in other words or from another speaker.
	Changed []ChangedStatement `json:"-"`
}

// ChangedStatement is a statement that two versions have in different words.
type ChangedStatement struct {
	Before, After Hit
	// Words are the words of its source, cue and content, from Before to After.
	Words []Piece
}

// Piece is a stretch of a text that was compared with another.
type Piece struct {
	Op   PieceOp `json:"op"`
	Text string  `json:"text"`
}

// PieceOp says which of two compared texts has a piece.
type PieceOp string

const (
	Same    PieceOp = "same"    // both
	Added   PieceOp = "added"   // the later, or the variant, alone
	Dropped PieceOp = "dropped" // the earlier, or the fullest wording, alone
)

// ChangedArticle is an article of which there are several versions.
type ChangedArticle struct {
	// Place is its latest version.
	Place
	// Versions counts them; Keys are their keys, the earliest first.
	Versions int      `json:"versions"`
	Keys     []string `json:"keys"`
}

// FoundChanged is a part of the articles that changed.
type FoundChanged struct {
	Articles []ChangedArticle
	Total    int
}
