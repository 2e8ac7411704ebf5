package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Finding is something that a check found.
type Finding struct {
	// Fault: something is damaged. Otherwise it is something that somebody should look at.
	Fault bool `json:"fault"`
	// Part is what was looked at: "file", "text", "statements", "words", "counts", "people", "corrections".
	Part string `json:"part"`
	// Article is the key of the article it is about, where it is about one.
	Article string `json:"article,omitempty"`
	What    string `json:"what"`
}

// CheckedParts counts what a check has looked at.
type CheckedParts struct {
	Articles    int `json:"articles"`
	Statements  int `json:"statements"`
	Corrections int `json:"corrections"`
	Faults      int `json:"faults"`
	// Notes are findings that are no faults.
	Notes int `json:"notes"`
}

// CheckOptions say how far a check goes.
type CheckOptions struct {
	// Quick leaves out what takes longest: the file page by page, and the index of words word by word.
	Quick bool
	// Progress, where it is not nil, is told how many articles have been looked at, of how many.
	Progress func(done, all int)
}

// Check looks whether the archive is whole: the file, the texts and their hashes, the spans of statements, the index of
// words, all that is counted, who is who, and corrections. It hands over what it finds as it finds it, changes nothing, and
// sees the archive as it is when it starts. Unless it is quick, others that write wait while the index of words is checked.
func (a *Archive) Check(ctx context.Context, o CheckOptions, found func(Finding) error) (CheckedParts, error) {
	c := checker{ctx: ctx, found: found}
	err := a.fresh(ctx, func(tx *sql.Tx) error {
		c.tx = tx
		if !o.Quick {
			if err := c.file(); err != nil {
				return err
			}
		}
		if err := c.counts(); err != nil {
			return err
		}
		return c.articles(o.Progress)
	})
	if err == nil && !o.Quick {
		err = a.checkWords(ctx, &c)
	}
	return c.sum, a.wrap("check", err)
}

// fresh runs f on the archive as it is now, on a connection of its own: one that was used before may remember pages of the
// index of words that are not there any more, which an integrity check takes for damage.
func (a *Archive) fresh(ctx context.Context, f func(*sql.Tx) error) error {
	absolute, err := filepath.Abs(a.path)
	if err != nil {
		return err
	}
	db, err := connect(absolute, "rw", "&_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = f(tx)
	if end := tx.Rollback(); err == nil && !errors.Is(end, sql.ErrTxDone) {
		err = end
	}
	return errors.Join(err, db.Close())
}

type checker struct {
	ctx   context.Context
	tx    *sql.Tx
	found func(Finding) error
	sum   CheckedParts
}

func (c *checker) report(f Finding) error {
	if f.Fault {
		c.sum.Faults++
	} else {
		c.sum.Notes++
	}
	return c.found(f)
}

func (c *checker) fault(part, article, what string, args ...any) error {
	return c.report(Finding{true, part, article, fmt.Sprintf(what, args...)})
}

// file looks at the file as SQLite knows it.
func (c *checker) file() error {
	lines, err := column[string](c.tx.QueryContext(c.ctx, "PRAGMA integrity_check(20)"))
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			if err := c.fault("file", "", "%s", line); err != nil {
				return err
			}
		}
	}
	if lines, err = column[string](c.tx.QueryContext(c.ctx,
		`SELECT "table" || ' row ' || coalesce(rowid, '?') || ' points to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 20`)); err != nil {
		return err
	}
	for _, line := range lines {
		if err := c.fault("file", "", "%s", line); err != nil {
			return err
		}
	}
	return nil
}

