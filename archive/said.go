package archive

import (
	"context"
	"database/sql"
	"fmt"
	"math"
)

// SaidQuery asks for statements by who has a part in them.
type SaidQuery struct {
	// By is the speaker, About whom it is about; one of the two is to be given.
	By, About int64
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
	// Past is the mark of the last hit of the page before, as Found.Next gives it.
	Past Mark
}

// Said returns what somebody said, or what others said about somebody, the newest first, each with its chain.
func (a *Archive) Said(ctx context.Context, q SaidQuery) (Found, error) {
	var found Found
	err := a.read(ctx, func(tx *sql.Tx) error {
		id, part := q.By, partSpeaker
		if id == 0 {
			id, part = q.About, partAbout
		}
		const from = "FROM appearances x JOIN said d ON d.appearance = x.id AND d.part = ?2 WHERE x.entity = ?1"
		not := ""
		if part == partAbout { // what others said
			not = " AND NOT EXISTS (SELECT 1 FROM marks me JOIN appearances y ON y.id = me.appearance WHERE me.statement = d.statement AND y.entity = ?1)"
		}
		if err := tx.QueryRowContext(ctx, "SELECT count(DISTINCT d.statement) "+from+not, id, part).Scan(&found.Total); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		past := int64(math.MaxInt64)
		if q.Past != (Mark{}) {
			past = q.Past.Row
		}
		err := each(ctx, tx, func(hit Hit) error {
			found.Hits = append(found.Hits, hit)
			return nil
		}, `SELECT `+hitColumns+` FROM (SELECT DISTINCT d.statement `+from+not+` AND d.statement < ?5 ORDER BY d.statement DESC LIMIT ?3 OFFSET ?4) f CROSS JOIN `+hitTables+`
			WHERE s.id = f.statement ORDER BY s.id DESC`, id, part, limit, max(0, q.Offset), past)
		if err != nil {
			return err
		}
		if n := len(found.Hits); n > 0 && n == limit && (q.Past != (Mark{}) || q.Offset+n < found.Total) {
			found.Next = Mark{Row: found.Hits[n-1].id}
		}
		for i := range found.Hits {
			if err := chainOf(ctx, tx, &found.Hits[i]); err != nil {
				return fmt.Errorf("chain of %s: %w", found.Hits[i].Statement.ID, err)
			}
		}
		return nil
	})
	return found, a.wrap("look up", err)
}
