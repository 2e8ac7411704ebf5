package archive

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sayso"
)

// OutdatedQuery asks which articles are to be read again.
type OutdatedQuery struct {
	// Reader is the reading there is now: articles that it has read are left out. Empty leaves out none.
	Reader string
	// Since leaves out articles published before this date: a year, a month or a day.
	Since string
	// Query, where it is not nil, keeps to articles in which it finds a statement.
	Query *Query
}

// Outdated returns the keys of the articles that were not read by a reading, in the order in which they came in.
func (a *Archive) Outdated(ctx context.Context, q OutdatedQuery) ([]string, error) {
	var from moment
	if q.Since != "" {
		start, _, ok := period(q.Since)
		if !ok {
			return nil, &QueryError{Field: "since", Value: q.Since, Want: "want a date as 2031, 2031-05 or 2031-05-14"}
		}
		from = momentOf(start)
	}
	var wanted map[string]bool
	if q.Query != nil {
		wanted = map[string]bool{}
		if err := a.Each(ctx, *q.Query, func(hit Hit) error {
			wanted[hit.Key] = true
			return nil
		}); err != nil {
			return nil, err
		}
	}
	var keys []string
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		keys, err = column[string](tx.QueryContext(ctx, `SELECT a.key FROM articles a LEFT JOIN readings g ON g.article = a.id LEFT JOIN readers r ON r.id = g.reader
			WHERE a.moment >= ?1 AND (?2 = '' OR coalesce(r.name, '') <> ?2) ORDER BY a.id`, int64(from), q.Reader))
		return err
	})
	if wanted != nil {
		keys = slices.DeleteFunc(keys, func(key string) bool { return !wanted[key] })
	}
	return keys, a.wrap("look up", err)
}

// Difference is how two readings of an article differ. Statements are the same where their parts, kind, mode and speaker
// are.
type Difference struct {
	// Key is the article's key, Title its title or name.
	Key, Title string
	Same       int
	// Added and Dropped are statements of one reading alone, in words.
	Added, Dropped []string
	// Changed are pairs of statements that share parts, before and after, in words.
	Changed [][2]string
	// Unanchored are corrections that are about nothing that is there now; Anchored those that were so and are not any more.
	Unanchored, Anchored []int64
}

// Any reports whether anything differs.
func (d *Difference) Any() bool {
	return len(d.Added)+len(d.Dropped)+len(d.Changed)+len(d.Unanchored)+len(d.Anchored) > 0
}

// Reread puts another record in the place of the one that an article was read to, in one transaction. Corrections are
// applied to it. reader is by what it was read. It returns how the new reading differs from the one before. With dry, it
// only does that.
func (a *Archive) Reread(ctx context.Context, key string, record *sayso.Record, reader string, dry bool) (Difference, error) {
	var d Difference
	compared := func(k *kept) error {
		if sum := k.article.TextSHA256(); record.TextSHA256 != sum {
			return fmt.Errorf("article %s: the record is of another text", k.key[:minPrefix])
		}
		d = differ(k.article.Text, k.read, record)
		d.Key, d.Title = k.key, k.article.Title
		if d.Title == "" {
			d.Title = k.article.ID
		}
		for i, o := range apply(k.article.Text, record, k.corrections).outcomes {
			c := &k.corrections[i]
			switch {
			case o.state == Unanchored && c.State != Unanchored:
				d.Unanchored = append(d.Unanchored, c.ID)
			case o.state == InForce && c.State == Unanchored:
				d.Anchored = append(d.Anchored, c.ID)
			}
		}
		return nil
	}
	if dry {
		err := a.read(ctx, func(tx *sql.Tx) error {
			k, err := keptArticle(ctx, tx, key)
			if err != nil {
				return err
			}
			return compared(k)
		})
		return d, a.wrap("compare", err)
	}
	err := a.write(ctx, func(b *batch) error {
		k, err := keptArticle(ctx, b.tx, key)
		if err != nil {
			return err
		}
		if err := compared(k); err != nil {
			return err
		}
		if len(k.corrections) == 0 && !d.Any() && sameRecord(k.read, record) {
			return b.readBy(k.id, reader, "")
		}
		return b.show(k, record, reader)
	})
	return d, a.wrap("read again", err)
}

// sameRecord reports whether two records are the same to the letter, but for the text that one of them may hold.
func sameRecord(x, y *sayso.Record) bool {
	var encoded [2]string
	for i, r := range []*sayso.Record{x, y} {
		rest, _, err := encodeRest(&sayso.Article{Text: r.Text}, r)
		if err != nil {
			return false
		}
		encoded[i] = rest
	}
	return encoded[0] == encoded[1] && slices.EqualFunc(x.Statements, y.Statements, func(a, b sayso.Statement) bool { return letters(&a) == letters(&b) })
}

// differ compares two readings of one text.
func differ(text string, old, record *sayso.Record) Difference {
	var d Difference
	was := map[string][]int{}
	for i := range old.Statements {
		print := Fingerprint(&old.Statements[i])
		was[print] = append(was[print], i)
	}
	taken := make([]bool, len(old.Statements))
	var open []*sayso.Statement
	for i := range record.Statements {
		s := &record.Statements[i]
		print := Fingerprint(s)
		if list := was[print]; len(list) > 0 {
			taken[list[0]], was[print] = true, list[1:]
			d.Same++
			continue
		}
		open = append(open, s)
	}
	for _, s := range open {
		best, most := -1, sameAlter
		for i := range old.Statements {
			if w := overlap(s, &old.Statements[i]); !taken[i] && w >= most {
				best, most = i, w
			}
		}
		if best < 0 {
			d.Added = append(d.Added, fullWords(text, s))
			continue
		}
		taken[best] = true
		d.Changed = append(d.Changed, [2]string{fullWords(text, &old.Statements[best]), fullWords(text, s)})
	}
	for i := range old.Statements {
		if !taken[i] {
			d.Dropped = append(d.Dropped, fullWords(text, &old.Statements[i]))
		}
	}
	return d
}

// fullWords are a statement on one line, with all that differ compares.
func fullWords(text string, s *sayso.Statement) string {
	name := s.Speaker.Who()
	line := name
	if source := shorten(s.Source.Of(text)); source != "" && source != name {
		line += " (“" + source + "”)"
	}
	if cue := shorten(s.Cue.Of(text)); cue != "" {
		line += " · " + cue
	}
	return line + " · " + shorten(s.Content.Of(text)) + " · " + string(s.Kind) + ", " + string(s.Mode)
}