// counted are the questions to which the answer must be nothing. Each gives what is wrong, in words.
var counted = []struct{ part, query string }{
	{"counts", `SELECT 'the archive counts ' || articles || ' articles and has ' || (SELECT count(*) FROM articles) FROM totals WHERE articles <> (SELECT count(*) FROM articles)`},
	{"counts", `SELECT 'the archive counts ' || statements || ' statements and has ' || (SELECT count(*) FROM statements) FROM totals WHERE statements <> (SELECT count(*) FROM statements)`},
	{"counts", `SELECT 'the archive counts ' || linked || ' linked articles of ' || articles FROM totals WHERE linked <> articles`},
	{"counts", `SELECT 'article ' || key || ' counts ' || a.statements || ' statements and has ' || (SELECT count(*) FROM statements s WHERE s.article = a.id) FROM articles a WHERE statements <> (SELECT count(*) FROM statements s WHERE s.article = a.id)`},
	{"counts", `SELECT 'outlet ' || name || ' counts ' || o.articles || ' articles' FROM outlets o LEFT JOIN (SELECT outlet, count(*) AS n FROM articles GROUP BY outlet) a ON a.outlet = o.id WHERE o.articles <> coalesce(a.n, 0)`},
	{"counts", `SELECT 'voice ' || v.id || ' counts ' || v.statements || ' statements' FROM voices v LEFT JOIN (SELECT voice, count(*) AS n FROM statements GROUP BY voice) s ON s.voice = v.id WHERE v.statements <> coalesce(s.n, 0)`},
	{"counts", `SELECT 'speaker ' || p.name || ' counts ' || p.statements || ' statements' FROM speakers p LEFT JOIN (SELECT speaker, sum(statements) AS n FROM voices GROUP BY speaker) v ON v.speaker = p.id WHERE p.statements <> coalesce(v.n, 0)`},
	{"counts", `SELECT 'quotation ' || q.id || ' counts ' || q.statements || ' statements in ' || q.articles || ' articles and has ' || coalesce(d.n, 0) || ' in ' || coalesce(d.a, 0)
		FROM quotations q LEFT JOIN (SELECT quotation, count(*) AS n, count(DISTINCT article) AS a FROM quoted GROUP BY quotation) d ON d.quotation = q.id
		WHERE q.statements <> coalesce(d.n, 0) OR q.articles <> coalesce(d.a, 0)`},
	{"counts", `SELECT 'a statement carries quotation ' || quotation || ', which is not there' FROM quoted WHERE quotation NOT IN (SELECT id FROM quotations)`},
	{"text", `SELECT 'article ' || key || ' has no text' FROM articles WHERE id NOT IN (SELECT article FROM texts)`},
	{"words", `SELECT 'statement in row ' || id || ' is not in the index of words' FROM statements WHERE kind IN ('direct', 'mixed', 'indirect') AND id NOT IN (SELECT rowid FROM words WHERE words MATCH 'facets : (direct1 OR mixed1 OR indirect1)')`},
	{"words", `SELECT 'the index of words has row ' || id || ', and there is no such statement' FROM (SELECT rowid AS id FROM words WHERE words MATCH 'facets : (direct1 OR mixed1 OR indirect1)') WHERE id NOT IN (SELECT id FROM statements)`},
	{"people", `SELECT 'number ' || e.id || ', ' || e.name || ', counts ' || e.articles || ' articles and is in ' || coalesce(x.n, 0) FROM entities e LEFT JOIN (SELECT entity, count(*) AS n FROM appearances GROUP BY entity) x ON x.entity = e.id WHERE e.articles <> coalesce(x.n, 0)`},
	{"people", `SELECT 'number ' || e.id || ', ' || e.name || ', counts ' || e.statements || ' statements and has ' || coalesce(x.n, 0) FROM entities e LEFT JOIN (SELECT entity, sum(statements) AS n FROM appearances GROUP BY entity) x ON x.entity = e.id WHERE e.statements <> coalesce(x.n, 0)`},
	{"people", `SELECT name || ' of an article is nobody in the archive' FROM appearances WHERE entity NOT IN (SELECT id FROM entities)`},
	{"people", `SELECT 'somebody has a part in the statement in row ' || statement || ', which is not there' FROM said WHERE statement NOT IN (SELECT id FROM statements)`},
	{"people", `SELECT 'nobody has a part in the statement in row ' || statement FROM said WHERE appearance NOT IN (SELECT id FROM appearances)`},
	{"people", `SELECT 'contact ' || id || ' rests on the statement in row ' || statement || ', which is not there' FROM contacts WHERE statement IS NOT NULL AND statement NOT IN (SELECT id FROM statements)`},
	{"people", `SELECT 'the role ' || role || ' rests on the statement in row ' || statement || ', which is not there' FROM roles WHERE statement IS NOT NULL AND statement NOT IN (SELECT id FROM statements)`},
	{"people", `SELECT 'contact ' || contact || ' is not there, and has parties' FROM parties WHERE contact NOT IN (SELECT id FROM contacts)`},
	{"people", `SELECT 'dispute ' || dispute || ' is about a statement that is not there' FROM disputants WHERE statement <> 0 AND statement NOT IN (SELECT id FROM statements)`},
	{"people", `SELECT 'dispute ' || dispute || ' is about a contact that is not there' FROM disputants WHERE contact <> 0 AND contact NOT IN (SELECT id FROM contacts)`},
	{"people", `SELECT 'dispute ' || dispute || ' is not there, and has sides' FROM disputants WHERE dispute NOT IN (SELECT id FROM disputes)`},
	{"people", `SELECT 'the word ' || word || ' leads to a denial that is not there' FROM denial_words WHERE statement NOT IN (SELECT id FROM statements)`},
	{"corrections", `SELECT 'the statement in row ' || statement || ' is to be looked at, and is not there' FROM doubts WHERE statement NOT IN (SELECT id FROM statements)`},
	{"corrections", `SELECT 'correction ' || c.id || ' is about article ' || c.article || ', which is not there' FROM corrections c WHERE article <> '' AND article NOT IN (SELECT key FROM articles)`},
	{"corrections", `SELECT 'correction ' || c.id || ' stands for a decision that is not there' FROM corrections c WHERE decision IS NOT NULL AND decision NOT IN (SELECT id FROM decisions)`},
	{"corrections", `SELECT 'decision ' || d.id || ' is not in the log' FROM decisions d WHERE id NOT IN (SELECT decision FROM corrections WHERE decision IS NOT NULL)`},
}

// checkedAtMost is how many findings of one kind are told one by one.
const checkedAtMost = 20

