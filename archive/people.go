package archive

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/authority"
)

// Entity is a person, organisation or place across the archive.
type Entity struct {
	ID   int64            `json:"id"`
	Type sayso.EntityType `json:"type"`
	Name string           `json:"name"`
	// Articles counts those that name it, Statements what it said in them.
	Articles   int `json:"articles"`
	Statements int `json:"statements"`
}

// Profile is all that is known of an entity besides what it said.
type Profile struct {
	Entity
	// Names are the forms in which articles name it, the most used first.
	Names []Count `json:"names,omitempty"`
	// Gender is what most articles give evidence of.
	Gender  string  `json:"gender,omitempty"`
	Outlets []Count `json:"outlets,omitempty"`
	First   string  `json:"first,omitempty"`
	Last    string  `json:"last,omitempty"`
	// Roles are the functions that articles give it, the most frequent first.
	Roles []RoleSeen `json:"roles,omitempty"`
	// Known is the entry of a list of known people that it is; its roles are those of the list.
	Known *authority.Entry `json:"known,omitempty"`
	// Candidates are others of the name that it may or may not be, with what speaks for it.
	Candidates []Candidate `json:"candidates,omitempty"`
	// Articles in which it is named, the newest first, at most 200: what a split chooses from.
	In []Place `json:"in,omitempty"`
	// About counts the statements of others about it, Contacts its contacts, Disputes those it is a side of.
	About    int `json:"about"`
	Contacts int `json:"contacts"`
	Disputes int `json:"disputes"`
	// Decisions are those that hold and are about it.
	Decisions []Decision `json:"decisions,omitempty"`
}

// RoleSeen is a function that articles give somebody, with the first place where one does.
type RoleSeen struct {
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Former bool   `json:"former,omitempty"`
	// Articles counts those that say so, from First to Last.
	Articles int    `json:"articles"`
	First    string `json:"first,omitempty"`
	Last     string `json:"last,omitempty"`
	// Key and Statement are the latest article that says so and the statement on which it rests there, "" for the
	// article's own voice; SaySo is that statement's speaker.
	Key       string `json:"key"`
	Statement string `json:"statement,omitempty"`
	SaySo     string `json:"say_so,omitempty"`
	// Start is where the passage starts in that article's text.
	Start int `json:"start"`
	// From, Until, Change and ChangedOn are what that passage tells of when it was held, as in sayso.Role; only Portrait
	// fills them in.
	From      string       `json:"from,omitempty"`
	Until     string       `json:"until,omitempty"`
	Change    sayso.Change `json:"change,omitempty"`
	ChangedOn string       `json:"changed_on,omitempty"`
}

// Candidate is another entity that may be the same.
type Candidate struct {
	Entity
	// Weight is what speaks for it; from 2 on the two would be one, if nothing speaks against it.
	Weight  float64  `json:"weight"`
	For     []string `json:"for,omitempty"`
	Against []string `json:"against,omitempty"`
}

// Place is an article that names an entity.
type Place struct {
	Key       string `json:"key"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet,omitempty"`
	Published string `json:"published,omitempty"`
	// As is the fullest form of the name there.
	As string `json:"as"`
}

// Two entities of one article can be one of the archive, so articles are counted anew where few are asked for.
const (
	entityColumns  = "e.id, e.type, e.name, e.articles, e.statements"
	countedColumns = "e.id, e.type, e.name, (SELECT count(DISTINCT x.article) FROM appearances x WHERE x.entity = e.id), e.statements"
)

func scanEntity(rows interface{ Scan(...any) error }, more ...any) (Entity, error) {
	var e Entity
	var kind string
	err := rows.Scan(append([]any{&e.ID, &kind, &e.Name, &e.Articles, &e.Statements}, more...)...)
	e.Type = sayso.EntityType(kind)
	return e, err
}

