package archive

import (
	"iter"
	"maps"
	"slices"

	"sayso"
)

// What speaks for it that a single name is somebody's, and how much must.
const (
	singleEnough = 2.0
	singleMargin = 1.0 // by how much the best must be ahead of the second
	// From nearFew appearances around a time on, a large share of them speaks for a candidate; from nearSome, a smaller one.
	nearFew, nearSome = 3, 6
	mostlyNear        = 1.5
	// onlyHere is what speaks for the only one of a name whom the article names in full.
	onlyHere   = 1.5
	sameEntry  = 3.0 // of a list of known people
	sameGender = 0.5
	// windowDays is how far an article looks for others of its time, to either side.
	windowDays = 183
	// countedNear is where counting them stops.
	countedNear = 400
)

// weighed is a candidate with what speaks for it.
type weighed struct {
	entity *entity
	weight float64
	near   int // appearances around that time
}

// linkSingle links a person of whom the article has one name only: to the one for whom most speaks, or to nobody.
func (l *linker) linkSingle(x *appearance) error {
	into, err := l.decidedFor(x)
	if err != nil {
		return err
	}
	known := false // somebody has the name
	if into == nil {
		list, err := l.weigh(x)
		if err != nil {
			return err
		}
		known = len(list) > 0
		if len(list) > 0 && list[0].weight >= singleEnough && (len(list) == 1 || list[0].weight-list[1].weight >= singleMargin) {
			into = list[0].entity
		}
	}
	if into == nil {
		// one of the same single name that shares enough
		list, err := l.list(listKey{true, entityKey{x.parsed.Last, keyOnly}})
		if err != nil {
			return err
		}
		best := 0.0
		for _, e := range list {
			if w := l.speaksFor(x, e); w >= linkEnough && w > best && !e.full() && !vetoed(e, "", x.authority, x.tags) {
				best, into = w, e
			}
		}
	}
	if into == nil && !known {
		if into, err = l.thingCalled(x); err != nil {
			return err
		}
	}
	if into == nil {
		into = l.create(x)
	}
	l.join(x, into)
	return nil
}

