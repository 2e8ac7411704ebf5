package archive

import "strings"

// bulk inserts rows many at a time: most of the cost of inserting a short row is that of running an SQL statement.
type bulk struct {
	batch      *batch
	head, tail string
	columns    int
	args       []any
}

// bulkRows are the numbers of rows that are inserted by one SQL statement, the most first.
var bulkRows = [...]int{32, 8, 1}

// bulk begins rows of a table. columns are its columns as SQL has them, tail is what follows the values: "ON CONFLICT …".
func (b *batch) bulk(verb, table, columns, tail string) *bulk {
	return &bulk{batch: b, head: verb + " INTO " + table + " (" + columns + ") VALUES ", tail: tail, columns: strings.Count(columns, ",") + 1}
}

// add inserts a row, sooner or later.
func (k *bulk) add(values ...any) error {
	k.args = append(k.args, values...)
	if len(k.args) < bulkRows[0]*k.columns {
		return nil
	}
	return k.write(bulkRows[0])
}

// write inserts the first n rows.
func (k *bulk) write(n int) error {
	values := "(?" + strings.Repeat(", ?", k.columns-1) + ")"
	_, err := k.batch.exec(k.head+values+strings.Repeat(", "+values, n-1)+k.tail, k.args[:n*k.columns]...)
	k.args = k.args[:copy(k.args, k.args[n*k.columns:])]
	return err
}

// flush inserts what is left.
func (k *bulk) flush() error {
	for _, n := range bulkRows {
		for len(k.args) >= n*k.columns {
			if err := k.write(n); err != nil {
				return err
			}
		}
	}
	return nil
}