// Entities returns who goes by a name, the most quoted first. Titles do not count: "Sen. Marrow" is Marrow. A full name
// that is somebody's gives those alone; otherwise all who have the words as a first or last name.
func (a *Archive) Entities(ctx context.Context, name string) ([]Entity, error) {
	var list []Entity
	err := a.read(ctx, func(tx *sql.Tx) error {
		if id, err := strconv.ParseInt(strings.TrimPrefix(name, "#"), 10, 64); err == nil {
			e, err := entityRow(ctx, tx, id)
			if err == nil {
				list = []Entity{e}
			}
			return err
		}
		parsed, folded := authority.ParseName(name), authority.Fold(name)
		for _, try := range []struct {
			key   string
			kinds string
		}{{parsed.Key(), "(0)"}, {folded, "(0, 4)"}, {parsed.Last, "(1, 2, 3)"}} {
			if len(list) > 0 || try.key == "" || try.kinds == "(1, 2, 3)" && parsed.Full() {
				continue
			}
			rows, err := tx.QueryContext(ctx, "SELECT "+countedColumns+" FROM entities e WHERE e.id IN (SELECT entity FROM entity_keys WHERE key = ? AND kind IN "+
				try.kinds+") ORDER BY e.statements DESC, e.articles DESC, e.id LIMIT 50", try.key)
			if list, err = entitiesOf(rows, err); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%q: %w", name, ErrNotFound)
	}
	return list, a.wrap("look up", err)
}

// entityRow reads an entity, following those that were found to be others.
func entityRow(ctx context.Context, tx *sql.Tx, id int64) (Entity, error) {
	e, err := scanEntity(tx.QueryRowContext(ctx, "SELECT "+countedColumns+" FROM entities e WHERE e.id = ?1 OR e.id = (SELECT entity FROM moved WHERE id = ?1) ORDER BY e.id = ?1 DESC LIMIT 1", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("number %d: %w", id, ErrNotFound)
	}
	return e, err
}

// Most returns those of a type who are quoted most.
func (a *Archive) Most(ctx context.Context, kind sayso.EntityType, limit int) ([]Entity, error) {
	var list []Entity
	err := a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT "+entityColumns+" FROM entities e WHERE e.type = ? ORDER BY e.statements DESC, e.articles DESC, e.id LIMIT ?", string(kind), limit)
		list, err = entitiesOf(rows, err)
		return err
	})
	return list, a.wrap("look up", err)
}

// Here returns the numbers of the entities of an article, by their IDs in its record.
func (a *Archive) Here(ctx context.Context, key string) (map[string]int64, error) {
	here := map[string]int64{}
	err := a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT p.local, p.entity FROM appearances p JOIN articles a ON a.id = p.article WHERE a.key = ?", key)
		return eachRow(rows, err, func(row *sql.Rows) error {
			var local string
			var id int64
			err := row.Scan(&local, &id)
			here[local] = id
			return err
		})
	})
	return here, a.wrap("look up", err)
}

// Entity returns all that is known of an entity. A number that is no more leads to the entity it was found to be.
func (a *Archive) Entity(ctx context.Context, id int64) (Profile, error) {
	var p Profile
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		if p.Entity, err = entityRow(ctx, tx, id); err != nil {
			return err
		}
		return p.fill(ctx, tx)
	})
	if err != nil {
		return Profile{}, a.wrap("look up", err)
	}
	return p, a.wrap("look up", a.knownHere(&p))
}

// knownHere completes an entry of the list that comes with the program, of which fillKnown has found the ID alone.
func (a *Archive) knownHere(p *Profile) error {
	if p.Known == nil || p.Known.List != "" {
		return nil
	}
	own, err := a.lists.own()
	if err != nil {
		return err
	}
	ident := p.Known.ID
	p.Known = nil
	for _, e := range own[authority.ParseName(p.Name).Last] {
		if e.Ident() == ident {
			p.Known = e
		}
	}
	return nil
}

