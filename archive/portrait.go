package archive

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sayso"
	"sayso/authority"
)

// Portrait is what the page of an entity shows of it besides its statements. What is counted over time is counted in the
// latest articles that name it, at most portraitArticles of them, so that the page of anybody comes at once.
type Portrait struct {
	Profile
	// Seen is in how many articles it was looked at; fewer than there are where Part is true.
	Seen int
	Part bool
	// Months are what it said, month by month, the earliest first, without those in which it said nothing.
	Months []Count
	// QuotedBy are the outlets that quote it, by statements.
	QuotedBy []Count
	// SpokeTo are those to whom it said something, by statements; SpokeAbout whom it speaks about.
	SpokeTo, SpokeAbout []EntityCount
	// Outlet is the outlet of the archive that has its name, "" if there is none.
	Outlet string
}

// EntityCount says how often something is so of an entity.
type EntityCount struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	N    int    `json:"n"`
}

const (
	// portraitArticles is how many articles of an entity are looked at, the latest.
	portraitArticles = 20_000
	// portraitStatements is how many of its statements are asked for addressees and subjects, the latest.
	portraitStatements = 1_000
	// portraitDisputes is how many of its articles are asked for disputes, the latest.
	portraitDisputes = 300
	// portraitOthers is how many others a portrait names in each list.
	portraitOthers = 12
	// portraitRoles is how many functions a portrait has, the most frequent.
	portraitRoles = 20
)

// Portrait returns what the page of an entity shows. A number that is no more leads to the entity it was found to be.
// Profile.In, and the counts of Profile but Articles and Statements, are left empty.
func (a *Archive) Portrait(ctx context.Context, id int64) (Portrait, error) {
	var p Portrait
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		if p.Entity, err = entityRow(ctx, tx, id); err != nil {
			return err
		}
		return p.fillPortrait(ctx, tx)
	})
	if err != nil {
		return Portrait{}, a.wrap("look up", err)
	}
	return p, a.wrap("look up", a.knownHere(&p.Profile))
}

func (p *Portrait) fillPortrait(ctx context.Context, tx *sql.Tx) (err error) {
	if p.Names, err = counts(ctx, tx, "SELECT name, articles FROM entity_forms WHERE entity = ? ORDER BY articles DESC, name LIMIT 50", p.ID); err != nil {
		return err
	}
	if err := p.fillTime(ctx, tx); err != nil {
		return fmt.Errorf("where it was quoted: %w", err)
	}
	if err := p.fillOffices(ctx, tx); err != nil {
		return fmt.Errorf("its roles: %w", err)
	}
	if p.SpokeTo, err = p.others(ctx, tx, partAddressee); err != nil {
		return fmt.Errorf("whom it spoke to: %w", err)
	}
	if p.SpokeAbout, err = p.others(ctx, tx, partAbout); err != nil {
		return fmt.Errorf("whom it spoke about: %w", err)
	}
	if p.Type != sayso.Person {
		if err := scanIf(tx.QueryRowContext(ctx, "SELECT name FROM outlets WHERE name = ?1 OR name = 'The ' || ?1 ORDER BY name <> ?1 LIMIT 1", p.Name), &p.Outlet); err != nil {
			return err
		}
	}
	return p.fillWho(ctx, tx)
}

