package archive

import "database/sql"

// batch is one transaction of Add. Articles and voices are inserted one by one; statements and the counts of speakers
// and outlets are gathered and inserted at the end, in the order of the tables they go to: the index of words takes
// statements in order many times faster than out of order.
type batch struct {
	tx         *sql.Tx
	insert     map[string]*sql.Stmt
	statements []row
	speakers   map[speakerKey]*speaker
	outlets    map[string]*outlet
	// next is the next free id of a statement, by moment.
	next                   map[moment]int64
	lastArticle, lastVoice int64
	lastSpeaker            int64
	asked                  map[speakerKey]bool // looked up ahead
	voices                 [][]any
	addedArticles          int
	linker                 *linker
	grouper                *grouper
	known                  *knownLists
	reader                 string // by what the articles were read
	// rowsOf are the rows that the statements of an article had before it was shown otherwise, by their IDs.
	rowsOf map[string]int64
}

func newBatch(tx *sql.Tx, known *knownLists) *batch {
	return &batch{tx: tx, insert: map[string]*sql.Stmt{}, speakers: map[speakerKey]*speaker{},
		outlets: map[string]*outlet{}, next: map[moment]int64{}, known: known}
}

// prepared returns an SQL statement that is prepared once for the batch, and closed with the transaction.
func (b *batch) prepared(query string) (*sql.Stmt, error) {
	stmt := b.insert[query]
	if stmt == nil {
		var err error
		if stmt, err = b.tx.Prepare(query); err != nil {
			return nil, err
		}
		b.insert[query] = stmt
	}
	return stmt, nil
}

func (b *batch) exec(query string, args ...any) (sql.Result, error) {
	stmt, err := b.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.Exec(args...)
}

func (b *batch) query(query string, args ...any) (*sql.Rows, error) {
	stmt, err := b.prepared(query)
	if err != nil {
		return nil, err
	}
	return stmt.Query(args...)
}

func (b *batch) queryRow(query string, args ...any) row1 {
	stmt, err := b.prepared(query)
	if err != nil {
		return row1{err: err}
	}
	return row1{Row: stmt.QueryRow(args...)}
}

// row1 is a row, or why there is none.
type row1 struct {
	*sql.Row
	err error
}

func (r row1) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.Row.Scan(dest...)
}