func (p *Profile) fill(ctx context.Context, tx *sql.Tx) (err error) {
	if p.Names, err = counts(ctx, tx, "SELECT name, articles FROM entity_forms WHERE entity = ?", p.ID); err != nil {
		return err
	}
	if p.Outlets, err = counts(ctx, tx, `SELECT o.name, count(*) FROM appearances x JOIN articles a ON a.id = x.article JOIN outlets o ON o.id = a.outlet
		WHERE x.entity = ? GROUP BY o.id`, p.ID); err != nil {
		return err
	}
	if p.First, p.Last, err = bounds(ctx, tx, "(SELECT moment, article FROM appearances WHERE entity = ?1)", "moment", "article", p.ID); err != nil {
		return err
	}
	if err := p.fillRoles(ctx, tx); err != nil {
		return err
	}
	if err := tx.QueryRowContext(ctx, `SELECT
		(SELECT count(DISTINCT d.statement) FROM appearances x JOIN said d ON d.appearance = x.id AND d.part = 3 WHERE x.entity = ?1),
		(SELECT count(DISTINCT c.contact) FROM appearances x JOIN parties c ON c.appearance = x.id WHERE x.entity = ?1),
		(SELECT count(DISTINCT m.dispute) FROM appearances x JOIN said d ON d.appearance = x.id AND d.part = 0 JOIN disputants m ON m.statement = d.statement WHERE x.entity = ?1)`,
		p.ID).Scan(&p.About, &p.Contacts, &p.Disputes); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT a.key, a.title, coalesce(o.name, ''), a.published, x.name, a.name FROM appearances x JOIN articles a ON a.id = x.article
		LEFT JOIN outlets o ON o.id = a.outlet WHERE x.entity = ? ORDER BY x.moment DESC, a.key LIMIT 200`, p.ID)
	p.In, err = collect(rows, err, func(row *sql.Rows, in *Place) error {
		var name string
		err := row.Scan(&in.Key, &in.Title, &in.Outlet, &in.Published, &in.As, &name)
		in.Title = cmp.Or(in.Title, name)
		return err
	})
	if err != nil {
		return err
	}
	return p.fillWho(ctx, tx)
}

// fillWho finds what an entity is besides what articles say of it: its gender, its entry in a list, what was decided about it,
// and others who may be the same.
func (p *Profile) fillWho(ctx context.Context, tx *sql.Tx) error {
	var female, male int
	var known string
	if err := tx.QueryRowContext(ctx, "SELECT female, male, authority FROM entities WHERE id = ?", p.ID).Scan(&female, &male, &known); err != nil {
		return err
	}
	p.Gender = (&entity{female: female, male: male}).gender()
	if err := p.fillKnown(ctx, tx, known); err != nil {
		return err
	}
	if err := p.fillDecisions(ctx, tx); err != nil {
		return err
	}
	if p.Type == sayso.Person {
		return p.fillCandidates(ctx, tx)
	}
	return nil
}

func (p *Profile) fillRoles(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT r.role, r.org, r.former, a.published, a.key, coalesce(s.statement ->> '$.id', ''), coalesce(s.statement ->> '$.speaker.name', ''), r.start
		FROM appearances x JOIN roles r ON r.appearance = x.id JOIN articles a ON a.id = x.article LEFT JOIN statements s ON s.id = r.statement
		WHERE x.entity = ? ORDER BY x.moment, a.key, r.id`, p.ID)
	type roleKey struct {
		role, org string
		former    bool
	}
	index := map[roleKey]int{}
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var r RoleSeen
		var published string
		if err := row.Scan(&r.Role, &r.Org, &r.Former, &published, &r.Key, &r.Statement, &r.SaySo, &r.Start); err != nil {
			return err
		}
		k := roleKey{authority.Fold(r.Role), authority.Fold(r.Org), r.Former}
		i, ok := index[k]
		if !ok {
			i = len(p.Roles)
			index[k] = i
			r.First = day(published)
			p.Roles = append(p.Roles, r)
		}
		seen := &p.Roles[i]
		if seen.Articles == 0 || seen.Key != r.Key {
			seen.Articles++
		}
		seen.Last, seen.Key, seen.Statement, seen.SaySo, seen.Start = day(published), r.Key, r.Statement, r.SaySo, r.Start
		return nil
	})
	slices.SortStableFunc(p.Roles, func(x, y RoleSeen) int { return cmp.Compare(y.Articles, x.Articles) })
	return err
}

// fillKnown finds the entry of a list; of the list that comes with the program it sets the ID alone.
func (p *Profile) fillKnown(ctx context.Context, tx *sql.Tx, known string) error {
	if known == "" {
		return nil
	}
	list, id, _ := strings.Cut(known, "/")
	var entry int64
	err := tx.QueryRowContext(ctx, `SELECT e.id FROM authority_entries e JOIN authorities a ON a.id = e.authority
		WHERE e.wikidata = ?1 OR a.name = ?2 AND e.entry = ?3 ORDER BY e.id LIMIT 1`, known, list, id).Scan(&entry)
	if errors.Is(err, sql.ErrNoRows) {
		p.Known = &authority.Entry{ID: known}
		return nil
	}
	if err != nil {
		return err
	}
	p.Known, err = entryOf(func(query string, args ...any) (*sql.Rows, error) { return tx.QueryContext(ctx, query, args...) }, entry)
	return err
}

func (p *Profile) fillDecisions(ctx context.Context, tx *sql.Tx) error {
	var err error
	p.Decisions, err = decisionsOf(tx.QueryContext(ctx, `SELECT id, at, verb, what, undone FROM decisions WHERE undone = '' AND id IN
		(SELECT decision FROM entity_decisions WHERE entity = ?) ORDER BY id DESC`, p.ID))
	return err
}

// maxCandidates is how many others of the name a profile has.
const maxCandidates = 12

