package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// kept is an article with all that corrections need of it.
type kept struct {
	id  int64
	key string
	// article and shown are what the archive shows; read is the record as it was read, and reader by what.
	article     *sayso.Article
	shown, read *sayso.Record
	reader      string
	corrections []Correction
}

// keptArticle reads an article for its corrections.
func keptArticle(ctx context.Context, tx *sql.Tx, key string) (*kept, error) {
	entry, err := article(ctx, tx, key)
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", key, err)
	}
	k := &kept{key: entry.Article.Key(), article: entry.Article, shown: entry.Record, read: entry.Record}
	var original string
	err = tx.QueryRowContext(ctx, `SELECT a.id, coalesce(r.name, ''), coalesce(g.original, '') FROM articles a
		LEFT JOIN readings g ON g.article = a.id LEFT JOIN readers r ON r.id = g.reader WHERE a.key = ?`, k.key).Scan(&k.id, &k.reader, &original)
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", key, err)
	}
	if original != "" {
		k.read = &sayso.Record{}
		if err := json.Unmarshal([]byte(original), k.read); err != nil {
			return nil, fmt.Errorf("article %q: its record as it was read: %w", key, err)
		}
	}
	k.corrections, err = corrections(ctx, tx, "c.article = ? ORDER BY c.id", k.key)
	return k, err
}

// Correct makes a correction, and what it is about shows it from then on. The correction that comes back says how it was
// understood.
func (a *Archive) Correct(ctx context.Context, e Edit) (Correction, error) {
	var made Correction
	err := a.write(ctx, func(b *batch) error {
		k, err := keptArticle(ctx, b.tx, e.Article)
		if err != nil {
			return err
		}
		c, err := k.correction(&e)
		if err != nil {
			return err
		}
		if c.Author == "" {
			c.Author = AuthorOf(ctx)
		}
		if err := b.log(c); err != nil {
			return err
		}
		k.corrections = append(k.corrections, *c)
		if err := b.show(k, k.read, k.reader); err != nil {
			return err
		}
		made = k.corrections[len(k.corrections)-1]
		if made.Verb == Hide {
			return b.hideElsewhere(ctx, &made, k.id)
		}
		return nil
	})
	return made, a.wrap("correct", err)
}

// correction makes of what is asked for an entry of the log.
func (k *kept) correction(e *Edit) (*Correction, error) {
	c := &Correction{At: now(), Author: oneLine(e.Author), Reason: strings.TrimSpace(e.Reason), Verb: e.Verb, Article: k.key, Change: e.Change, Reader: k.reader}
	c.Change.Quotes = nil
	a := apply(k.article.Text, k.read, k.corrections)
	switch e.Verb {
	case Insert:
		return c, k.addition(a, c)
	case ContactIs:
		return c, k.contactChange(a, c, e.Statement)
	case Accept, Reject, Hide, Alter:
	default:
		return nil, fmt.Errorf("%w: %q; use %s", ErrCorrection, e.Verb, strings.Join([]string{"accept", "reject", "hide", "change", "add", "contact"}, ", "))
	}
	h := a.byID(e.Statement)
	if h == nil {
		return nil, fmt.Errorf("statement %q of article %s: %w", e.Statement, k.key[:minPrefix], ErrNotFound)
	}
	if e.Expect != "" && e.Expect != Fingerprint(&h.now) {
		return nil, fmt.Errorf("statement %s of article %s: %w; look at it again", e.Statement, k.key[:minPrefix], ErrChanged)
	}
	was := h.now
	c.Target = Target{Statement: &was, Added: h.added, Quotes: statementQuotes(k.article.Text, &was)}
	if h.read != nil && Fingerprint(h.read) != Fingerprint(&was) {
		c.Target.Read = h.read
	}
	said := sayWords(k.article.Text, &was)
	switch e.Verb {
	case Accept:
		c.Change, c.What = Change{}, "right: "+said
		if was.Checked != nil && was.Checked.How == "accepted" && h.aside == 0 {
			return nil, fmt.Errorf("accepted already: %w", ErrNothing)
		}
	case Reject:
		c.Change, c.What = Change{}, "nobody says this here: "+said
		if h.aside != 0 && !h.hidden {
			return nil, fmt.Errorf("rejected already: %w", ErrNothing)
		}
	case Hide:
		c.Change, c.What = Change{}, "not to be shown: "+said
		if h.aside != 0 && h.hidden {
			return nil, fmt.Errorf("hidden already: %w", ErrNothing)
		}
	case Alter:
		if c.Change.Parties != nil || c.Change.Verb != nil || c.Change.Planned != nil || c.Change.None {
			return nil, fmt.Errorf("%w: parties, verb and plans are a contact's", ErrCorrection)
		}
		c.Change.reduce(&was)
		if c.Change.empty() {
			return nil, fmt.Errorf("statement %s: %w", e.Statement, ErrNothing)
		}
		if err := c.Change.check(k.article.Text); err != nil {
			return nil, err
		}
		then := &held{now: was}
		a.alter(then, &c.Change)
		if err := checkStatement(&then.now); err != nil {
			return nil, err
		}
		c.Change.Quotes = c.Change.quotes(k.article.Text)
		c.What = c.Change.words(k.article.Text) + ": " + said
	}
	return c, nil
}

