package archive

// QuotationQuery asks for wordings that several articles carry. Empty fields do not restrict.
type QuotationQuery struct {
	// Words must all be in one of its variants, in any form of the word; "in quotation marks", next to each other.
	Words string
	// Entity is the number of who said it.
	Entity int64
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
}

// Quotation is one wording that several articles carry, cut, joined or punctuated as each saw fit.
type Quotation struct {
	ID int64 `json:"id"`
	// Words is the fullest of its variants.
	Words string `json:"words"`
	// Speaker is who said it, by the statement closest to the speaker; Entity the number across the archive, 0 for nobody
	// in particular.
	Speaker string `json:"speaker,omitempty"`
	Entity  int64  `json:"entity,omitempty"`
	// Statements and Articles count those that carry it; Origins counts articles that are copies of one text once.
	Statements int `json:"statements"`
	Articles   int `json:"articles"`
	Origins    int `json:"origins"`
	// First and Last are the days of the earliest and the latest of the articles.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// FoundQuotations is the answer to a QuotationQuery.
type FoundQuotations struct {
	Quotations []Quotation
	Total      int
}

// QuotationPage is a quotation with all its variants.
type QuotationPage struct {
	Quotation
	// Variants are its wordings; the fullest is the first, the others by the date of their earliest article.
	Variants []Variant
	// Earliest is the statement of the earliest article; Closest the one with the shortest chain from its speaker to the
	// page, of those the earliest.
	Earliest, Closest Hit
	// ClosestWhy says in words why it is held to be the closest: "said to the Herald itself".
	ClosestWhy string
}

// Variant is one wording of a quotation. Wordings that differ in capitals and punctuation alone are one.
type Variant struct {
	// Words is the wording as it is printed; parts that stand apart are joined by " … ".
	Words string
	// Pieces compares it word by word with the fullest: what is the same, what it drops, what it has instead.
	Pieces []Piece
	// Hits are the statements that have it, the earliest first, each with its chain.
	Hits []Hit
}
