package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// quotebank writes quotations as Quotebank's quotation-centric files have them. Quotations are one where they are equal in
// lower case without punctuation, as there; so they are held until the end.
type quotebank struct {
	out   jsonStream
	byKey map[string]int
	all   []quotation
}

// quotation is a line of Quotebank. Probas are pairs of a speaker and its probability.
type quotation struct {
	QuoteID        string      `json:"quoteID"`
	Quotation      string      `json:"quotation"`
	Speaker        string      `json:"speaker"`
	QIDs           []string    `json:"qids"`
	Date           string      `json:"date"`
	NumOccurrences int         `json:"numOccurrences"`
	Probas         [][2]string `json:"probas"`
	URLs           []string    `json:"urls"`
	Phase          string      `json:"phase"`
	// Statements are the ids of the statements, which Quotebank does not have.
	Statements []string `json:"statements"`

	votes []vote
}

// vote is a speaker with the sum of the confidences of its statements.
type vote struct {
	name, qid string
	weight    float64
}

func newQuotebank(w io.Writer, _ Options) (Writer, error) {
	return &quotebank{out: newJSONLines(w), byKey: map[string]int{}}, nil
}

func (q *quotebank) Write(it *Item) error {
	it.begin()
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		for _, span := range quoted(it.Article.Text, s) {
			words := span.Of(it.Article.Text)
			key := plain(words)
			if key == "" {
				continue
			}
			at, known := q.byKey[key]
			if !known {
				at = len(q.all)
				q.byKey[key] = at
				q.all = append(q.all, quotation{Quotation: words, QIDs: []string{}, Phase: "E"})
			}
			one := &q.all[at]
			one.NumOccurrences++
			if day := it.Article.Published; day != "" && (one.Date == "" || day < one.Date) {
				one.Date = day
			}
			one.URLs = appendNew(one.URLs, it.address(Options{}))
			one.Statements = appendNew(one.Statements, it.statementID(s.ID))
			v := vote{name: "None", weight: s.Confidence}
			if s.Speaker.Name != "" {
				v.name = s.Speaker.Name
			}
			if e := it.entities[s.Speaker.Entity]; e != nil {
				v.qid = wikidata(e)
			}
			one.vote(v)
		}
	}
	return nil
}

func (q *quotation) vote(v vote) {
	for i := range q.votes {
		if q.votes[i].name == v.name {
			q.votes[i].weight += v.weight
			return
		}
	}
	q.votes = append(q.votes, v)
}

func (q *quotebank) Close() error {
	days := map[string]int{}
	for i := range q.all {
		one := &q.all[i]
		day, _, _ := strings.Cut(one.Date, "T")
		if day == "" {
			day = "0000-00-00"
		}
		days[day]++
		one.QuoteID = fmt.Sprintf("%s-%06d", day, days[day])
		sum, best := 0.0, one.votes[0]
		for _, v := range one.votes {
			sum += v.weight
			if v.weight > best.weight {
				best = v
			}
		}
		for _, v := range one.votes {
			p := 1.0
			if sum > 0 {
				p = v.weight / sum
			}
			one.Probas = append(one.Probas, [2]string{v.name, fmt.Sprintf("%.4f", p)})
		}
		one.Speaker = best.name
		if best.qid != "" {
			one.QIDs = append(one.QIDs, best.qid)
		}
		if err := q.out.value(one); err != nil {
			return err
		}
	}
	if !q.out.begun {
		return q.out.out.Flush()
	}
	return q.out.close()
}

// plain is a quotation in lower case without punctuation, by which Quotebank takes two for one.
func plain(words string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
