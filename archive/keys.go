package archive

import (
	"strings"

	"sayso"
	"sayso/authority"
)

// What an entity is looked up by.
const (
	keyFull  = 0 // of a person, the first and last name; of others, the name
	keyLast  = 1 // the last name of a person of whom a full name is known
	keyFirst = 2 // the first name of such a person, as it was written
	keyOnly  = 3 // the only name of a person of whom no more is known
	keyKnown = 5 // the entry of a list that a person is
	keyOther = 4 // another form of an organisation's or place's name: an acronym
)

type entityKey struct {
	key  string
	kind int
}

// bestName chooses by which of an entity's names it is compared: the fullest one that starts with no title, of those
// that share their last name with the chosen name.
func bestName(e *sayso.Entity) authority.Name {
	best := authority.ParseName(e.Name)
	for _, form := range e.Names {
		n := authority.ParseName(form)
		if best.Title == "" && n.Title != "" && n.Last == best.Last {
			best.Title = n.Title
		}
		if !best.Full() && n.Full() && (n.Last == best.Last || n.First == best.Last) ||
			best.Full() && n.Key() == best.Key() && len(n.Middle) > len(best.Middle) {
			title := best.Title
			best = n
			if best.Title == "" {
				best.Title = title
			}
		}
	}
	return best
}

// namesIn are the names of a record's persons, by their place among its entities.
func namesIn(record *sayso.Record) []authority.Name {
	names := make([]authority.Name, len(record.Entities))
	for i := range record.Entities {
		if record.Entities[i].Type == sayso.Person {
			names[i] = bestName(&record.Entities[i])
		}
	}
	return names
}

// personKeys are the keys of a person.
func personKeys(n authority.Name) []entityKey {
	if !n.Full() {
		if n.Last == "" {
			return nil
		}
		return []entityKey{{n.Last, keyOnly}}
	}
	return []entityKey{{n.Key(), keyFull}, {n.Last, keyLast}, {n.First, keyFirst}}
}

// thingKeys are the keys of an organisation or place.
func thingKeys(e *sayso.Entity) []entityKey {
	name := authority.Fold(e.Name)
	if name == "" {
		return nil
	}
	keys := []entityKey{{name, keyFull}}
	for _, form := range e.Names {
		if f := authority.Fold(form); f != name && len(f) > 1 && !strings.Contains(f, " ") {
			keys = append(keys, entityKey{f, keyOther})
		}
	}
	return keys
}
