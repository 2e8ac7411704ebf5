package archive

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"sayso"
	"sayso/authority"
)

// Which articles are versions of one, which are copies of one text, and which statements carry the same quotation is found
// when an article is added, against all that were there before, in a time that does not grow with them: what is alike has
// prints in common, and only what has is compared. An article and its prints never change, so nothing needs to be looked
// at twice.
//
// The prints of a text are those of MinHash with locality-sensitive hashing (Broder 1997; one permutation, Li, Owen and
// Zhang 2012): the runs of printWords words are hashed and dealt out to slots, each slot keeps its least hash, and
// printBand slots in a row make a print. Two texts of which half the runs are the same share a print with 88 % probability,
// of two thirds 99.6 %, of a fifth 12 %.

const (
	printWords = 5
	printSlots = 48
	printBand  = 3
)

// What makes two articles versions or copies. Shares are of the runs of words of the shorter text.
const (
	versionShare = 0.2  // with the same address, or outlet, title and day
	copyShare    = 0.75 // of whatever outlets
	copyWhole    = 0.35 // of the runs of both together: a short notice is no copy of the report it was cut from
	copyRuns     = 40   // runs of words, at least
	copiesTried  = 6    // articles compared, those with most prints in common
)

// printBits are how many bits of a hash are kept: SQLite stores those in four bytes.
const printBits = 31

func printOf(h uint64) uint64 { return mix(h) >> (64 - printBits) }

// grouper compares the articles of a batch with those before them.
type grouper struct {
	*batch
	prepared  map[*sayso.Article]*prepared
	near      map[uint64][]int64        // articles by print
	runs      map[int64][]uint64        // runs of words of articles
	said      map[int64]map[uint64]bool // hashes of the contents of articles' statements
	groups    map[int64][2]int64        // work and origin of articles
	quotes    map[uint64][]int64        // quotations by print
	clusters  map[int64]*cluster        // quotations that were looked at
	into      map[int64]int64           // quotations that were found to be others
	own       map[int64]int64           // quotations that have one statement alone, by its row
	lastQuote int64
	versions  []int64 // articles of this batch that are versions of others

	prints, quotePrints, quoted *bulk
}

// prepared is what an article is compared by.
type prepared struct {
	runs    []uint64 // sorted, each once
	prints  []uint64
	address []uint64
	quotes  []wording
}

func newGrouper(b *batch) (*grouper, error) {
	g := &grouper{batch: b, prepared: map[*sayso.Article]*prepared{}, near: map[uint64][]int64{}, runs: map[int64][]uint64{}, said: map[int64]map[uint64]bool{},
		groups: map[int64][2]int64{}, quotes: map[uint64][]int64{}, clusters: map[int64]*cluster{}, into: map[int64]int64{},
		prints:      b.bulk("INSERT OR IGNORE", "article_prints", "print, article", ""),
		quotePrints: b.bulk("INSERT OR IGNORE", "quotation_prints", "print, quotation", ""),
		quoted:      b.bulk("INSERT OR REPLACE", "quoted", "statement, quotation, article", "")}
	err := b.queryRow("SELECT max((SELECT coalesce(max(id), 0) FROM quotations), (SELECT coalesce(max(id), 0) FROM quotations_moved))").Scan(&g.lastQuote)
	return g, err
}

// runsOf are the runs of words of a text, sorted, each once.
func runsOf(text string) []uint64 {
	list := shingles(textWords(text), printWords)
	slices.Sort(list)
	return slices.Compact(list)
}

// textPrints are the prints of runs of words.
func textPrints(runs []uint64) []uint64 {
	if len(runs) < copyRuns {
		return nil
	}
	var slots [printSlots]uint64
	for _, h := range runs {
		slot := (h >> 32) * printSlots >> 32
		if low := h<<32 | h>>32; slots[slot] == 0 || low < slots[slot] {
			slots[slot] = low
		}
	}
	for i := range slots { // what is empty takes from the next that is not
		for k := i; slots[i] == 0; k++ {
			slots[i] = slots[(k+1)%printSlots]
		}
	}
	prints := make([]uint64, 0, printSlots/printBand)
	for i := 0; i < printSlots; i += printBand {
		h := uint64(i)
		for _, s := range slots[i : i+printBand] {
			h = mix(h ^ s)
		}
		prints = append(prints, printOf(h))
	}
	return prints
}

