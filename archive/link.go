package archive

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"sayso"
	"sayso/authority"
)

// linker finds out who is who. All that it changes is written by flush.
//
// Persons of the same full name become one entity where traits of weight linkEnough are shared by the two, as sets of
// all their appearances: so the outcome does not depend on the order in which articles come, as traits only ever add up.
// (Where something speaks against it, a middle name or a gender, the order can matter.) Single names go to the entity
// whose full name has them and for which most speaks, by a clear margin; otherwise they stay by themselves, and are tried
// again when more becomes known of one who has that name.
type linker struct {
	*batch
	loaded map[int64]*entity
	lists  map[listKey][]*entity
	fresh  map[listKey][]*entity
	// entities in the order in which they came in, so that writing has an order.
	entities []*entity
	appeared []*appearance
	// locals are the persons with a full name of an article.
	locals      map[int64][]*entity
	touched     map[string]bool           // last and first names of which more has become known
	touchedKeys map[string]authority.Name // and full names
	names       map[string]float64        // what the names are worth, see unusual
	decided     bool                      // there are decisions
	reused      map[int64]bool
	lastID      int64
	// storedID is the last entity that was there before this batch, and ahead what was looked up of their keys.
	storedID int64
	ahead    map[entityKey][]int64
	// firstNew is the first article of this batch.
	firstNew int64

	pending                                  []*appearance
	inserts                                  []insert
	parts                                    [][3]int64 // rows of said: appearance, part, statement
	contacts                                 []addedContact
	spoken                                   []addedStatement
	articles                                 int
	lastAppearance, lastContact, lastDispute int64
	entries                                  map[string][]*authority.Entry
	noLists                                  bool // the archive has no lists of its own
	marked                                   bool // marks get the speakers' appearances from elsewhere
	// read are the statements that were read, as far as they were needed.
	rare   map[string]bool
	traits map[int64]map[string][]string // by article, as far as they were needed: see recall
	read   map[int64]*storedStatement
}

type listKey struct {
	person bool
	entityKey
}

