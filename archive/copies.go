package archive

import (
	"context"
	"database/sql"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// Copies returns groups of copies, those of most articles first. Of an article that changed, the latest version counts.
func (a *Archive) Copies(ctx context.Context, q CopyQuery) (FoundCopies, error) {
	var found FoundCopies
	err := a.read(ctx, func(tx *sql.Tx) error {
		condition, args := "origin <> 0", []any{}
		if q.Key != "" {
			id, err := articleID(ctx, tx, q.Key)
			if err != nil {
				return err
			}
			condition, args = "origin <> 0 AND origin = (SELECT origin FROM articles WHERE id = ?)", append(args, id)
		}
		if q.Outlet != "" {
			condition += " AND origin IN (SELECT b.origin FROM articles b JOIN outlets o ON o.id = b.outlet WHERE b.origin <> 0 AND o.name = ?)"
			args = append(args, q.Outlet)
		}
		const works = "count(DISTINCT iif(work = 0, id, work))"
		if err := tx.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(n), 0) FROM (SELECT "+works+" AS n FROM articles WHERE "+condition+" GROUP BY origin)", args...).
			Scan(&found.Total, &found.Articles); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		ids, err := column[int64](tx.QueryContext(ctx, "SELECT origin FROM articles WHERE "+condition+" GROUP BY origin ORDER BY "+works+" DESC, max(moment) DESC, origin LIMIT ? OFFSET ?",
			append(args, limit, max(0, q.Offset))...))
		if err != nil {
			return err
		}
		found.Groups, err = byID(ctx, tx, ids, copiesOf)
		return err
	})
	return found, a.wrap("look up", err)
}

func copiesOf(ctx context.Context, tx *sql.Tx, id int64) (Copies, error) {
	group := Copies{ID: id}
	places, err := placesOf(ctx, tx, "a.origin = ?", id)
	if err != nil {
		return group, err
	}
	var origin []uint64
	at := map[int64]int{} // works
	for _, p := range places {
		var text string
		if err := tx.QueryRowContext(ctx, "SELECT text FROM texts WHERE article = ?", p.id).Scan(&text); err != nil {
			return group, err
		}
		if group.Agency == "" {
			group.Agency = agencyOf(text)
		}
		runs := runsOf(text)
		if origin == nil {
			origin = runs
		}
		c := Copy{Place: p.Place, Likeness: float64(inBoth(runs, origin)) / float64(max(1, len(runs)))}
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM statement_rows s JOIN marks m ON m.statement = s.id WHERE s.article = ? AND instr(m.facets, ?) = 0",
			p.id, repeatedCode).Scan(&c.Own); err != nil {
			return group, err
		}
		if i, ok := at[p.work]; ok {
			c.Own += group.Articles[i].Own
			group.Articles[i] = c
			continue
		}
		at[p.work] = len(group.Articles)
		group.Articles = append(group.Articles, c)
	}
	return group, nil
}

// agencyOf is the agency that a report names as its source in the way of agencies: "BRECK (Norvik Press) - …".
func agencyOf(text string) string {
	start := text[:min(len(text), 400)]
	for {
		open := strings.IndexByte(start, '(')
		if open < 0 {
			return ""
		}
		start = start[open+1:]
		end := strings.IndexByte(start, ')')
		if end < 0 {
			return ""
		}
		name, rest := start[:end], strings.TrimLeft(start[end+1:], " ")
		if first, _ := utf8.DecodeRuneInString(name); len(name) <= 24 && unicode.IsUpper(first) && strings.IndexFunc(name, unicode.IsDigit) < 0 &&
			(strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—")) {
			return name
		}
		start = start[end:]
	}
}