// addressPrints are the prints by which the versions of an article are found.
func addressPrints(a *sayso.Article) []uint64 {
	var prints []uint64
	hash := func(parts ...string) {
		h := uint64(hashStart)
		for _, part := range parts {
			for i := range len(part) {
				h = (h ^ uint64(part[i])) * hashTimes
			}
			h *= hashTimes
		}
		prints = append(prints, printOf(h))
	}
	if a.URL != "" {
		hash("address", a.URL)
	}
	if title := authority.Fold(a.Title); title != "" && a.Outlet != "" && len(a.Published) >= 10 {
		hash("title", authority.Fold(a.Outlet), title, a.Published[:10])
	}
	return prints
}

// ahead prepares articles to be compared and looks up all that has a print in common with any of them.
func (g *grouper) ahead(entries []Entry) error {
	near := map[uint64]bool{}
	var quotes []wording
	for _, entry := range entries {
		p := &prepared{runs: runsOf(entry.Article.Text), address: addressPrints(entry.Article)}
		p.prints = textPrints(p.runs)
		p.quotes = wordingsOf(entry.Article.Text, entry.Record)
		g.prepared[entry.Article] = p
		for _, list := range [][]uint64{p.prints, p.address} {
			for _, print := range list {
				near[print] = true
			}
		}
		quotes = append(quotes, p.quotes...)
	}
	if err := g.lookUp(near, g.near, "SELECT p.print, p.article FROM json_each(?) j CROSS JOIN article_prints p WHERE p.print = j.value"); err != nil {
		return err
	}
	return g.lookUpQuotes(quotes)
}

// aheadQuotes is ahead for the quotations of one article alone.
func (g *grouper) aheadQuotes(article *sayso.Article, record *sayso.Record) error {
	p := &prepared{quotes: wordingsOf(article.Text, record)}
	g.prepared[article] = p
	return g.lookUpQuotes(p.quotes)
}

func (g *grouper) lookUpQuotes(quotes []wording) error {
	prints := map[uint64]bool{}
	for _, q := range quotes {
		for _, print := range q.all {
			prints[print] = true
		}
	}
	return g.lookUp(prints, g.quotes, `SELECT p.print, coalesce(m.quotation, p.quotation) FROM json_each(?) j CROSS JOIN quotation_prints p
		LEFT JOIN quotations_moved m ON m.id = p.quotation WHERE p.print = j.value`)
}

