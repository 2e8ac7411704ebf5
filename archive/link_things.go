package archive

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

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
	if into == nil || x.kind == sayso.Organisation && len(x.tags) == 0 {
		person, err := l.personCalled(x, into)
		if err != nil {
			return err
		}
		if person != nil {
			into = person
		}
	}
	if into == nil {
		into = l.create(x)
	}
	l.join(x, into)
	return nil
}

// asPerson returns the full name of a person that the name of a thing may be, if it has that form.
func (x *appearance) asPerson() (authority.Name, bool) {
	if n := strings.Count(x.name, " "); n < 1 || n > 2 || strings.HasPrefix(strings.ToLower(x.name), "the ") {
		return authority.Name{}, false
	}
	n := authority.ParseName(x.name)
	return n, n.Full() && n.Title == ""
}

// personCalled returns the person that an article has taken for a thing: one of that full name, of whom the archive
// knows far more than of a thing so called, and with people of the article around. thing is the one of that name, nil if
// there is none.
func (l *linker) personCalled(x *appearance, thing *entity) (*entity, error) {
	name, ok := x.asPerson()
	if !ok {
		return nil, nil
	}
	list, err := l.list(listKey{true, entityKey{name.Key(), keyFull}})
	if err != nil {
		return nil, err
	}
	var best *entity
	for _, e := range list {
		if !vetoed(e, name.Middle, "", x.tags) && (best == nil || e.articles > best.articles) {
			best = e
		}
	}
	if best == nil || thing != nil && best.articles < mistaken*thing.articles {
		return nil, nil
	}
	around, err := l.around(x, best)
	if err != nil || around < leastEvidence {
		return nil, err
	}
	more, err := l.prominent(best, x.at)
	if err != nil {
		return nil, err
	}
	unusual, err := l.unusual(name.First, name.Last)
	if err != nil || around+more+unusual < linkEnough {
		return nil, err
	}
	return best, nil
}

// mistaken is in how many times as many articles a name must be a person's to be one where it was taken for a thing.
const mistaken = 3

// around weighs the persons with full names of an article by whom an entity is known.
func (l *linker) around(x *appearance, e *entity) (float64, error) {
	locals, err := l.localsOf(x.article)
	if err != nil {
		return 0, err
	}
	w := 0.0
	for _, p := range locals {
		for _, k := range sortedKeys(p.keys) {
			if k.kind == keyLast && p != e && (e.traits[hashTraitOf(traitPerson, k.key)] || e.traits[hashTraitOf(traitNear, k.key)]) {
				w += weights[traitPerson]
				break
			}
		}
	}
	return w, nil
}

// gatherThings gives to a person of a full name that this batch has touched what was taken for a thing before so much was known of
// them.
func (l *linker) gatherThings(name string) error {
	things, err := l.list(listKey{false, entityKey{name, keyFull}})
	if err != nil {
		return err
	}
	for _, thing := range things {
		if thing.kind != sayso.Organisation || len(thing.tags) > 0 || len(thing.times) > 0 || thing.articles > mostMistaken {
			continue
		}
		list, err := l.appearancesOf([]int64{thing.id})
		if err != nil {
			return err
		}
		var person *entity
		for _, x := range list {
			found, err := l.personCalled(x, thing)
			if err != nil {
				return fmt.Errorf("who %q is: %w", x.name, err)
			}
			if found == nil || person != nil && found != person {
				person = nil
				break
			}
			person = found
		}
		if person != nil {
			l.absorb(person, thing)
		}
	}
	return nil
}

// mostMistaken is how many articles may have taken a person for a thing.
const mostMistaken = 20

// thingCalled returns the place or organisation for which an article has taken a name alone, of which it says nothing
// that goes for a person: one of just that name, in an archive that knows nobody so called.
func (l *linker) thingCalled(x *appearance) (*entity, error) {
	if x.statements > 0 || x.gender != "" || x.parsed.Title != "" || x.authority != "" || slices.ContainsFunc(x.traits, func(t string) bool { return t[0] == traitRole }) {
		return nil, nil
	}
	list, err := l.list(listKey{false, entityKey{authority.Fold(x.name), keyFull}})
	if err != nil {
		return nil, err
	}
	var best *entity
	for _, e := range list {
		if !apart(e.tags, x.tags) && e.articles >= mistaken && (best == nil || e.articles > best.articles) {
			best = e
		}
	}
	return best, nil
}