func newLinker(b *batch) (*linker, error) {
	l := &linker{batch: b, firstNew: b.lastArticle + 1, loaded: map[int64]*entity{}, lists: map[listKey][]*entity{}, fresh: map[listKey][]*entity{},
		locals: map[int64][]*entity{}, touched: map[string]bool{}, touchedKeys: map[string]authority.Name{}, names: map[string]float64{}, reused: map[int64]bool{},
		entries: map[string][]*authority.Entry{}, ahead: map[entityKey][]int64{}, rare: map[string]bool{}, traits: map[int64]map[string][]string{}, read: map[int64]*storedStatement{}}
	err := b.tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM decisions WHERE undone = ''), NOT EXISTS (SELECT 1 FROM authority_names),
		max((SELECT coalesce(max(id), 0) FROM entities), (SELECT coalesce(max(id), 0) FROM moved)),
		(SELECT coalesce(max(id), 0) FROM appearances), (SELECT coalesce(max(id), 0) FROM contacts),
		(SELECT coalesce(max(id), 0) FROM disputes)`).Scan(&l.decided, &l.noLists, &l.lastID, &l.lastAppearance, &l.lastContact, &l.lastDispute)
	l.storedID = l.lastID
	return l, err
}

// link gives every appearance its entity.
func (l *linker) link(list []*appearance) error {
	slices.SortStableFunc(list, func(x, y *appearance) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.articleKey, y.articleKey), cmp.Compare(x.order, y.order))
	})
	if l.decided {
		for _, x := range list {
			if err := l.tagsOf(x); err != nil {
				return err
			}
		}
	}
	if err := l.lookAhead(list); err != nil {
		return err
	}
	for phase := range 3 {
		for _, x := range list {
			var err error
			switch person := x.kind == sayso.Person; {
			case phase == 0 && person && x.parsed.Full():
				err = l.linkFull(x)
			case phase == 1 && !person:
				err = l.linkThing(x)
			case phase == 2 && person && !x.parsed.Full():
				err = l.linkSingle(x)
			}
			if err != nil {
				return fmt.Errorf("who %q is: %w", x.name, err)
			}
		}
	}
	l.appeared = append(l.appeared, list...)
	return nil
}

// linkFull links a person of whom the article has first and last name.
func (l *linker) linkFull(x *appearance) error {
	candidates, err := l.list(listKey{true, entityKey{x.parsed.Key(), keyFull}})
	if err != nil {
		return err
	}
	if x.authority != "" {
		known, err := l.list(listKey{true, entityKey{x.authority, keyKnown}})
		if err != nil {
			return err
		}
		for _, e := range known {
			if !slices.Contains(candidates, e) {
				candidates = append(candidates, e)
			}
		}
	}
	into, err := l.decidedFor(x)
	if err != nil {
		return err
	}
	if into == nil {
		best := 0.0
		for _, e := range candidates {
			if vetoed(e, x.parsed.Middle, x.authority, x.tags) {
				continue
			}
			w := l.speaksFor(x, e)
			if w >= leastEvidence && w < linkEnough && w+mostProminent+unusualWeight >= linkEnough {
				more, err := l.prominent(e, x.at)
				if err != nil {
					return err
				}
				if w += more; w+unusualWeight < linkEnough {
					continue
				}
				unusual, err := l.unusual(x.parsed.First, x.parsed.Last)
				if err != nil {
					return err
				}
				w += unusual
			}
			if w >= linkEnough && w > best {
				best, into = w, e
			}
		}
	}
	if into == nil {
		into = l.create(x)
	}
	l.join(x, into)
	if !x.kept {
		l.locals[x.article] = append(l.locals[x.article], into)
	}
	l.touched[x.parsed.Last], l.touched[x.parsed.First] = true, true
	l.touchedKeys[x.parsed.Key()] = x.parsed
	// What it shares with others of the name may now be enough to make them one.
	for again := true; again; {
		again = false
		into = into.root()
		for _, e := range candidates {
			e = e.root()
			if e != into && e.kind == into.kind && !vetoed(e, into.middle, into.authority, into.tags) && shared(e, into) >= linkEnough {
				l.merge(into, e)
				into, again = into.root(), true
			}
		}
	}
	return nil
}

// speaksFor weighs what speaks for a person's being an entity of the same full name.
func (l *linker) speaksFor(x *appearance, e *entity) float64 {
	w := traitsShared(slices.Values(x.hashed), e.traits)
	if x.authority != "" && x.authority == e.authority {
		w += 3
	}
	if x.parsed.Middle != "" && x.parsed.Middle == e.middle {
		w += 0.5
	}
	if g := e.gender(); g != "" && x.gender != "" && g != x.gender {
		w -= otherGender(e)
	}
	if otherwiseEmployed(x.hashed, e) {
		w -= 0.5
	}
	return w
}

// otherGender is what another gender speaks against being somebody. A pronoun can be misread, and of who is in the news
// every day one will be.
func otherGender(e *entity) float64 {
	if e.female+e.male >= 20 {
		return 0.5
	}
	return 1
}

// otherwiseEmployed reports whether an article gives a person functions of which none is among the several that an entity
// is known by.
func otherwiseEmployed(traits []traitHash, e *entity) bool {
	own := 0
	for _, t := range traits {
		if t.kind() == traitRole {
			if e.traits[t] {
				return false
			}
			own++
		}
	}
	if own == 0 {
		return false
	}
	known := 0
	for t := range e.traits {
		if t.kind() == traitRole {
			known++
		}
	}
	return known >= 3
}

// shared weighs what two entities of one name have in common.
func shared(a, b *entity) float64 {
	if len(a.traits) > len(b.traits) {
		a, b = b, a
	}
	w := traitsShared(maps.Keys(a.traits), b.traits)
	if a.authority != "" && a.authority == b.authority {
		w += 3
	}
	if ga, gb := a.gender(), b.gender(); ga != "" && gb != "" && ga != gb {
		w -= min(otherGender(a), otherGender(b))
	}
	return w
}

// vetoed reports whether an entity cannot be the one with this middle name, list entry and decisions.
func vetoed(e *entity, middle, known string, tags []tag) bool {
	return !authority.MiddleAgrees(e.middle, middle) || e.authority != "" && known != "" && e.authority != known || apart(e.tags, tags)
}

// list returns the entities that have a key, those of this batch last.
func (l *linker) list(key listKey) ([]*entity, error) {
	list, ok := l.lists[key]
	if !ok {
		ids, err := l.keyed(key.entityKey)
		if err != nil {
			return nil, err
		}
		if list, err = l.loadList(ids); err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(e *entity) bool { return (e.kind == sayso.Person) != key.person })
		l.lists[key] = list
	}
	var out []*entity
	for _, e := range append(slices.Clone(list), l.fresh[key]...) {
		if e = e.root(); !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out, nil
}

// ids asks for numbers of rows.
func (b *batch) ids(query string, args ...any) ([]int64, error) {
	return column[int64](b.query(query, args...))
}

// loadBy reads the entities whose numbers a query gives.
func (l *linker) loadBy(query string, args ...any) ([]*entity, error) {
	ids, err := l.ids(query, args...)
	if err != nil {
		return nil, err
	}
	return l.loadList(ids)
}

// loadList reads entities, as many as there are of those numbers.
func (l *linker) loadList(ids []int64) ([]*entity, error) {
	if err := l.loadAll(ids); err != nil {
		return nil, err
	}
	var list []*entity
	for _, id := range ids {
		if e := l.loaded[id]; e != nil {
			list = append(list, e.root())
		}
	}
	return list, nil
}