// lookUp reads what has prints, twenty a print at most: the first.
func (g *grouper) lookUp(prints map[uint64]bool, into map[uint64][]int64, query string) error {
	list := make([]uint64, 0, len(prints))
	for print := range prints {
		list = append(list, print)
	}
	slices.Sort(list)
	for chunk := range slices.Chunk(list, aheadChunk) {
		rows, err := g.queryList(query, chunk)
		err = eachRow(rows, err, func(row *sql.Rows) error {
			var print uint64
			var id int64
			if err := row.Scan(&print, &id); err != nil {
				return err
			}
			if list := into[print]; id != 0 && len(list) < listAtMost && !slices.Contains(list, id) {
				into[print] = append(list, id)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("look up prints: %w", err)
		}
	}
	return nil
}

// inBoth counts what two sorted lists share.
func inBoth(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// place finds what an article is a version or a copy of, and writes that down. It returns the contents, as hashes, that
// the others of its text have already: they count once.
func (g *grouper) place(id int64, article *sayso.Article) (repeated map[uint64]bool, err error) {
	p := g.prepared[article]
	var version, original int64
	best := versionShare
	for _, other := range g.mostPrints(p.address, id) {
		share, _, err := g.alike(p.runs, other)
		if err != nil {
			return nil, err
		}
		if share >= best {
			best, version = share, other
		}
	}
	work := int64(0)
	if version != 0 {
		of, err := g.groupsOf(version)
		if err != nil {
			return nil, err
		}
		work = cmp.Or(of[0], version)
		original = of[1]
	}
	repeatedIn := []int64{version}
	if original == 0 && len(p.runs) >= copyRuns {
		best := copyShare
		for _, other := range g.mostPrints(p.prints, id) {
			share, whole, err := g.alike(p.runs, other)
			if err != nil {
				return nil, err
			}
			if share < best || whole < copyWhole {
				continue
			}
			of, err := g.groupsOf(other)
			if err != nil {
				return nil, err
			}
			if work != 0 && (of[0] == work || other == work) {
				continue
			}
			best, original = share, cmp.Or(of[1], other)
			repeatedIn = []int64{version, other, original}
		}
	}
	if err := g.join(id, work, original); err != nil {
		return nil, err
	}
	if work != 0 {
		g.versions = append(g.versions, id)
	}
	for _, list := range [][]uint64{p.prints, p.address} {
		for _, print := range list {
			g.near[print] = append(g.near[print], id)
			if err := g.prints.add(int64(print), id); err != nil {
				return nil, err
			}
		}
	}
	for _, other := range repeatedIn {
		if other == 0 {
			continue
		}
		said, err := g.saidIn(other)
		if err != nil {
			return nil, err
		}
		if repeated == nil {
			repeated = map[uint64]bool{}
		}
		for h := range said {
			repeated[h] = true
		}
	}
	return repeated, nil
}

// mostPrints are the articles that have most of the prints, at most copiesTried.
func (g *grouper) mostPrints(prints []uint64, but int64) []int64 {
	counts := map[int64]int{}
	var list []int64
	for _, print := range prints {
		for _, id := range g.near[print] {
			if id == but {
				continue
			}
			if counts[id] == 0 {
				list = append(list, id)
			}
			counts[id]++
		}
	}
	slices.SortFunc(list, func(x, y int64) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	return list[:min(len(list), copiesTried)]
}

// alike compares runs of words with those of an article: the share of the shorter text, and of both together.
func (g *grouper) alike(runs []uint64, other int64) (share, whole float64, err error) {
	theirs, ok := g.runs[other]
	if !ok {
		var text string
		if err := g.queryRow("SELECT text FROM texts WHERE article = ?", other).Scan(&text); err != nil {
			return 0, 0, fmt.Errorf("the text of article %d: %w", other, err)
		}
		theirs = runsOf(text)
		g.runs[other] = theirs
	}
	n := inBoth(runs, theirs)
	return float64(n) / float64(max(1, min(len(runs), len(theirs)))), float64(n) / float64(max(1, len(runs)+len(theirs)-n)), nil
}

// groupsOf returns the work and the origin of an article.
func (g *grouper) groupsOf(id int64) ([2]int64, error) {
	of, ok := g.groups[id]
	if !ok {
		if err := g.queryRow("SELECT work, origin FROM articles WHERE id = ?", id).Scan(&of[0], &of[1]); err != nil {
			return of, fmt.Errorf("the groups of article %d: %w", id, err)
		}
		g.groups[id] = of
	}
	return of, nil
}

// join writes down what an article belongs to; the first of a group belongs to it from its second on.
func (g *grouper) join(id, work, origin int64) error {
	g.groups[id] = [2]int64{work, origin}
	if work == 0 && origin == 0 {
		return nil
	}
	if _, err := g.exec("UPDATE articles SET work = ?, origin = ? WHERE id = ?", work, origin, id); err != nil {
		return err
	}
	for part, first := range []int64{work, origin} {
		if first == 0 {
			continue
		}
		of, err := g.groupsOf(first)
		if err != nil {
			return err
		}
		if of[part] == first {
			continue
		}
		of[part] = first
		g.groups[first] = of
		if _, err := g.exec("UPDATE articles SET work = ?, origin = ? WHERE id = ?", of[0], of[1], first); err != nil {
			return err
		}
	}
	return nil
}

// contentHash tells contents of at least three words apart, whatever their marks; 0 for shorter ones.
func contentHash(content string) uint64 {
	list := textWords(content)
	if len(list) < 3 {
		return 0
	}
	return shingles(list, len(list))[0]
}

// saidIn are the contents of the statements of an article.
func (g *grouper) saidIn(id int64) (map[uint64]bool, error) {
	if said, ok := g.said[id]; ok {
		return said, nil
	}
	contents, err := column[string](g.query("SELECT content FROM statements WHERE article = ?", id))
	if err != nil {
		return nil, err
	}
	said := map[uint64]bool{}
	for _, c := range contents {
		said[contentHash(c)] = true
	}
	g.said[id] = said
	return said, nil
}

// says notes the contents of an article of this batch.
func (g *grouper) says(id int64, article *sayso.Article, record *sayso.Record) []uint64 {
	hashes := make([]uint64, len(record.Statements))
	said := make(map[uint64]bool, len(hashes))
	for i := range record.Statements {
		hashes[i] = contentHash(record.Statements[i].Content.Of(article.Text))
		said[hashes[i]] = true
	}
	g.said[id] = said
	return hashes
}

// flush writes what was gathered.
func (g *grouper) flush() error {
	return errors.Join(g.prints.flush(), g.flushQuotes())
}
