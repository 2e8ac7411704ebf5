package archive

import "context"

// The methods below answer that there is nothing until the tables they read are filled.

// Versions returns the versions kept of an article, by its key or the start of it, the earliest first.
func (a *Archive) Versions(ctx context.Context, key string) ([]Version, error) { return nil, nil }

// Changed returns articles of which there are several versions.
func (a *Archive) Changed(ctx context.Context, limit, offset int) (FoundChanged, error) {
	return FoundChanged{}, nil
}

// Copies returns groups of articles that are one text.
func (a *Archive) Copies(ctx context.Context, q CopyQuery) (FoundCopies, error) {
	return FoundCopies{}, nil
}

// Quotations returns wordings that several articles carry.
func (a *Archive) Quotations(ctx context.Context, q QuotationQuery) (FoundQuotations, error) {
	return FoundQuotations{}, nil
}

// Quotation returns one with its variants.
func (a *Archive) Quotation(ctx context.Context, id int64) (QuotationPage, error) {
	return QuotationPage{}, ErrNotFound
}

// QuotationOf returns the quotation that a statement is a variant of.
func (a *Archive) QuotationOf(ctx context.Context, key, statement string) (Quotation, error) {
	return Quotation{}, ErrNotFound
}

// QuotationsIn returns the quotations of an article's statements.
func (a *Archive) QuotationsIn(ctx context.Context, key string) (map[string]Quotation, error) {
	return nil, nil
}
