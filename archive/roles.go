package archive

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"

	"sayso/authority"
)

// roleNames remembers the different roles of an archive, which are few beside those who hold them. It reads on from where it
// stopped, so that after the first time it costs next to nothing.
type roleNames struct {
	mu    sync.Mutex
	last  int64 // the last row that was read
	names []string
	words map[string][]string
}

// with returns the roles in whose names all of some folded words occur.
func (r *roleNames) with(ctx context.Context, tx *sql.Tx, words []string) ([]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var last int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM roles").Scan(&last); err != nil {
		return nil, err
	}
	if last < r.last { // linked anew
		r.last = 0
	}
	if last > r.last {
		found, err := column[string](tx.QueryContext(ctx, "SELECT DISTINCT role FROM roles WHERE id > ?", r.last))
		if err != nil {
			return nil, err
		}
		if r.words == nil {
			r.words = map[string][]string{}
		}
		for _, name := range found {
			if r.words[name] == nil {
				r.words[name] = strings.Fields(authority.Fold(name))
				r.names = append(r.names, name)
			}
		}
		r.last = last
	}
	var list []string
	for _, name := range r.names {
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(r.words[name], w) }) {
			list = append(list, name)
		}
	}
	return list, nil
}
