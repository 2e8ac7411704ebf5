package archive

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"sayso"
)

type speakerKey struct {
	name string
	kind sayso.SpeakerType
}

type speaker struct {
	id         int64
	stored     bool // it was there before this batch
	statements int
	// names counts the articles that use each form.
	names map[string]int
}

// voice is a speaker in the article that is being added.
type voice struct {
	id         int64
	speaker    *speaker
	statements int
	facets     string
}

// speakersAhead looks up the speakers of entries that are there already.
func (b *batch) speakersAhead(entries []Entry) error {
	var wanted [][2]string
	asked := map[speakerKey]bool{}
	for _, entry := range entries {
		for i := range entry.Record.Statements {
			s := &entry.Record.Statements[i].Speaker
			if key := (speakerKey{s.Name, s.Type}); s.Name != "" && !asked[key] && utf8.ValidString(s.Name) {
				asked[key] = true
				wanted = append(wanted, [2]string{s.Name, string(s.Type)})
			}
		}
	}
	for chunk := range slices.Chunk(wanted, aheadChunk) {
		rows, err := b.queryList(`SELECT p.id, p.name, p.type FROM json_each(?) j CROSS JOIN speakers p WHERE p.name = j.value ->> 0 AND p.type = j.value ->> 1`, chunk)
		if err != nil {
			return fmt.Errorf("look up speakers: %w", err)
		}
		for rows.Next() {
			s := &speaker{names: map[string]int{}, stored: true}
			var key speakerKey
			if err := rows.Scan(&s.id, &key.name, &key.kind); err != nil {
				return errors.Join(err, rows.Close())
			}
			b.speakers[key] = s
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	b.asked = asked
	return nil
}

// speaker returns the speaker of a name and type.
func (b *batch) speaker(key speakerKey) (*speaker, error) {
	s := b.speakers[key]
	if s != nil {
		return s, nil
	}
	s = &speaker{names: map[string]int{}}
	if !b.asked[key] {
		err := b.queryRow("SELECT id FROM speakers WHERE name = ? AND type = ?", key.name, string(key.kind)).Scan(&s.id)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("speaker %q: %w", key.name, err)
		}
		s.stored = err == nil
	}
	if !s.stored {
		b.lastSpeaker++
		s.id = b.lastSpeaker
	}
	b.speakers[key] = s
	return s, nil
}

// voice begins a speaker of an article. The forms of the name are the chosen name and those of its entity.
func (b *batch) voice(key speakerKey, forms []string) (*voice, error) {
	s, err := b.speaker(key)
	if err != nil {
		return nil, err
	}
	names := []string{key.name}
	for _, name := range forms {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		s.names[name]++
	}
	b.lastVoice++
	return &voice{id: b.lastVoice, speaker: s, facets: voiceFacets(s.id, names)}, nil
}

// finishSpeakers inserts who speaks, and what counts them.
func (b *batch) finishSpeakers() error {
	order := make([]speakerKey, 0, len(b.speakers))
	for key, s := range b.speakers {
		if s.statements > 0 {
			order = append(order, key)
		}
	}
	slices.SortFunc(order, func(x, y speakerKey) int { return cmp.Compare(b.speakers[x].id, b.speakers[y].id) })
	rows := b.bulk("INSERT", "speakers", "id, name, type, statements", " ON CONFLICT (id) DO UPDATE SET statements = statements + excluded.statements")
	names := b.bulk("INSERT", "names", "speaker, name, articles", " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles")
	voices := b.bulk("INSERT", "voices", "id, article, speaker, outlet, moment, statements, facets", "")
	for _, key := range order {
		s := b.speakers[key]
		if err := rows.add(s.id, key.name, string(key.kind), s.statements); err != nil {
			return err
		}
	}
	if err := rows.flush(); err != nil {
		return err
	}
	for _, key := range order {
		s := b.speakers[key]
		for name, n := range s.names { // the order of rows is that of the table's key, whatever the order here
			if err := names.add(s.id, name, n); err != nil {
				return err
			}
		}
	}
	for _, v := range b.voices {
		if err := voices.add(v...); err != nil {
			return err
		}
	}
	return errors.Join(names.flush(), voices.flush())
}
