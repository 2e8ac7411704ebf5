package archive

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sayso/authority"
)

// Authority is a list of known people and organisations that the archive holds.
type Authority struct {
	Name string `json:"name"`
	// Format is what the file was read as.
	Format string `json:"format"`
	// Source and Licence are where it comes from and on what terms.
	Source  string `json:"source,omitempty"`
	Licence string `json:"licence,omitempty"`
	// Added is when it came in, in ISO 8601.
	Added   string `json:"added"`
	Entries int    `json:"entries"`
}

// AddAuthority keeps a list, all of it or nothing. A list of the same name is replaced. read calls its argument for
// every entry and returns the format that it found. Articles added from now on are compared with the list; for those
// that are there already, see Relink.
func (a *Archive) AddAuthority(ctx context.Context, list Authority, read func(func(authority.Entry) error) (string, error)) (Authority, error) {
	err := a.write(ctx, func(b *batch) error {
		if err := b.removeAuthority(list.Name); err != nil {
			return err
		}
		list.Added = time.Now().UTC().Format(time.RFC3339)
		var id int64
		err := b.queryRow(`INSERT INTO authorities (name, format, source, licence, added, entries) VALUES (?, '', ?, ?, ?, 0) RETURNING id`,
			list.Name, list.Source, list.Licence, list.Added).Scan(&id)
		if err != nil {
			return err
		}
		list.Format, err = read(func(e authority.Entry) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return b.addAuthorityEntry(id, &e)
		})
		if err != nil {
			return err
		}
		return b.queryRow(`UPDATE authorities SET format = ?, entries = (SELECT count(*) FROM authority_entries WHERE authority = ?2)
			WHERE id = ?2 RETURNING entries`, list.Format, id).Scan(&list.Entries)
	})
	return list, a.wrap("add the list to", err)
}

// addAuthorityEntry keeps an entry, or adds what is new of one to what is there.
func (b *batch) addAuthorityEntry(list int64, e *authority.Entry) error {
	kind := e.Kind
	if kind == "" {
		kind = "person"
	}
	var id int64
	var name string
	err := b.queryRow(`INSERT INTO authority_entries (authority, entry, kind, name, gender, born, wikidata) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET name = iif(name = '', excluded.name, name), gender = iif(gender = '', excluded.gender, gender),
		born = iif(born = '', excluded.born, born), wikidata = iif(wikidata = '', excluded.wikidata, wikidata) RETURNING id, name`,
		list, e.ID, kind, e.Name, e.Gender, e.Born, e.Wikidata).Scan(&id, &name)
	if err != nil {
		return fmt.Errorf("entry %q: %w", e.ID, err)
	}
	if kind == "person" {
		for _, written := range append([]string{e.Name}, e.Names...) {
			if last := authority.ParseName(written).Last; last != "" {
				if _, err := b.exec("INSERT OR IGNORE INTO authority_names (word, entry, name) VALUES (?, ?, ?)", last, id, written); err != nil {
					return err
				}
			}
		}
	}
	for _, r := range e.Roles {
		if _, err := b.exec("INSERT OR IGNORE INTO authority_roles (entry, role, org, place, start, stop) VALUES (?, ?, ?, ?, ?, ?)",
			id, r.Role, r.Org, r.Place, r.From, r.To); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) removeAuthority(name string) error {
	const entries = "(SELECT e.id FROM authority_entries e JOIN authorities a ON a.id = e.authority WHERE a.name = ?)"
	for _, query := range []string{"DELETE FROM authority_names WHERE entry IN " + entries, "DELETE FROM authority_roles WHERE entry IN " + entries,
		"DELETE FROM authority_entries WHERE id IN " + entries, "DELETE FROM authorities WHERE name = ?"} {
		if _, err := b.exec(query, name); err != nil {
			return err
		}
	}
	return nil
}

// RemoveAuthority takes a list out. ErrNotFound says that there is none of this name. What was linked by it stays
// until Relink.
func (a *Archive) RemoveAuthority(ctx context.Context, name string) error {
	err := a.write(ctx, func(b *batch) error {
		var there bool
		if err := b.queryRow("SELECT EXISTS (SELECT 1 FROM authorities WHERE name = ?)", name).Scan(&there); err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("list %q: %w", name, ErrNotFound)
		}
		return b.removeAuthority(name)
	})
	return a.wrap("change", err)
}

// Authorities returns the lists that the archive holds, by name.
func (a *Archive) Authorities(ctx context.Context) ([]Authority, error) {
	rows, err := a.readers.QueryContext(ctx, "SELECT name, format, source, licence, added, entries FROM authorities ORDER BY name")
	lists, err := collect(rows, err, func(row *sql.Rows, l *Authority) error {
		return row.Scan(&l.Name, &l.Format, &l.Source, &l.Licence, &l.Added, &l.Entries)
	})
	return lists, a.wrap("look up", err)
}

// entryOf reads an entry.
func entryOf(query func(string, ...any) (*sql.Rows, error), id int64) (*authority.Entry, error) {
	e := &authority.Entry{}
	rows, err := query(`SELECT 0, e.entry, e.kind, e.name, e.gender, e.wikidata, e.born, a.name FROM authority_entries e JOIN authorities a ON a.id = e.authority WHERE e.id = ?1
		UNION ALL SELECT 1, name, '', '', '', '', '', '' FROM authority_names WHERE entry = ?1
		UNION ALL SELECT 2, role, org, place, start, stop, '', '' FROM authority_roles WHERE entry = ?1`, id)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var part int
		var s [7]string
		if err := row.Scan(&part, &s[0], &s[1], &s[2], &s[3], &s[4], &s[5], &s[6]); err != nil {
			return err
		}
		switch part {
		case 0:
			e.ID, e.Kind, e.Name, e.Gender, e.Wikidata, e.Born, e.List = s[0], s[1], s[2], s[3], s[4], s[5], s[6]
		case 1:
			if s[0] != e.Name {
				e.Names = append(e.Names, s[0])
			}
		case 2:
			e.Roles = append(e.Roles, authority.Role{Role: s[0], Org: s[1], Place: s[2], From: s[3], To: s[4]})
		}
		return nil
	})
	return e, err
}
