package archive

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"

	"sayso"
)

// What a person should look at: where the reading's chances are even or nearly so, there is most to be learnt from an
// answer (uncertainty sampling); and where it does not know who speaks.
const (
	doubtFrom, doubtTo = 0.3, 0.7 // confidence
	doubtWho           = 100      // of an unknown speaker, in thousandths as doubts are
)

// doubtOf tells how much a statement should be looked at, 0 the most; false if it need not be.
func doubtOf(s *sayso.Statement, source string) (doubt int, is bool) {
	if s.Checked != nil {
		return 0, false
	}
	if s.Confidence >= doubtFrom && s.Confidence <= doubtTo {
		return int(math.Round(math.Abs(s.Confidence-0.5) * 1000)), true
	}
	unknown := s.Speaker.Type == sayso.SpeakerNone || s.Speaker.Type == sayso.SpeakerUnnamed
	return doubtWho, unknown && slices.Contains([]string{"he", "she", "they", "it", "who"}, strings.ToLower(source))
}

// doubts notes which statements of an article a person should look at.
func (b *batch) doubts(article *sayso.Article, record *sayso.Record, ids []int64) error {
	for i := range record.Statements {
		s := &record.Statements[i]
		doubt, is := doubtOf(s, s.Source.Of(article.Text))
		if !is {
			continue
		}
		if _, err := b.exec("INSERT OR REPLACE INTO doubts (doubt, statement) VALUES (?, ?)", doubt, ids[i]); err != nil {
			return err
		}
	}
	return nil
}

// noDoubts forgets which statements of an article a person should look at.
func (b *batch) noDoubts(article int64) error {
	_, err := b.exec("DELETE FROM doubts WHERE statement IN (SELECT id FROM statements WHERE article = ?)", article)
	return err
}

// Doubtful is a statement that a person should look at, with its place in the queue.
type Doubtful struct {
	Hit
	// Place is where it stands in the queue: give it to Review to go on behind it.
	Place QueuePlace
	// Who: it is here because nobody knows who speaks.
	Who bool
}

// QueuePlace is a place in the queue.
type QueuePlace struct {
	Doubt int   `json:"doubt"`
	ID    int64 `json:"id"`
}

// Before is the place in front of the whole queue.
var Before = QueuePlace{Doubt: -1}

// ReviewQuery asks for a part of the queue.
type ReviewQuery struct {
	// From is the place behind which to begin; with Back, before which to end. Before is the start.
	From QueuePlace
	Back bool
	// Limit is the most to return, 50 if zero.
	Limit int
}

// Review returns what a person should look at, the least sure first. left is how many there are in all.
func (a *Archive) Review(ctx context.Context, q ReviewQuery) (list []Doubtful, left int, err error) {
	err = a.read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM doubts").Scan(&left); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		query := "SELECT doubt, statement FROM doubts WHERE (doubt, statement) > (?, ?) ORDER BY doubt, statement LIMIT ?"
		if q.Back {
			query = "SELECT doubt, statement FROM doubts WHERE (doubt, statement) < (?, ?) ORDER BY doubt DESC, statement DESC LIMIT ?"
		}
		rows, err := tx.QueryContext(ctx, query, q.From.Doubt, q.From.ID, limit)
		if list, err = collect(rows, err, func(row *sql.Rows, d *Doubtful) error { return row.Scan(&d.Place.Doubt, &d.Place.ID) }); err != nil {
			return err
		}
		if q.Back {
			slices.Reverse(list)
		}
		for i := range list {
			if list[i].Hit, err = hitByID(ctx, tx, list[i].Place.ID); err != nil {
				return err
			}
			list[i].Who = list[i].Place.Doubt == doubtWho && (list[i].Statement.Confidence < doubtFrom || list[i].Statement.Confidence > doubtTo)
		}
		return nil
	})
	return list, left, a.wrap("look up", err)
}

// Agreement is how far people and a reading agreed in a week.
type Agreement struct {
	// Week is the Monday of the week, in ISO 8601; Reader the reading that had read the statements.
	Week   string `json:"week"`
	Reader string `json:"reader"`
	// Accepted, Changed and Rejected count statements that were read by what was done last about them; Missed counts
	// those that people added.
	Accepted int `json:"accepted"`
	Changed  int `json:"changed"`
	Rejected int `json:"rejected"`
	Missed   int `json:"missed"`
}

// Share is how many of the statements that were read and looked at were right as they stood, 0 to 1.
func (a *Agreement) Share() float64 {
	all := a.Accepted + a.Changed + a.Rejected
	if all == 0 {
		return 0
	}
	return float64(a.Accepted) / float64(all)
}

// Agreement returns how far people agreed with each reading, week by week, the latest first. A statement counts once, in the
// week in which somebody last looked at it; what was taken back does not count.
func (a *Archive) Agreement(ctx context.Context) ([]Agreement, error) {
	type statement struct{ article, id, reader string }
	type verdict struct {
		week string
		verb Verb
	}
	verdicts := map[statement]verdict{}
	sums := map[[2]string]*Agreement{}
	at := func(week, reader string) *Agreement {
		x := sums[[2]string{week, reader}]
		if x == nil {
			x = &Agreement{Week: week, Reader: reader}
			sums[[2]string{week, reader}] = x
		}
		return x
	}
	err := a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT date(c.at, '-6 days', 'weekday 1'), c.reader, c.verb, c.article,
			coalesce(c.target ->> '$.read.id', c.target ->> '$.statement.id', ''), coalesce(c.target ->> '$.added', 0)
			FROM corrections c JOIN correction_states s ON s.correction = c.id
			WHERE c.verb IN ('accept', 'reject', 'change', 'add') AND s.state <> 'undone' AND c.target ->> '$.carried' IS NULL ORDER BY c.id`)
		return eachRow(rows, err, func(row *sql.Rows) error {
			var s statement
			var v verdict
			var added int64
			if err := row.Scan(&v.week, &s.reader, &v.verb, &s.article, &s.id, &added); err != nil {
				return err
			}
			switch {
			case v.verb == Insert:
				at(v.week, s.reader).Missed++
			case added != 0: // it was not read
			default:
				if v.verb == Accept && verdicts[s].verb == Alter {
					v.verb = Alter // right only after it was changed
				}
				verdicts[s] = v
			}
			return nil
		})
	})
	for s, v := range verdicts { // sums do not depend on the order
		switch x := at(v.week, s.reader); v.verb {
		case Accept:
			x.Accepted++
		case Alter:
			x.Changed++
		case Reject:
			x.Rejected++
		}
	}
	var list []Agreement
	for _, x := range sums {
		list = append(list, *x)
	}
	slices.SortFunc(list, func(x, y Agreement) int { return cmp.Or(cmp.Compare(y.Week, x.Week), cmp.Compare(x.Reader, y.Reader)) })
	return list, a.wrap("look up", err)
}
