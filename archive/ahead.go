package archive

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"sayso"
)

// Of the entities that a batch may need, most are read before linking begins, all at once: to ask for one costs nearly as
// much as to ask for a hundred.

// listAtMost is how many entities of a key are candidates: those in most articles.
const listAtMost = 60

// lookAhead looks up the keys of appearances and reads the entities that linking will compare them with.
func (l *linker) lookAhead(list []*appearance) error {
	if l.storedID == 0 {
		return nil // a new archive: there is nobody
	}
	var wanted []any
	asked := map[entityKey]bool{}
	compared := map[entityKey]bool{}
	want := func(key string, kind int, load bool) {
		k := entityKey{key, kind}
		compared[k] = compared[k] || load
		if key == "" || asked[k] || !utf8.ValidString(key) {
			return
		}
		asked[k] = true
		wanted = append(wanted, [2]any{key, kind})
	}
	for _, x := range list {
		switch n := x.parsed; {
		case x.kind != sayso.Person:
			name := x.folded()
			want(name, keyFull, true)
			want(name, keyOther, true)
		case n.Full():
			want(n.Key(), keyFull, true)
			want(x.authority, keyKnown, true)
			want(n.Last, keyOnly, false)
			want(n.First, keyOnly, false)
		default:
			want(n.Last, keyLast, true)
			want(n.Last, keyFirst, true)
			want(n.Last, keyOnly, true)
		}
	}
	found := map[entityKey][]int64{}
	var ids []int64
	for chunk := range slices.Chunk(wanted, aheadChunk) {
		rows, err := l.queryList(`SELECT key, kind, entity FROM (SELECT e.key, e.kind, e.entity, row_number() OVER (PARTITION BY e.key, e.kind ORDER BY e.articles DESC, e.entity) AS place
			FROM json_each(?) j CROSS JOIN entity_keys e WHERE e.key = j.value ->> 0 AND e.kind = j.value ->> 1)
			WHERE place <= 60 ORDER BY key, kind, place`, chunk)
		if err != nil {
			return fmt.Errorf("look up names: %w", err)
		}
		for rows.Next() {
			var k entityKey
			var id int64
			if err := rows.Scan(&k.key, &k.kind, &id); err != nil {
				rows.Close()
				return err
			}
			found[k] = append(found[k], id)
			if compared[k] {
				ids = append(ids, id)
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	for k := range asked {
		l.ahead[k] = found[k]
	}
	slices.Sort(ids)
	return l.loadAll(slices.Compact(ids))
}

// aheadChunk is how many things are looked up by one SQL statement.
const aheadChunk = 500

// queryList asks with one argument that is a list, as JSON.
func (b *batch) queryList(query string, list any) (*sql.Rows, error) {
	encoded, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return b.query(query, string(encoded))
}

// loadAll reads entities that are not loaded yet.
func (l *linker) loadAll(ids []int64) error {
	var missing []int64
	for _, id := range ids {
		if l.loaded[id] == nil {
			missing = append(missing, id)
		}
	}
	for chunk := range slices.Chunk(missing, aheadChunk) {
		if err := l.loadChunk(chunk); err != nil {
			return fmt.Errorf("read who is known: %w", err)
		}
	}
	return nil
}

func (l *linker) loadChunk(ids []int64) error {
	const these = "IN (SELECT value FROM json_each(?))"
	rows, err := l.queryList("SELECT id, type, middle, articles, statements, female, male, authority, traits FROM entities WHERE id "+these+" ORDER BY id", ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e := &entity{keys: map[entityKey]int{}, forms: map[string]int{}}
		var kind string
		var traits []byte
		if err := rows.Scan(&e.id, &kind, &e.middle, &e.articles, &e.statements, &e.female, &e.male, &e.authority, &traits); err != nil {
			return err
		}
		if e.traits, err = unpackTraits(traits); err != nil {
			return fmt.Errorf("entity %d: %w", e.id, err)
		}
		e.kind, e.stored = sayso.EntityType(kind), e.articles
		l.loaded[e.id] = e
		l.entities = append(l.entities, e)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, part := range []struct {
		query string
		take  func(e *entity, s string, n, m int)
	}{
		{"SELECT entity, key, kind, articles FROM entity_keys WHERE entity " + these, func(e *entity, s string, n, m int) { e.keys[entityKey{s, n}] = m }},
		{"SELECT entity, name, articles, 0 FROM entity_forms WHERE entity " + these, func(e *entity, s string, n, _ int) { e.forms[s] = n }},
		{"SELECT entity, '', decision, side FROM entity_decisions WHERE entity " + these + " ORDER BY decision, side",
			func(e *entity, _ string, n, m int) { e.tags = append(e.tags, tag{int64(n), m}) }},
	} {
		rows, err := l.queryList(part.query, ids)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var s string
			var n, m int
			if err := rows.Scan(&id, &s, &n, &m); err != nil {
				return err
			}
			if e := l.loaded[id]; e != nil {
				part.take(e, s, n, m)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// keyed returns the numbers of the entities that have a key, those in most articles first.
func (l *linker) keyed(k entityKey) ([]int64, error) {
	if ids, ok := l.ahead[k]; ok {
		return ids, nil
	}
	if l.storedID == 0 {
		return nil, nil
	}
	ids, err := column[int64](l.query("SELECT entity FROM entity_keys WHERE key = ? AND kind = ? ORDER BY articles DESC, entity LIMIT ?", k.key, k.kind, listAtMost))
	if err == nil {
		l.ahead[k] = ids
	}
	return ids, err
}