// fillCandidates finds others who may be the same: of the same full name, or with a single name that is part of it, or
// the other way round.
func (p *Profile) fillCandidates(ctx context.Context, tx *sql.Tx) error {
	b := &batch{tx: tx, insert: map[string]*sql.Stmt{}}
	l, err := newLinker(b)
	if err != nil {
		return err
	}
	own, err := l.load(p.ID)
	if err != nil || own == nil {
		return err
	}
	seen, common := map[int64]bool{p.ID: true}, map[int64]map[traitHash]bool{}
	for _, k := range sortedKeys(own.keys) {
		var kinds []int
		switch k.kind {
		case keyFull:
			kinds = []int{keyFull}
		case keyLast:
			kinds = []int{keyOnly}
		case keyOnly:
			kinds = []int{keyLast, keyFirst, keyOnly}
		}
		for _, kind := range kinds {
			list, err := l.list(listKey{true, entityKey{k.key, kind}})
			if err != nil {
				return err
			}
			for _, e := range list {
				if seen[e.id] {
					continue
				}
				seen[e.id] = true
				c, err := compare(ctx, tx, own, e)
				if err != nil {
					return err
				}
				common[e.id] = own.shared(e)
				p.Candidates = append(p.Candidates, c)
			}
		}
	}
	slices.SortStableFunc(p.Candidates, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(y.Statements, x.Statements), cmp.Compare(x.ID, y.ID))
	})
	p.Candidates, _ = cut(p.Candidates, maxCandidates)
	// What they are known by alike is read from records: only for those that are shown.
	for i := range p.Candidates {
		c := &p.Candidates[i]
		words, err := l.commonTraits(own.id, c.ID, common[c.ID])
		if err != nil {
			return err
		}
		if c.For = append(words, c.For...); len(c.For) == 0 {
			c.Against = append(c.Against, "nothing in common but the name")
		}
	}
	return nil
}

// traitsNamed is how many common traits are named, and articlesOfTraits in how many articles are looked through for their words.
const (
	traitsNamed      = 6
	articlesOfTraits = 12
)

// commonTraits says in words by what two entities are known alike. The words are in the articles' records: those of the
// one that is in fewer articles are looked through, the newest first.
func (l *linker) commonTraits(own, other int64, common map[traitHash]bool) ([]string, error) {
	if len(common) == 0 {
		return nil, nil
	}
	rows, err := l.query(`SELECT article, local FROM appearances WHERE entity = (SELECT id FROM entities WHERE id IN (?1, ?2) ORDER BY articles, id LIMIT 1)
		ORDER BY moment DESC, id DESC LIMIT ?3`, own, other, articlesOfTraits)
	type place struct {
		article int64
		local   string
	}
	places, err := collect(rows, err, func(row *sql.Rows, p *place) error { return row.Scan(&p.article, &p.local) })
	if err != nil {
		return nil, err
	}
	left := maps.Clone(common)
	var found []string
	for _, p := range places {
		if len(left) == 0 {
			break
		}
		traits := l.traits[p.article]
		if traits == nil {
			if traits, err = l.traitsIn(p.article); err != nil {
				return nil, err
			}
			l.traits[p.article] = traits
		}
		for _, t := range traits[p.local] {
			if h := hashTrait(t); left[h] {
				delete(left, h)
				found = append(found, t)
			}
		}
	}
	slices.SortFunc(found, func(x, y string) int { return cmp.Or(cmp.Compare(weights[y[0]], weights[x[0]]), cmp.Compare(x, y)) })
	var words []string
	for _, t := range found[:min(len(found), traitsNamed)] {
		words = append(words, traitWords(t))
	}
	return words, nil
}

// compare says what speaks for two entities' being one but for their traits, and what against it.
func compare(ctx context.Context, tx *sql.Tx, own, e *entity) (Candidate, error) {
	row, err := entityRow(ctx, tx, e.id)
	if err != nil {
		return Candidate{}, err
	}
	c := Candidate{Entity: row, Weight: max(0, shared(own, e))}
	if own.authority != "" && own.authority == e.authority {
		c.For = append(c.For, "the same entry of a list")
	}
	if !authority.MiddleAgrees(own.middle, e.middle) {
		c.Against = append(c.Against, "different middle names: "+strings.ToUpper(own.middle)+" and "+strings.ToUpper(e.middle))
	}
	if own.authority != "" && e.authority != "" && own.authority != e.authority {
		c.Against = append(c.Against, "different entries of a list")
	}
	if g, h := own.gender(), e.gender(); g != "" && h != "" && g != h {
		c.Against = append(c.Against, "one is "+g+", the other "+h)
	}
	if apart(own.tags, e.tags) {
		c.Against = append(c.Against, "kept apart by hand")
	}
	return c, nil
}

// shared are the traits that another entity has too.
func (e *entity) shared(other *entity) map[traitHash]bool {
	common := map[traitHash]bool{}
	for t := range other.traits {
		if e.traits[t] {
			common[t] = true
		}
	}
	return common
}