// addition checks a statement that is to be added, and makes it the target.
func (k *kept) addition(a *applied, c *Correction) error {
	h := &held{now: sayso.Statement{Mode: sayso.Say, Kind: sayso.Indirect, Speaker: sayso.Speaker{Type: sayso.SpeakerNone}, Confidence: 1}}
	if c.Change.Content == nil {
		c.Change.Content = &sayso.Spans{}
	}
	if err := c.Change.check(k.article.Text); err != nil {
		return err
	}
	a.alter(h, &c.Change)
	if err := checkStatement(&h.now); err != nil {
		return err
	}
	for _, x := range a.list {
		if x.aside == 0 && overlap(&h.now, &x.now) >= sameAdded {
			return fmt.Errorf("it is there already, as %s: %w; change that one", x.now.ID, ErrNothing)
		}
	}
	c.Change = Change{}
	c.Target = Target{Statement: &h.now, Quotes: statementQuotes(k.article.Text, &h.now)}
	c.What = "missed: " + sayWords(k.article.Text, &h.now)
	return nil
}

// contactChange checks what is to be changed of a contact, and makes it the target.
func (k *kept) contactChange(a *applied, c *Correction, id string) error {
	at := slices.IndexFunc(a.record.Contacts, func(x sayso.Contact) bool { return x.ID == id })
	if at < 0 {
		return fmt.Errorf("contact %q of article %s: %w", id, k.key[:minPrefix], ErrNotFound)
	}
	was := a.record.Contacts[at]
	if was.Span.Start < 0 || was.Span.End > len(k.article.Text) || was.Span.Start > was.Span.End {
		return fmt.Errorf("%w: contact %s lies outside the text", ErrCorrection, id)
	}
	names := namesOf(a.record, &was)
	ch := &c.Change
	if ch.Source != nil || ch.Cue != nil || ch.Content != nil || ch.Kind != nil || ch.Mode != nil || ch.Speaker != nil || ch.Addressee != nil ||
		ch.Denial != nil || ch.Hypothetical != nil {
		return fmt.Errorf("%w: of a contact, the parties, the verb, negated and planned can be changed", ErrCorrection)
	}
	if ch.Parties != nil {
		for side := range ch.Parties {
			ch.Parties[side] = slices.DeleteFunc(slices.Clone(ch.Parties[side]), func(name string) bool { return oneLine(name) == "" })
			if len(ch.Parties[side]) == 0 {
				return fmt.Errorf("%w: a contact has two sides, each with somebody on it", ErrCorrection)
			}
		}
		if slices.Equal(ch.Parties[0], names[0]) && slices.Equal(ch.Parties[1], names[1]) {
			ch.Parties = nil
		}
	}
	same(&ch.Verb, was.Verb)
	same(&ch.Negated, was.Negated)
	same(&ch.Planned, was.Planned)
	if ch.Verb != nil && oneLine(*ch.Verb) == "" {
		return fmt.Errorf("%w: a contact needs a verb", ErrCorrection)
	}
	if ch.empty() {
		return fmt.Errorf("contact %s: %w", id, ErrNothing)
	}
	c.Target = Target{Contact: &was, Parties: &names, Quotes: &PartQuotes{Passage: []Quote{quote(k.article.Text, was.Span)}}}
	what := strings.Join(names[0], ", ") + " — " + was.Verb + " — " + strings.Join(names[1], ", ")
	if ch.None {
		c.What = "no contact: " + what
		return nil
	}
	var now []string
	if ch.Parties != nil {
		now = append(now, strings.Join(ch.Parties[0], ", ")+" and "+strings.Join(ch.Parties[1], ", "))
	}
	if ch.Verb != nil {
		now = append(now, "verb "+*ch.Verb)
	}
	now = append(now, flagWords("negated", ch.Negated)...)
	now = append(now, flagWords("planned", ch.Planned)...)
	c.What = "contact is " + strings.Join(now, ", ") + ": " + what
	return nil
}

