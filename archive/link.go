package archive

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// appearance is an entity of one article on its way to an entity of the archive.
type appearance struct {
	id, article int64
	articleKey  string
	local       string
	kind        sayso.EntityType
	name        string
	names       []string
	gender      string
	at          moment
	statements  int
	traits      []string
	authority   string
	parsed      authority.Name
	// order is its place in its article.
	order int
	// was is the entity that it belonged to before, where it is linked anew.
	was int64
	// kept is true where its row is in the table already.
	kept   bool
	tags   []tag
	entity *entity
}

// entity is an entity of the archive while a batch works on it. What it has is what is in the tables and what this
// batch adds; the fields added hold the latter alone.
type entity struct {
	id                   int64 // 0 until it is written
	kind                 sayso.EntityType
	middle               string
	female, male         int
	articles, statements int
	authority            string
	keys                 map[entityKey]int
	forms                map[string]int
	traits               map[string]bool
	tags                 []tag
	// times are the moments of the appearances that this batch adds.
	times []moment

	into        *entity // the one it was found to be
	absorbed    []int64 // ids of those found to be it
	dirty       bool
	addedKeys   map[entityKey]int
	addedForms  map[string]int
	addedTraits []string
	addedTags   []tag
}

func (e *entity) root() *entity {
	for e.into != nil {
		e = e.into
	}
	return e
}

// full reports whether a full name is known.
func (e *entity) full() bool {
	for k := range e.keys {
		if k.kind == keyFull {
			return true
		}
	}
	return false
}

// suffix is "jr" and the like where a full name has it.
func (e *entity) suffix() string {
	for k := range e.keys {
		if k.kind == keyFull {
			for _, suffix := range []string{"jr", "sr", "ii", "iii", "iv"} {
				if strings.HasSuffix(k.key, " "+suffix) {
					return suffix
				}
			}
		}
	}
	return ""
}

// gender is what most articles give.
func (e *entity) gender() string {
	switch {
	case e.female > e.male:
		return "female"
	case e.male > e.female:
		return "male"
	}
	return ""
}

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
	// firstNew is the first article of this batch.
	firstNew int64

	pending                                  []*appearance
	inserts                                  []insert
	contacts                                 []addedContact
	spoken                                   []addedStatement
	articles                                 int
	lastAppearance, lastContact, lastDispute int64
	entries                                  map[string][]*authority.Entry
	// denials are the statements of denial_words by word, and read the statements that were read, as far as they were needed.
	denials map[string][]int64
	rare    map[string]bool
	read    map[int64]*storedStatement
}

type listKey struct {
	person bool
	entityKey
}

