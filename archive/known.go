package archive

import (
	"fmt"
	"strings"
	"sync"

	"sayso/authority"
)

// knownLists are the lists that entities are compared with: the one that comes with the program, read when the first
// article is added, and those of the archive.
type knownLists struct {
	once   sync.Once
	byLast map[string][]*authority.Entry
	err    error
}

// own returns the program's list by last names.
func (k *knownLists) own() (map[string][]*authority.Entry, error) {
	k.once.Do(func() {
		list, err := authority.Default()
		if err != nil {
			k.err = fmt.Errorf("the list of known people that comes with the program: %w", err)
			return
		}
		k.byLast = make(map[string][]*authority.Entry, len(list))
		for _, e := range list {
			for _, word := range e.LastNames() {
				k.byLast[word] = append(k.byLast[word], e)
			}
		}
	})
	return k.byLast, k.err
}

// known returns the entry of a list that a person in an article of a date is, "" if no one is found.
func (l *linker) known(x *appearance, published string) (string, error) {
	entries, err := l.entriesOf(x.parsed.Last)
	if err != nil || len(entries) == 0 {
		return "", err
	}
	var seen []authority.Seen
	if x.parsed.Title != "" {
		seen = append(seen, authority.SeenIn(x.parsed.Title))
	}
	for _, t := range x.traits {
		if t[0] == traitRole && (len(seen) == 0 || !strings.HasSuffix(seen[0].Role, t[1:])) {
			seen = append(seen, authority.Seen{Role: t[1:]})
		}
	}
	m, ok := authority.Match(x.parsed, seen, x.gender, day(published), entries)
	if !ok {
		return "", nil
	}
	return m.Entry.Ident(), nil
}

// entriesOf returns the entries of all lists that have a last name.
func (l *linker) entriesOf(last string) ([]*authority.Entry, error) {
	if list, ok := l.entries[last]; ok {
		return list, nil
	}
	own, err := l.batch.known.own()
	if err != nil {
		return nil, err
	}
	list := own[last]
	if l.noLists {
		l.entries[last] = list
		return list, nil
	}
	ids, err := l.ids("SELECT DISTINCT entry FROM authority_names WHERE word = ? ORDER BY entry LIMIT 2000", last)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		e, err := entryOf(l.query, id)
		if err != nil {
			return nil, err
		}
		list = append(list[:len(list):len(list)], e)
	}
	l.entries[last] = list
	return list, nil
}
