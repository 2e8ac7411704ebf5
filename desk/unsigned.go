package desk

import (
	"context"

	"sayso"
	"sayso/archive"
)

// Who has checked a statement is the name of an account, and so for those who may correct. Everybody else is told that it
// was checked, and not by whom: withheld leaves the name out of all that has statements in it.

func unsign(s *sayso.Statement) {
	if s.Checked != nil && s.Checked.By != "" {
		checked := *s.Checked
		checked.By = ""
		s.Checked = &checked
	}
}

func unsignHits(hits []archive.Hit) {
	for i := range hits {
		unsign(&hits[i].Statement)
	}
}

func unsignContacts(list []archive.ContactFound) {
	for i := range list {
		if list[i].SaySo != nil {
			unsign(&list[i].SaySo.Statement)
		}
	}
}

func unsignDisputes(list []archive.DisputeFound) {
	for _, d := range list {
		for _, side := range [][]archive.Evidence{d.Asserts, d.Denies} {
			for _, e := range side {
				if e.Statement != nil {
					unsign(&e.Statement.Statement)
				}
				if e.Contact != nil && e.Contact.SaySo != nil {
					unsign(&e.Contact.SaySo.Statement)
				}
			}
		}
	}
}

func (s withheld) Article(ctx context.Context, key string) (archive.Entry, error) {
	entry, err := s.Store.Article(ctx, key)
	if err == nil && !sees(ctx) {
		for i := range entry.Record.Statements {
			unsign(&entry.Record.Statements[i])
		}
	}
	return entry, err
}

func (s withheld) Said(ctx context.Context, q archive.SaidQuery) (archive.Found, error) {
	found, err := s.Store.Said(ctx, q)
	if !sees(ctx) {
		unsignHits(found.Hits)
	}
	return found, err
}

func (s withheld) Contacts(ctx context.Context, q archive.ContactQuery) (archive.FoundContacts, error) {
	found, err := s.Store.Contacts(ctx, q)
	if !sees(ctx) {
		unsignContacts(found.Contacts)
	}
	return found, err
}

func (s withheld) Disputes(ctx context.Context, q archive.DisputeQuery) (archive.FoundDisputes, error) {
	found, err := s.Store.Disputes(ctx, q)
	if !sees(ctx) {
		unsignDisputes(found.Disputes)
	}
	return found, err
}

func (s withheld) Versions(ctx context.Context, key string) ([]archive.Version, error) {
	list, err := s.Store.Versions(ctx, key)
	if sees(ctx) {
		return list, err
	}
	for _, v := range list {
		if v.Change == nil {
			continue
		}
		unsignHits(v.Change.Added)
		unsignHits(v.Change.Dropped)
		for i := range v.Change.Changed {
			unsign(&v.Change.Changed[i].Before.Statement)
			unsign(&v.Change.Changed[i].After.Statement)
		}
	}
	return list, err
}

func (s withheld) Quotation(ctx context.Context, id int64) (archive.QuotationPage, error) {
	p, err := s.Store.Quotation(ctx, id)
	if !sees(ctx) {
		unsign(&p.Earliest.Statement)
		unsign(&p.Closest.Statement)
		for _, v := range p.Variants {
			unsignHits(v.Hits)
		}
	}
	return p, err
}

func (s withheld) Statement(ctx context.Context, key, id string) (archive.StatementPage, error) {
	p, err := s.Store.Statement(ctx, key, id)
	if !sees(ctx) {
		unsign(&p.Hit.Statement)
		unsignHits(p.Within)
		unsignHits(p.Holds)
		unsignContacts(p.Contacts)
		unsignDisputes(p.Disputes)
	}
	return p, err
}

func (s withheld) Latest(ctx context.Context, id int64, part archive.Part, limit, offset int) (hits []archive.Hit, more bool, err error) {
	hits, more, err = s.Store.Latest(ctx, id, part, limit, offset)
	if !sees(ctx) {
		unsignHits(hits)
	}
	return hits, more, err
}

func (s withheld) LatestDisputes(ctx context.Context, id int64, limit int) ([]archive.DisputeFound, error) {
	list, err := s.Store.LatestDisputes(ctx, id, limit)
	if !sees(ctx) {
		unsignDisputes(list)
	}
	return list, err
}

func (s withheld) LatestContacts(ctx context.Context, id int64, limit int) (list []archive.ContactFound, more bool, err error) {
	list, more, err = s.Store.LatestContacts(ctx, id, limit)
	if !sees(ctx) {
		unsignContacts(list)
	}
	return list, more, err
}

func (s withheld) Gendered(ctx context.Context, gender string, q archive.NumbersQuery, limit, offset int) (hits []archive.Hit, more bool, err error) {
	hits, more, err = s.Store.Gendered(ctx, gender, q, limit, offset)
	if !sees(ctx) {
		unsignHits(hits)
	}
	return hits, more, err
}

func (s withheld) Between(ctx context.Context, q archive.NetworkQuery, one, other archive.NodeRef, limit, offset int) (list []archive.ContactFound, more bool, err error) {
	list, more, err = s.Store.Between(ctx, q, one, other, limit, offset)
	if !sees(ctx) {
		unsignContacts(list)
	}
	return list, more, err
}