func (c *checker) counts() error {
	for _, q := range counted {
		lines, err := column[string](c.tx.QueryContext(c.ctx, q.query+fmt.Sprintf(" LIMIT %d", checkedAtMost+1)))
		if err != nil {
			return err
		}
		for i, line := range lines {
			if i == checkedAtMost {
				line = "and more of this kind"
			}
			if err := c.fault(q.part, "", "%s", line); err != nil {
				return err
			}
		}
	}
	return nil
}

// articles looks at every article.
func (c *checker) articles(progress func(done, all int)) error {
	keys, err := column[string](c.tx.QueryContext(c.ctx, "SELECT key FROM articles ORDER BY id"))
	if err != nil {
		return err
	}
	for i, key := range keys {
		if err := c.article(key); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(keys))
		}
	}
	return nil
}

func (c *checker) article(key string) error {
	c.sum.Articles++
	k, err := keptArticle(c.ctx, c.tx, key)
	var code interface{ Code() int } // of SQLite; anything else is in the data
	if errors.As(err, &code) || c.ctx.Err() != nil {
		return err
	}
	if err != nil {
		return c.fault("text", key, "cannot be read: %v", err)
	}
	text := k.article.Text
	if !utf8.ValidString(text) {
		if err := c.fault("text", key, "its text is not UTF-8"); err != nil {
			return err
		}
	}
	if k.key != key {
		if err := c.fault("text", key, "its key does not agree with its text, title, outlet, date and address"); err != nil {
			return err
		}
	}
	if sum := k.article.TextSHA256(); k.shown.TextSHA256 != sum {
		if err := c.fault("text", key, "its text has the hash %s, its record says %s", sum, k.shown.TextSHA256); err != nil {
			return err
		}
	}
	if err := check(Entry{k.article, k.shown}); err != nil {
		return c.fault("statements", key, "%v", err)
	}
	if err := c.statements(k); err != nil {
		return err
	}
	return c.corrected(k)
}

// statements holds the rows of an article's statements against its text.
func (c *checker) statements(k *kept) error {
	rows, err := c.tx.QueryContext(c.ctx, "SELECT number, kind, mode, source, cue, content FROM statements WHERE article = ? ORDER BY number", k.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for i := 0; rows.Next(); i++ {
		c.sum.Statements++
		var number int
		var kind, mode, source, cue, content string
		if err := rows.Scan(&number, &kind, &mode, &source, &cue, &content); err != nil {
			return err
		}
		s, text := &k.shown.Statements[i], k.article.Text
		wrong := ""
		switch {
		case number != i:
			wrong = fmt.Sprintf("is number %d, and number %d is missing", number, i)
		case kind != string(s.Kind) || mode != string(s.Mode):
			wrong = "is searched as of another kind or mode than it is"
		case source != s.Source.Of(text) || cue != s.Cue.Of(text) || content != s.Content.Of(text):
			wrong = "is searched by other words than those of its parts"
		}
		if wrong != "" {
			if err := c.fault("statements", k.key, "statement %s %s", s.ID, wrong); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// corrected looks whether what is shown is what the corrections make of what was read.
func (c *checker) corrected(k *kept) error {
	if len(k.corrections) == 0 {
		return nil
	}
	a := apply(k.article.Text, k.read, k.corrections)
	if !sameRecord(a.record, k.shown) {
		if err := c.fault("corrections", k.key, "what is shown is not what its corrections make of what was read"); err != nil {
			return err
		}
	}
	var aside, wanted int
	if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM aside WHERE article = ?", k.id).Scan(&aside); err != nil {
		return err
	}
	for _, h := range a.list {
		if h.aside != 0 {
			wanted++
		}
	}
	if aside != wanted {
		if err := c.fault("corrections", k.key, "%d statements are put aside, and its corrections put %d aside", aside, wanted); err != nil {
			return err
		}
	}
	for i, o := range a.outcomes {
		c.sum.Corrections++
		x := &k.corrections[i]
		var err error
		switch {
		case o.state != x.State || o.id != x.Statement:
			err = c.fault("corrections", k.key, "correction %d is noted as %s, and is %s", x.ID, strings.TrimSpace(string(x.State)+" "+x.Statement), strings.TrimSpace(string(o.state)+" "+o.id))
		case o.state == Unanchored:
			err = c.report(Finding{false, "corrections", k.key, fmt.Sprintf("correction %d is unanchored: %s", x.ID, x.What)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkWords compares the index of words with what it indexes, word for word. SQLite does that in a statement that counts
// as writing.
func (a *Archive) checkWords(ctx context.Context, c *checker) error {
	var broken error
	err := a.write(ctx, func(b *batch) error {
		_, broken = b.tx.ExecContext(ctx, "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
		return errRolledBack
	})
	if err != nil && !errors.Is(err, errRolledBack) {
		return err
	}
	if broken == nil {
		return nil
	}
	if ctx.Err() != nil {
		return broken
	}
	return c.fault("words", "", "the index of words does not agree with the statements: %v", broken)
}

var errRolledBack = errors.New("rolled back")