// log writes an entry of the log and gives it its number.
func (b *batch) log(c *Correction) error {
	target, err := json.Marshal(&c.Target)
	if err != nil {
		return fmt.Errorf("write the correction down: %w", err)
	}
	change, err := json.Marshal(&c.Change)
	if err != nil {
		return fmt.Errorf("write the correction down: %w", err)
	}
	undoes := sql.NullInt64{Int64: c.Undoes, Valid: c.Undoes != 0}
	decision := sql.NullInt64{Int64: c.Decision, Valid: c.Decision != 0}
	return b.queryRow(`INSERT INTO corrections (at, author, reason, verb, what, article, target, change, reader, undoes, decision)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, c.At, c.Author, c.Reason, string(c.Verb), c.What, c.Article, string(target), string(change),
		c.Reader, undoes, decision).Scan(&c.ID)
}

// show applies an article's corrections to a record as it was read, and makes the outcome what the archive shows.
func (b *batch) show(k *kept, read *sayso.Record, reader string) error {
	a := apply(k.article.Text, read, k.corrections)
	if err := b.replace(k.id, k.article, k.shown, a.record); err != nil {
		return err
	}
	original := ""
	if len(k.corrections) > 0 {
		data, err := json.Marshal(read)
		if err != nil {
			return fmt.Errorf("keep the record as it was read: %w", err)
		}
		original = string(data)
	}
	if err := b.readBy(k.id, reader, original); err != nil {
		return err
	}
	for i, o := range a.outcomes {
		k.corrections[i].State, k.corrections[i].Statement = o.state, o.id
		if _, err := b.exec(`INSERT INTO correction_states (correction, state, statement) VALUES (?, ?, ?)
			ON CONFLICT (correction) DO UPDATE SET state = excluded.state, statement = excluded.statement`,
			k.corrections[i].ID, string(o.state), o.id); err != nil {
			return err
		}
	}
	return b.putAside(k, a)
}

// putAside keeps the statements that corrections have put aside.
func (b *batch) putAside(k *kept, a *applied) error {
	if _, err := b.exec("DELETE FROM aside WHERE article = ?", k.id); err != nil {
		return err
	}
	for _, h := range a.list {
		if h.aside == 0 {
			continue
		}
		s := &h.now
		encoded, err := json.Marshal(s)
		if err != nil {
			return fmt.Errorf("statement %s: %w", s.ID, err)
		}
		row := sql.NullInt64{Int64: b.rowsOf[s.ID], Valid: b.rowsOf[s.ID] != 0}
		if _, err := b.exec(`INSERT INTO aside (id, article, correction, hidden, kind, mode, source, cue, content, speaker, statement)
			VALUES ((SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM aside WHERE id = ?1)), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
			row, k.id, h.aside, h.hidden, string(s.Kind), string(s.Mode), s.Source.Of(k.article.Text), s.Cue.Of(k.article.Text), s.Content.Of(k.article.Text),
			s.Speaker.Name, string(encoded)); err != nil {
			return err
		}
	}
	return nil
}

// readBy notes by which reading an article was read, and the record as it was read where the archive shows another.
func (b *batch) readBy(article int64, reader, original string) error {
	var id sql.NullInt64
	if reader != "" {
		if err := b.queryRow("INSERT INTO readers (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id", reader).Scan(&id); err != nil {
			return err
		}
	}
	_, err := b.exec(`INSERT INTO readings (article, reader, original) VALUES (?, ?, ?)
		ON CONFLICT (article) DO UPDATE SET reader = excluded.reader, original = excluded.original`, article, id, original)
	return err
}

// UndoCorrection takes a correction back, by a further entry in the log. What took another one back can be taken back as
// well, except with merges and splits: decide those again.
func (a *Archive) UndoCorrection(ctx context.Context, id int64, author, reason string) (Correction, error) {
	var made Correction
	err := a.write(ctx, func(b *batch) error {
		list, err := corrections(ctx, b.tx, "c.id = ?", id)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return fmt.Errorf("correction %d: %w", id, ErrNotFound)
		}
		c := list[0]
		if author == "" {
			author = AuthorOf(ctx)
		}
		if c.Decision != 0 {
			if c.Verb == Undone {
				return fmt.Errorf("%w: %d takes back a merge or a split; decide it again", ErrCorrection, id)
			}
			made, err = b.undoDecision(c.Decision, oneLine(author), reason)
			return err
		}
		k, err := keptArticle(ctx, b.tx, c.Article)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(k.corrections, func(x Correction) bool { return x.ID == id })
		if at < 0 || !holds(k.corrections)[at] {
			return fmt.Errorf("correction %d: %w", id, ErrUndone)
		}
		if made, err = b.takeBack(k, at, oneLine(author), strings.TrimSpace(reason)); err != nil {
			return err
		}
		// What is hidden, or not any more, is so in all versions.
		if c.Verb == Hide {
			return b.takeBackElsewhere(ctx, &c, k.id, made.Author, made.Reason)
		}
		if hid := slices.IndexFunc(k.corrections, func(x Correction) bool { return x.ID == c.Undoes && x.Verb == Hide }); c.Verb == Undone && hid >= 0 {
			return b.hideElsewhere(ctx, &k.corrections[hid], k.id)
		}
		return nil
	})
	return made, a.wrap("take back a correction", err)
}

// takeBack takes back one of an article's corrections, by its place.
func (b *batch) takeBack(k *kept, at int, author, reason string) (Correction, error) {
	c := &k.corrections[at]
	made := Correction{At: now(), Author: author, Reason: reason, Verb: Undone, What: "taken back: " + c.What,
		Article: k.key, Reader: k.reader, Undoes: c.ID, State: InForce}
	if err := b.log(&made); err != nil {
		return made, err
	}
	k.corrections = append(k.corrections, made)
	return made, b.show(k, k.read, k.reader)
}
