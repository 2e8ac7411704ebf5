package archive

import (
	"cmp"
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
	hashed      []traitHash // traits
	authority   string
	parsed      authority.Name
	key         string // see folded
	// order is its place in its article.
	order int
	// was is the entity that it belonged to before, where it is linked anew.
	was int64
	// kept is true where its row is in the table already.
	kept   bool
	tags   []tag
	entity *entity
}

// know sets what an appearance is known by.
func (x *appearance) know(traits []string) { x.traits, x.hashed = traits, hashTraits(traits) }

// folded is the name of an organisation or place as it is looked up.
func (x *appearance) folded() string {
	if x.key == "" {
		x.key = authority.Fold(x.name)
	}
	return x.key
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
	traits               map[traitHash]bool
	tags                 []tag
	// times are the moments of the appearances that this batch adds.
	times []moment
	// stored is how many articles it had before this batch, and gained are the traits that it did not have.
	stored int
	gained map[traitHash]bool

	into       *entity // the one it was found to be
	absorbed   []int64 // ids of those found to be it
	dirty      bool
	addedKeys  map[entityKey]int
	addedForms map[string]int
	addedTags  []tag
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

// load reads an entity; it is nil if there is none of this id.
func (l *linker) load(id int64) (*entity, error) {
	if err := l.loadAll([]int64{id}); err != nil || l.loaded[id] == nil {
		return nil, err
	}
	return l.loaded[id].root(), nil
}

// create makes an entity. Where the appearance is linked anew, it gets the number back that it had, if that is free.
func (l *linker) create(x *appearance) *entity {
	e := &entity{kind: x.kind, keys: map[entityKey]int{}, forms: map[string]int{}, traits: map[traitHash]bool{}, dirty: true}
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
	if x.kind == sayso.Person && len(x.tags) > 0 {
		e.kind = sayso.Person // somebody has decided that the thing is a person
	}
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
	for _, t := range x.hashed {
		e.addTrait(t)
	}
	for _, t := range x.tags {
		e.addTag(t)
	}
}

// keys are what an appearance adds to the keys of its entity. A single name adds none to one whose full name is known.
func (x *appearance) keys(e *entity) []entityKey {
	if e.kind == sayso.Person && x.kind != sayso.Person {
		return personKeys(authority.ParseName(x.name))
	}
	if e.kind != sayso.Person && x.kind == sayso.Person {
		return nil // a place, taken for a person
	}
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

func (e *entity) addTrait(t traitHash) {
	if !e.traits[t] && (len(e.traits) < maxTraits || t.kind() == traitRole || t.kind() == traitOutlet) {
		e.traits[t] = true
		if e.gained == nil {
			e.gained = map[traitHash]bool{}
		}
		e.gained[t] = true
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
	a.stored = max(a.stored, b.stored)
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
		if a.kind == sayso.Person && b.kind != sayso.Person {
			break // a person, taken for a thing
		}
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
