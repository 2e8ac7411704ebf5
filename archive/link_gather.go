package archive

import (
	"cmp"
	"slices"

	"sayso/authority"
)

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
		if err := l.gatherThings(name); err != nil {
			return err
		}
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
	if w < leastEvidence || w+mostProminent+unusualWeight < linkEnough || big.articles < 3*small.articles || small.articles > 5 {
		return false, nil
	}
	times := small.times
	if len(times) < small.articles {
		stored, err := l.ids("SELECT moment FROM appearances WHERE entity = ? ORDER BY moment", small.id)
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
	if err != nil || w+more+unusualWeight < linkEnough {
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