// weigh lists who a single name can stand for, with the weight of what speaks for each, best first.
func (l *linker) weigh(x *appearance) ([]weighed, error) {
	byLast, err := l.list(listKey{true, entityKey{x.parsed.Last, keyLast}})
	if err != nil {
		return nil, err
	}
	byFirst, err := l.list(listKey{true, entityKey{x.parsed.Last, keyFirst}})
	if err != nil {
		return nil, err
	}
	var list []weighed
	total := 0
	locals, err := l.localsOf(x.article)
	if err != nil {
		return nil, err
	}
	here := 0
	for i, e := range append(byLast, byFirst...) {
		if !e.full() || e.suffix() != x.parsed.Suffix && x.parsed.Suffix != "" || vetoed(e, "", x.authority, x.tags) || slices.ContainsFunc(list, func(w weighed) bool { return w.entity == e }) {
			continue
		}
		w := weighed{entity: e}
		if i >= len(byLast) {
			if x.parsed.Title != "" {
				continue // titles go with last names
			}
			w.weight = -0.5
		}
		if w.near, err = l.nearInTime(e, x.at); err != nil {
			return nil, err
		}
		total += w.near
		if slices.Contains(locals, e) {
			here++
		}
		list = append(list, w)
	}
	for i := range list {
		w := &list[i]
		w.weight += l.singleWeight(x, w.entity)
		if share := float64(w.near) / float64(max(total, 1)); w.near >= nearFew && share >= 0.8 {
			w.weight += mostlyNear
		} else if w.near >= nearSome && share >= 0.6 {
			w.weight += 0.75
		}
		if here == 1 && slices.Contains(locals, w.entity) {
			w.weight += onlyHere
		}
	}
	slices.SortStableFunc(list, func(a, b weighed) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	return list, nil
}

// singleWeight weighs what a single name's article and an entity have in common.
func (l *linker) singleWeight(x *appearance, e *entity) float64 {
	w := sharedTraits(slices.Values(x.hashed), e)
	if x.authority != "" && x.authority == e.authority {
		w += sameEntry
	}
	if g := e.gender(); g != "" && x.gender != "" {
		if g == x.gender {
			w += sameGender
		} else {
			w -= 3
		}
	}
	return w
}

// sharedTraits weighs the traits of a single name that somebody has too. What namesakes have as well, an outlet or a place,
// counts for nothing; the company they keep counts for no more than two.
func sharedTraits(traits iter.Seq[traitHash], e *entity) float64 {
	w, near := 0.0, 0.0
	for t := range traits {
		if !e.traits[t] {
			continue
		}
		switch kind := t.kind(); kind {
		case traitPerson, traitNear, traitOrg:
			near += weights[kind]
		case traitOutlet, traitPlace:
		default:
			w += weights[kind]
		}
	}
	return w + min(near, 2)
}

// localsOf returns the persons of an article of whom it has the full name.
func (l *linker) localsOf(article int64) ([]*entity, error) {
	if list, ok := l.locals[article]; ok || article >= l.firstNew {
		for i, e := range list {
			list[i] = e.root()
		}
		return list, nil
	}
	all, err := l.loadBy("SELECT entity FROM appearances WHERE article = ? AND type = 'person' AND name LIKE '% %' ORDER BY id", article)
	if err != nil {
		return nil, err
	}
	var list []*entity
	for _, e := range all {
		if e.kind == sayso.Person && e.full() && !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	l.locals[article] = list
	return list, nil
}

// nearInTime counts the appearances of an entity within the window around a moment; of no moment, all.
func (l *linker) nearInTime(e *entity, at moment) (int, error) {
	if at == 0 {
		return min(e.articles, countedNear), nil
	}
	from, to := at-windowDays*24*60, at+windowDays*24*60
	n := 0
	for _, m := range e.times {
		if m >= from && m <= to {
			n++
		}
	}
	for _, id := range append([]int64{e.id}, e.absorbed...) {
		if n >= countedNear {
			break
		}
		if id > l.storedID { // of this batch: all its times are known
			continue
		}
		var more int
		if err := l.queryRow("SELECT count(*) FROM (SELECT 1 FROM appearances WHERE entity = ? AND moment >= ? AND moment <= ? LIMIT ?)",
			id, int64(from), int64(to), countedNear).Scan(&more); err != nil {
			return 0, err
		}
		n += more
	}
	return min(n, countedNear), nil
}

// retry tries those single names again that could not be told, where what has become known of one who has the name can
// tell: it shares something that is new, or its holder is now so often in the news that this alone may be enough.
func (l *linker) retry() error {
	grown := map[string][]*entity{}
	for _, e := range l.entities {
		if e.into != nil || e.kind != sayso.Person || len(e.times) == 0 || !e.full() {
			continue
		}
		for _, k := range sortedKeys(e.keys) {
			if (k.kind == keyLast || k.kind == keyFirst) && l.touched[k.key] {
				grown[k.key] = append(grown[k.key], e)
			}
		}
	}
	words := slices.Sorted(maps.Keys(grown))
	singles := make([][]int64, len(words))
	var all []int64
	for i, word := range words {
		ids, err := l.keyed(entityKey{word, keyOnly})
		if err != nil {
			return err
		}
		ids = slices.Sorted(slices.Values(ids))
		singles[i] = ids[:min(len(ids), 20)]
		all = append(all, singles[i]...)
	}
	slices.Sort(all)
	if err := l.loadAll(slices.Compact(all)); err != nil {
		return err
	}
	for i, word := range words {
		for _, id := range singles[i] {
			e := l.loaded[id]
			if e == nil || e.into != nil || e.full() || len(e.tags) > 0 || e.kind != sayso.Person || len(e.times) > 0 {
				continue
			}
			var holders []*entity
			for _, holder := range grown[word] {
				if mayTell(holder, e) {
					holders = append(holders, holder)
				}
			}
			if len(holders) == 0 {
				continue
			}
			if err := l.retryEntity(e, holders); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayTell reports whether what this batch adds to the holder of a full name can make a single name the holder's.
func mayTell(holder, single *entity) bool {
	if newsSteps(holder.articles) > newsSteps(holder.stored) {
		return true
	}
	most := sharedTraits(maps.Keys(single.traits), holder) + sameGender
	if single.authority != "" && single.authority == holder.authority {
		most += sameEntry
	}
	if holder.articles >= nearFew {
		most += mostlyNear
	}
	if holder.stored > 0 {
		most += onlyHere
	}
	if most < singleEnough {
		return false
	}
	for t := range single.traits {
		if kind := t.kind(); holder.gained[t] && kind != traitOutlet && kind != traitPlace {
			return true
		}
	}
	return false
}

// newsSteps counts the steps that a number of articles has passed from which being in the news may decide: those where
// weigh begins to count it, and each doubling, as shares move little between.
func newsSteps(articles int) (steps int) {
	for step := nearFew; step <= articles; step *= 2 {
		steps++
	}
	return steps
}

// retryEntity moves an entity of a single name to the one that all of its appearances are now found to be. Those of whom
// more has become known are looked at first: to weigh all who have the name takes much longer.
func (l *linker) retryEntity(e *entity, holders []*entity) error {
	list, err := l.appearancesOf([]int64{e.id})
	if err != nil {
		return err
	}
	var into *entity
	for _, x := range list {
		if err := l.recall(x); err != nil {
			return err
		}
		if may, err := l.mayBeOneOf(x, holders); err != nil || !may {
			return err
		}
		found, err := l.weigh(x)
		if err != nil {
			return err
		}
		if len(found) == 0 || found[0].weight < singleEnough || len(found) > 1 && found[0].weight-found[1].weight < singleMargin ||
			into != nil && into != found[0].entity {
			return nil
		}
		into = found[0].entity
	}
	if into != nil {
		l.absorb(into, e)
	}
	return nil
}

// mayBeOneOf reports whether enough speaks for one of some that a single name is theirs, if nothing speaks for others.
func (l *linker) mayBeOneOf(x *appearance, holders []*entity) (bool, error) {
	for _, e := range holders {
		e = e.root()
		w := l.singleWeight(x, e)
		near, err := l.nearInTime(e, x.at)
		if err != nil {
			return false, err
		}
		if near >= nearFew {
			w += mostlyNear
		}
		if w < singleEnough && w+onlyHere >= singleEnough {
			here, err := l.ids("SELECT id FROM appearances WHERE entity = ? AND moment = ? AND article = ?", e.id, int64(x.at), x.article)
			if err != nil {
				return false, err
			}
			if len(here) > 0 {
				w += onlyHere
			}
		}
		if w >= singleEnough {
			return true, nil
		}
	}
	return false, nil
}