func newLinker(b *batch) (*linker, error) {
	l := &linker{batch: b, firstNew: b.lastArticle + 1, loaded: map[int64]*entity{}, lists: map[listKey][]*entity{}, fresh: map[listKey][]*entity{},
		locals: map[int64][]*entity{}, touched: map[string]bool{}, touchedKeys: map[string]authority.Name{}, names: map[string]float64{}, reused: map[int64]bool{},
		entries: map[string][]*authority.Entry{}, denials: map[string][]int64{}, rare: map[string]bool{}, read: map[int64]*storedStatement{}}
	err := b.tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM decisions WHERE undone = ''),
		max((SELECT coalesce(max(id), 0) FROM entities), (SELECT coalesce(max(id), 0) FROM moved)),
		(SELECT coalesce(max(id), 0) FROM appearances), (SELECT coalesce(max(id), 0) FROM contacts),
		(SELECT coalesce(max(id), 0) FROM disputes)`).Scan(&l.decided, &l.lastID, &l.lastAppearance, &l.lastContact, &l.lastDispute)
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
			if w >= leastEvidence && w < linkEnough {
				more, err := l.prominent(e, x.at)
				if err != nil {
					return err
				}
				unusual, err := l.unusual(x.parsed.First, x.parsed.Last)
				if err != nil {
					return err
				}
				w += more + unusual
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
	w := 0.0
	for _, t := range x.traits {
		if e.traits[t] {
			w += weights[t[0]]
		}
	}
	if x.authority != "" && x.authority == e.authority {
		w += 3
	}
	if x.parsed.Middle != "" && x.parsed.Middle == e.middle {
		w += 0.5
	}
	if g := e.gender(); g != "" && x.gender != "" && g != x.gender {
		w -= 1
	}
	if otherwiseEmployed(x.traits, e) {
		w -= 0.5
	}
	return w
}

// otherwiseEmployed reports whether an article gives a person functions of which none is among the several that an entity
// is known by.
func otherwiseEmployed(traits []string, e *entity) bool {
	own := 0
	for _, t := range traits {
		if t[0] == traitRole {
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
		if t[0] == traitRole {
			known++
		}
	}
	return known >= 3
}

// shared weighs what two entities of one name have in common.
func shared(a, b *entity) float64 {
	w := 0.0
	if len(a.traits) > len(b.traits) {
		a, b = b, a
	}
	for t := range a.traits {
		if b.traits[t] {
			w += weights[t[0]]
		}
	}
	if a.authority != "" && a.authority == b.authority {
		w += 3
	}
	if ga, gb := a.gender(), b.gender(); ga != "" && gb != "" && ga != gb {
		w -= 1
	}
	return w
}

// vetoed reports whether an entity cannot be the one with this middle name, list entry and decisions.
func vetoed(e *entity, middle, known string, tags []tag) bool {
	return !authority.MiddleAgrees(e.middle, middle) || e.authority != "" && known != "" && e.authority != known || apart(e.tags, tags)
}

// linkThing links an organisation or place, by its name; by an acronym only where that is one's alone.
func (l *linker) linkThing(x *appearance) error {
	into, err := l.decidedFor(x)
	if err != nil {
		return err
	}
	name := authority.Fold(x.name)
	for _, kind := range []int{keyFull, keyOther} {
		if into != nil || name == "" {
			break
		}
		list, err := l.list(listKey{false, entityKey{name, kind}})
		if err != nil {
			return err
		}
		var fits []*entity
		for _, e := range list {
			if e = e.root(); e.kind == x.kind && !apart(e.tags, x.tags) && !slices.Contains(fits, e) {
				fits = append(fits, e)
			}
		}
		if len(fits) == 1 || kind == keyFull && len(fits) > 0 {
			into = fits[0]
		}
	}
	if into == nil {
		into = l.create(x)
	}
	l.join(x, into)
	return nil
}

// mostProminent is the most that prominent gives.
const mostProminent = 1.5

// prominent weighs how much an entity is in the news at a moment: who is in twenty articles around that time needs no
// introduction, and a namesake would get one.
func (l *linker) prominent(e *entity, at moment) (float64, error) {
	n, err := l.nearInTime(e, at)
	switch {
	case n >= 20:
		return mostProminent, err
	case n >= 6:
		return 1, err
	case n >= 3:
		return 0.5, err
	}
	return 0, err
}

// gather looks once more at all entities of the full names that this batch has touched: what has become prominent, or
// has gained traits, may now take in what stood alone.
func (l *linker) gather() error {
	var names []string
	for k := range l.touchedKeys {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, name := range names {
		for again := true; again; {
			again = false
			list, err := l.list(listKey{true, entityKey{name, keyFull}})
			if err != nil {
				return err
			}
			slices.SortStableFunc(list, func(a, b *entity) int { return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.id, b.id)) })
			for i := len(list) - 1; i > 0 && !again; i-- {
				for _, big := range list[:i] {
					if again, err = l.takesIn(big, list[i], l.touchedKeys[name]); err != nil {
						return err
					}
					if again {
						l.merge(big, list[i])
						break
					}
				}
			}
		}
	}
	return nil
}

// takesIn reports whether an entity is the same as a smaller one of its full name.
func (l *linker) takesIn(big, small *entity, name authority.Name) (bool, error) {
	if vetoed(big, small.middle, small.authority, small.tags) {
		return false, nil
	}
	w := shared(small, big)
	if w >= linkEnough {
		return true, nil
	}
	if w < leastEvidence || big.articles < 3*small.articles || small.articles > 5 {
		return false, nil
	}
	times := small.times
	if len(times) < small.articles {
		rows, err := l.query("SELECT moment FROM appearances WHERE entity = ? ORDER BY moment", small.id)
		if err != nil {
			return false, err
		}
		stored, err := column[int64](rows)
		if err != nil {
			return false, err
		}
		for _, m := range stored {
			times = append(times, moment(m))
		}
	}
	if len(times) == 0 {
		return false, nil
	}
	more, err := l.prominent(big, slices.Max(times))
	if err != nil {
		return false, err
	}
	unusual, err := l.unusual(name.First, name.Last)
	return w+more+unusual >= linkEnough, err
}

// leastEvidence is what two of a name must share before time and the name itself count for anything.
const leastEvidence = 0.5

// A name is unusual where few first names go with the last or few last names with the first, in an archive of enough
// people to tell.
const (
	unusualWeight = 1.0
	unusualAtMost = 2
	unusualFrom   = 1000 // entities
)

// unusual weighs a full name: that there are two of an unusual one is less likely.
func (l *linker) unusual(first, last string) (float64, error) {
	key := first + " " + last
	if w, ok := l.names[key]; ok {
		return w, nil
	}
	weight := 0.0
	if l.lastID >= unusualFrom {
		for _, by := range []struct {
			key         string
			kind, other int
		}{{last, keyLast, keyFirst}, {first, keyFirst, keyLast}} {
			var n int
			if err := l.queryRow(`SELECT count(DISTINCT o.key) FROM (SELECT entity FROM entity_keys WHERE key = ? AND kind = ? LIMIT 200) k
				JOIN entity_keys o ON o.entity = k.entity AND o.kind = ?`, by.key, by.kind, by.other).Scan(&n); err != nil {
				return 0, err
			}
			if n <= unusualAtMost {
				weight = unusualWeight
			}
		}
	}
	l.names[key] = weight
	return weight, nil
}

// list returns the entities that have a key, those of this batch last.
func (l *linker) list(key listKey) ([]*entity, error) {
	list, ok := l.lists[key]
	if !ok {
		rows, err := l.query("SELECT entity FROM entity_keys WHERE key = ? AND kind = ? ORDER BY articles DESC, entity LIMIT 60", key.key, key.kind)
		if err != nil {
			return nil, err
		}
		ids, err := column[int64](rows)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			e, err := l.load(id)
			if err != nil {
				return nil, err
			}
			if e != nil && (e.kind == sayso.Person) == key.person {
				list = append(list, e)
			}
		}
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

// column reads rows of one column and closes them.
func column[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var list []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// load reads an entity; it is nil if there is none of this id.
func (l *linker) load(id int64) (*entity, error) {
	if e := l.loaded[id]; e != nil {
		return e.root(), nil
	}
	e := &entity{id: id, keys: map[entityKey]int{}, forms: map[string]int{}, traits: map[string]bool{}}
	rows, err := l.query(`SELECT 0, type, middle, articles, statements, female, male, authority FROM entities WHERE id = ?1
		UNION ALL SELECT 1, key, '', kind, articles, 0, 0, '' FROM entity_keys WHERE entity = ?1
		UNION ALL SELECT 2, name, '', articles, 0, 0, 0, '' FROM entity_forms WHERE entity = ?1
		UNION ALL SELECT 3, trait, '', 0, 0, 0, 0, '' FROM entity_traits WHERE entity = ?1
		UNION ALL SELECT 4, '', '', decision, side, 0, 0, '' FROM entity_decisions WHERE entity = ?1`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := false
	for rows.Next() {
		var part, a, b, female, male int
		var s, middle, known string
		if err := rows.Scan(&part, &s, &middle, &a, &b, &female, &male, &known); err != nil {
			return nil, err
		}
		switch part {
		case 0:
			found = true
			e.kind, e.middle, e.articles, e.statements, e.female, e.male, e.authority = sayso.EntityType(s), middle, a, b, female, male, known
		case 1:
			e.keys[entityKey{s, a}] = b
		case 2:
			e.forms[s] = a
		case 3:
			e.traits[s] = true
		case 4:
			e.tags = append(e.tags, tag{int64(a), b})
		}
	}
	if err := rows.Err(); err != nil || !found {
		return nil, err
	}
	l.loaded[id] = e
	l.entities = append(l.entities, e)
	return e, nil
}

// create makes an entity. Where the appearance is linked anew, it gets the number back that it had, if that is free.
func (l *linker) create(x *appearance) *entity {
	e := &entity{kind: x.kind, keys: map[entityKey]int{}, forms: map[string]int{}, traits: map[string]bool{}, dirty: true}
	if x.was != 0 && !l.reused[x.was] && l.loaded[x.was] == nil {
		e.id = x.was
		l.reused[x.was] = true
		l.loaded[x.was] = e
	} else {
		l.lastID++
		e.id = l.lastID
		l.loaded[e.id] = e
	}
	l.entities = append(l.entities, e)
	return e
}

// join makes an appearance one of an entity's.
func (l *linker) join(x *appearance, e *entity) {
	x.entity, e.dirty = e, true
	e.articles++
	e.statements += x.statements
	switch x.gender {
	case "female":
		e.female++
	case "male":
		e.male++
	}
	if e.authority == "" {
		e.authority = x.authority
	}
	if len(x.parsed.Middle) > len(e.middle) && x.kind == sayso.Person && x.parsed.Full() {
		e.middle = x.parsed.Middle
	}
	e.times = append(e.times, x.at)
	for _, k := range x.keys(e) {
		l.addKey(e, k, 1)
	}
	for _, form := range x.names {
		e.addForm(form, 1)
	}
	for _, t := range x.traits {
		e.addTrait(t)
	}
	for _, t := range x.tags {
		e.addTag(t)
	}
}

// keys are what an appearance adds to the keys of its entity. A single name adds none to one whose full name is known.
func (x *appearance) keys(e *entity) []entityKey {
	if x.kind != sayso.Person {
		return thingKeys(&sayso.Entity{Name: x.name, Names: x.names})
	}
	if !x.parsed.Full() && e.full() {
		return nil
	}
	keys := personKeys(x.parsed)
	if x.authority != "" {
		keys = append(keys, entityKey{x.authority, keyKnown})
	}
	return keys
}

func (l *linker) addKey(e *entity, k entityKey, n int) {
	if e.keys[k] == 0 {
		at := listKey{e.kind == sayso.Person, k}
		l.fresh[at] = append(l.fresh[at], e)
	}
	e.keys[k] += n
	if e.addedKeys == nil {
		e.addedKeys = map[entityKey]int{}
	}
	e.addedKeys[k] += n
}

func (e *entity) addForm(form string, n int) {
	e.forms[form] += n
	if e.addedForms == nil {
		e.addedForms = map[string]int{}
	}
	e.addedForms[form] += n
}

func (e *entity) addTrait(t string) {
	if !e.traits[t] && (len(e.traits) < maxTraits || t[0] == traitRole || t[0] == traitOutlet) {
		e.traits[t] = true
		e.addedTraits = append(e.addedTraits, t)
	}
}

func (e *entity) addTag(t tag) {
	if !slices.Contains(e.tags, t) {
		e.tags = append(e.tags, t)
		e.addedTags = append(e.addedTags, t)
	}
}

// merge makes two entities one. The one with the lower number stays.
func (l *linker) merge(a, b *entity) *entity {
	a, b = a.root(), b.root()
	switch {
	case a == b:
	case a.id < b.id:
		l.absorb(a, b)
	default:
		l.absorb(b, a)
	}
	return a.root()
}

// absorb makes all that is b's a's.
func (l *linker) absorb(a, b *entity) {
	full := a.full() || b.full()
	a.dirty, b.into = true, a
	a.absorbed = append(append(a.absorbed, b.id), b.absorbed...)
	a.articles += b.articles
	a.statements += b.statements
	a.female += b.female
	a.male += b.male
	a.times = append(a.times, b.times...)
	if a.authority == "" {
		a.authority = b.authority
	}
	if len(b.middle) > len(a.middle) {
		a.middle = b.middle
	}
	for _, k := range sortedKeys(b.keys) {
		if k.kind != keyOnly || !full {
			l.addKey(a, k, b.keys[k])
		}
	}
	for form, n := range b.forms {
		a.addForm(form, n)
	}
	for _, t := range sortedTraits(b.traits) {
		a.addTrait(t)
	}
	for _, t := range b.tags {
		a.addTag(t)
	}
}

func sortedKeys(keys map[entityKey]int) []entityKey {
	var list []entityKey
	for k := range keys {
		list = append(list, k)
	}
	slices.SortFunc(list, func(x, y entityKey) int {
		return cmp.Or(cmp.Compare(x.kind, y.kind), strings.Compare(x.key, y.key))
	})
	return list
}

func sortedTraits(traits map[string]bool) []string {
	var list []string
	for t := range traits {
		list = append(list, t)
	}
	slices.Sort(list)
	return list
}
