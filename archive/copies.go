package archive

// CopyQuery asks for groups of articles that are one text.
type CopyQuery struct {
	// Key is an article's key, or the start of it, whose group alone is asked for; "" for all.
	Key string
	// Outlet restricts to groups in which an outlet of this name has a part; "" does not.
	Outlet string
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
}

// Copies is a group of articles that are one text, but for a few words: a report of an agency that many outlets carry.
type Copies struct {
	ID int64 `json:"id"`
	// Agency is the agency that an article of the group names as its source ("(Reuters) -"), "" if none does.
	Agency string `json:"agency,omitempty"`
	// Articles are the group's, the earliest first. The first is the origin, as far as the archive goes.
	Articles []Copy `json:"articles"`
}

// Copy is an article of a group of copies.
type Copy struct {
	Place
	// Likeness is the estimated share of its text, by runs of words, that the origin has as well, 0 to 1.
	Likeness float64 `json:"likeness"`
	// Own counts the statements that no article of the group had when this one came in.
	Own int `json:"own"`
}

// FoundCopies is the answer to a CopyQuery.
type FoundCopies struct {
	Groups []Copies
	Total  int
	// Articles counts those in groups, in the whole archive: Articles-Total would go if each text counted once.
	Articles int
}