// fillTime goes once through the articles that name the entity.
func (p *Portrait) fillTime(ctx context.Context, tx *sql.Tx) error {
	outlets := map[int64]int{}
	months := map[string]int{}
	rows, err := tx.QueryContext(ctx, `SELECT x.moment, x.statements, coalesce(a.outlet, 0) FROM appearances x CROSS JOIN articles a ON a.id = x.article
		WHERE x.entity = ? ORDER BY x.moment DESC LIMIT ?`, p.ID, portraitArticles+1)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var at moment
		var statements int
		var outlet int64
		if err := row.Scan(&at, &statements, &outlet); err != nil {
			return err
		}
		if p.Part = p.Seen == portraitArticles; p.Part {
			return nil // the one behind the last
		}
		p.Seen++
		if at > 0 {
			p.First = at.day()
			if p.Last == "" {
				p.Last = at.day()
			}
		}
		if statements > 0 {
			outlets[outlet] += statements
			if at > 0 {
				months[at.month()] += statements
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for month, n := range months {
		p.Months = append(p.Months, Count{month, n})
	}
	slices.SortFunc(p.Months, func(x, y Count) int { return cmp.Compare(x.Name, y.Name) })
	by := map[string]int{}
	for id, n := range outlets {
		var name string
		if err := scanIf(tx.QueryRowContext(ctx, "SELECT name FROM outlets WHERE id = ?", id), &name); err != nil {
			return err
		}
		by[name] = n
	}
	p.QuotedBy = sortedCounts(by)
	return nil
}

// fillOffices reads the functions that articles give the entity. It is Profile.fillRoles for those whom thousands of
// articles name: rows are grouped before anything of them is read.
func (p *Portrait) fillOffices(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT r.role, r.org, r.former, count(DISTINCT x.article), min(iif(x.moment > 0, x.moment, NULL)), max(x.moment), max(x.moment << 32 | r.id)
		FROM (SELECT id, article, moment FROM appearances WHERE entity = ? ORDER BY moment DESC LIMIT ?) x CROSS JOIN roles r ON r.appearance = x.id
		GROUP BY r.role, r.org, r.former ORDER BY 7`, p.ID, portraitArticles)
	type office struct {
		role, org string
		former    bool
	}
	index := map[office]int{}
	var latest []int64
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var r RoleSeen
		var first, last sql.NullInt64
		var at int64
		if err := row.Scan(&r.Role, &r.Org, &r.Former, &r.Articles, &first, &last, &at); err != nil {
			return err
		}
		if first.Int64 > 0 {
			r.First, r.Last = moment(first.Int64).day(), moment(last.Int64).day()
		}
		k := office{authority.Fold(r.Role), authority.Fold(r.Org), r.Former}
		i, ok := index[k]
		if !ok {
			index[k] = len(p.Roles)
			p.Roles, latest = append(p.Roles, r), append(latest, at&(1<<32-1))
			return nil
		}
		// the same in other capitals; the later row comes later
		seen := &p.Roles[i]
		r.Articles += seen.Articles
		if seen.First != "" && (r.First == "" || seen.First < r.First) {
			r.First = seen.First
		}
		r.Last = max(r.Last, seen.Last)
		*seen, latest[i] = r, at&(1<<32-1)
		return nil
	})
	if err != nil {
		return err
	}
	order := make([]int, len(p.Roles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(p.Roles[y].Articles, p.Roles[x].Articles) })
	sorted := make([]RoleSeen, 0, min(len(order), portraitRoles))
	for _, i := range order[:min(len(order), portraitRoles)] {
		r := p.Roles[i]
		var text, packed []byte
		err := tx.QueryRowContext(ctx, `SELECT a.key, coalesce(s.statement ->> '$.id', ''), coalesce(s.statement ->> '$.speaker.name', ''), r.start, t.text, t.record
			FROM roles r JOIN articles a ON a.id = r.article JOIN article_texts t ON t.article = r.article LEFT JOIN statements s ON s.id = r.statement WHERE r.id = ?`, latest[i]).
			Scan(&r.Key, &r.Statement, &r.SaySo, &r.Start, &text, &packed)
		if err != nil {
			return err
		}
		record, err := recordIn(packed, text)
		if err != nil {
			return fmt.Errorf("the roles of article %s: %w", r.Key, err)
		}
		for k := range record.Roles { // the rows have no dates, the record has
			if t := &record.Roles[k]; t.Span.Start == r.Start && t.Former == r.Former && authority.Fold(t.Role) == authority.Fold(r.Role) {
				r.From, r.Until, r.Change, r.ChangedOn = t.From, t.Until, t.Change, t.ChangedOn
				break
			}
		}
		sorted = append(sorted, r)
	}
	p.Roles = sorted
	return nil
}

// others counts who has a part in the latest statements of the entity.
func (p *Portrait) others(ctx context.Context, tx *sql.Tx, part int) ([]EntityCount, error) {
	return entityCounts(ctx, tx, `SELECT e.id, e.name, count(*) FROM
		(SELECT x.article, d.statement FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.part = 0
			WHERE x.entity = ?1 AND x.statements > 0 ORDER BY x.moment DESC LIMIT ?3) s
		CROSS JOIN appearances y ON y.article = s.article CROSS JOIN said t ON t.appearance = y.id AND t.part = ?2 AND t.statement = s.statement CROSS JOIN entities e ON e.id = y.entity
		WHERE e.id <> ?1 GROUP BY e.id ORDER BY 3 DESC, e.name, e.id LIMIT ?4`, p.ID, part, portraitStatements, portraitOthers)
}

// Part is how an entity has a part in a statement.
type Part int

// The parts of entities in statements.
const (
	SpeakerPart   Part = partSpeaker
	AddresseePart Part = partAddressee
	ViaPart       Part = partVia
	AboutPart     Part = partAbout
)

// Latest returns the statements in which an entity has a part, the newest first, each with its chain. As AboutPart it
// leaves out what the entity says of itself. more is true where there are more behind them.
func (a *Archive) Latest(ctx context.Context, id int64, part Part, limit, offset int) (hits []Hit, more bool, err error) {
	err = a.read(ctx, func(tx *sql.Tx) error {
		not := ""
		if part == AboutPart {
			not = " AND NOT EXISTS (SELECT 1 FROM marks me JOIN appearances y ON y.id = me.appearance WHERE me.statement = d.statement AND y.entity = ?1)"
		}
		// The rows come in the order of the index, and the walk ends with the page. Two appearances of one article may be
		// one entity, hence the DISTINCT.
		ids, err := column[int64](tx.QueryContext(ctx, `SELECT DISTINCT d.statement FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.part = ?2
			WHERE x.entity = ?1`+not+` ORDER BY x.moment DESC, d.statement DESC LIMIT ?3 OFFSET ?4`, id, int(part), limit+1, max(0, offset)))
		if err != nil {
			return err
		}
		ids, more = cut(ids, limit)
		hits, err = hitsByID(ctx, tx, ids)
		return err
	})
	return hits, more, a.wrap("look up", err)
}

// LatestContacts returns the latest contacts of an entity, and whether there are more.
func (a *Archive) LatestContacts(ctx context.Context, id int64, limit int) (contacts []ContactFound, more bool, err error) {
	err = a.read(ctx, func(tx *sql.Tx) error {
		ids, err := column[int64](tx.QueryContext(ctx, `SELECT DISTINCT p.contact FROM appearances x CROSS JOIN parties p ON p.appearance = x.id
			WHERE x.entity = ? ORDER BY x.moment DESC, p.contact LIMIT ?`, id, limit+1))
		if err != nil {
			return err
		}
		ids, more = cut(ids, limit)
		contacts, err = contactsByID(ctx, tx, ids)
		return err
	})
	return contacts, more, a.wrap("look up", err)
}

// LatestDisputes returns disputes in which an entity has a side, those of its latest statements and contacts.
func (a *Archive) LatestDisputes(ctx context.Context, id int64, limit int) (disputes []DisputeFound, err error) {
	err = a.read(ctx, func(tx *sql.Tx) (err error) {
		disputes, err = disputesOf(ctx, tx, `WITH latest AS MATERIALIZED (SELECT id FROM appearances WHERE entity = ?1 ORDER BY moment DESC LIMIT ?3)
			SELECT `+disputeColumns+` FROM disputes d WHERE d.id IN (
				SELECT m.dispute FROM latest x CROSS JOIN said s ON s.appearance = x.id AND s.part = 0 CROSS JOIN disputants m ON m.statement = s.statement
				UNION SELECT m.dispute FROM latest x CROSS JOIN parties p ON p.appearance = x.id CROSS JOIN disputants m ON m.contact = p.contact)
			ORDER BY d.article IS NULL DESC, d.moment DESC, d.id LIMIT ?2`, id, limit, portraitDisputes)
		return err
	})
	return disputes, a.wrap("look up", err)
}
