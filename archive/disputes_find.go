package archive

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/authority"
)

// addedContact and addedStatement are what a batch adds, as far as disputes across articles need it.
type addedContact struct {
	id, article int64
	at          moment
	contact     *sayso.Contact
	appeared    map[string]int64
}

type addedStatement struct {
	id, article int64
	at          moment
	text        string
	statement   *sayso.Statement
	appeared    map[string]int64
	substance   substance // of its content, where it is compared
}

// What makes a statement of one article the thing that a statement of another denies: words of substance and a name in
// common. The bar is high, as a reader checks every one: a dispute that is none costs more than one that is missed.
const (
	disputeWords   = 2   // words in common, at least
	disputeShare   = 0.5 // of the words of the shorter of the two
	disputeDays    = 366 // between the two
	deniedWords    = 12  // of a denial that are looked up
	disputedAtMost = 8   // assertions held against one denial
)

// findDisputes joins what the batch adds to what is denied, or asserted, in other articles.
func (l *linker) findDisputes() error {
	first := map[int64]bool{}
	for i := range l.spoken {
		first[l.spoken[i].id] = true
	}
	denials, err := l.denialsAhead()
	if err != nil {
		return err
	}
	for i := range l.spoken {
		s := &l.spoken[i]
		var err error
		switch {
		case s.statement.Hypothetical:
		case denies(s.statement):
			err = l.denied(s)
		case !s.statement.Negated:
			err = l.asserted(s, first, denials)
		}
		if err != nil {
			return fmt.Errorf("disputes of statement %s: %w", s.statement.ID, err)
		}
	}
	for i := range l.contacts {
		if err := l.contactDenied(&l.contacts[i]); err != nil {
			return fmt.Errorf("disputes of contact %s: %w", l.contacts[i].contact.ID, err)
		}
	}
	return nil
}

// denialsAhead finds what the statements are about, and the denials that are there already and have the words of the
// asserting ones, by word.
func (l *linker) denialsAhead() (map[string][]int64, error) {
	var words []string
	denials := map[string][]int64{}
	for i := range l.spoken {
		s := &l.spoken[i]
		if s.statement.Hypothetical || s.statement.Negated {
			continue
		}
		s.substance = substanceOf(s.statement.Content.Of(s.text))
		if denies(s.statement) || !s.asserts() {
			continue
		}
		for _, w := range s.substance.words {
			if _, ok := denials[w]; !ok {
				denials[w] = nil
				words = append(words, w)
			}
		}
	}
	for chunk := range slices.Chunk(words, aheadChunk) {
		rows, err := l.queryList(`SELECT word, statement FROM (SELECT d.word, d.statement, row_number() OVER (PARTITION BY d.word ORDER BY d.statement DESC) AS place
			FROM json_each(?) j CROSS JOIN denial_words d WHERE d.word = j.value) WHERE place <= 500`, chunk)
		err = eachRow(rows, err, func(row *sql.Rows) error {
			var word string
			var id int64
			err := row.Scan(&word, &id)
			denials[word] = append(denials[word], id)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look up denials: %w", err)
		}
	}
	return denials, nil
}

// asserts reports whether a statement says enough to be compared with denials.
func (s *addedStatement) asserts() bool {
	return len(s.statement.Content) > 0 && s.statement.Speaker.Type != sayso.SpeakerWriter &&
		len(s.substance.words) >= disputeWords && len(s.substance.names) > 0
}

// denies reports whether a statement says that something is not so.
func denies(s *sayso.Statement) bool { return !s.Negated && (s.Denial || s.Mode == sayso.Deny) }

// substance are the words of a content that tell what it is about: stems of words with small letters, and names.
// spelled are the words as they stand there.
type substance struct{ words, names, spelled []string }

// substanceOf takes the words of a content.
func substanceOf(content string) substance {
	var s substance
	start := true
	for _, w := range strings.FieldsFunc(content, func(r rune) bool { return !isWordRune(r) && r != '’' && r != '\'' && r != '-' }) {
		first, _ := utf8.DecodeRuneInString(w)
		folded := authority.FoldWord(strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s"))
		switch {
		case len(folded) < 3:
		case unicode.IsUpper(first) && (!start || !emptyWords[folded]) && len(folded) > 2:
			if !slices.Contains(s.names, folded) {
				s.names = append(s.names, folded)
			}
		case len(folded) >= 4 && !emptyWords[folded]:
			if stem := stemOf(folded); !slices.Contains(s.words, stem) {
				s.words, s.spelled = append(s.words, stem), append(s.spelled, w)
			}
		}
		start = false
	}
	return s
}

// agree reports whether two contents are about the same thing: they share a name and words, most of those of the denial
// or of a short assertion, and among them enough that are rare.
func (l *linker) agree(denied, asserted substance) (bool, error) {
	words, names := common2(denied.words, asserted.words), common2(denied.names, asserted.names)
	if words < disputeWords || names < 1 || float64(words) < disputeShare*float64(len(denied.words)) ||
		float64(words) < disputeShare/2*float64(len(asserted.words)) {
		return false, nil
	}
	rare := 0
	for _, w := range denied.words {
		if !slices.Contains(asserted.words, w) {
			continue
		}
		is, err := l.isRare(w)
		if err != nil {
			return false, err
		}
		if is {
			rare++
		}
	}
	return rare >= disputeWords, nil
}

// isRare reports whether a word stands in no more than one in two hundred statements, or in a few.
func (l *linker) isRare(word string) (bool, error) {
	if is, ok := l.rare[word]; ok {
		return is, nil
	}
	var total, n int
	if err := l.queryRow("SELECT statements FROM totals").Scan(&total); err != nil {
		return false, err
	}
	limit := max(20, total/200)
	if err := l.queryRow("SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)", `content : "`+word+`" *`, limit+1).Scan(&n); err != nil {
		return false, err
	}
	l.rare[word] = n <= limit
	return n <= limit, nil
}

func common2(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// denied looks for what a new denial denies, in all articles, and remembers its words for what comes later.
func (l *linker) denied(d *addedStatement) error {
	s := d.substance
	if len(s.words) < disputeWords || len(s.names) == 0 {
		return nil
	}
	var words []string
	for _, w := range s.words {
		rare, err := l.isRare(w)
		if err != nil {
			return err
		}
		if rare && len(words) < deniedWords {
			words = append(words, w)
		}
	}
	if len(words) < disputeWords {
		return nil
	}
	for _, w := range words {
		if _, err := l.exec("INSERT OR IGNORE INTO denial_words (word, statement) VALUES (?, ?)", w, d.id); err != nil {
			return err
		}
	}
	// Two words next to a name narrow it down before anything is read.
	var pairs []string
	for i := range words {
		for k := range words[:i] {
			pairs = append(pairs, `"`+words[k]+`" * AND "`+words[i]+`" *`)
		}
	}
	var names []string
	for _, n := range s.names[:min(len(s.names), 6)] {
		names = append(names, `"`+n+`"`)
	}
	slices.SortStableFunc(pairs, func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // long words say more
	match := "content : ((" + strings.Join(pairs[:min(len(pairs), 15)], ") OR (") + ")) AND content : (" + strings.Join(names, " OR ") + ")"
	ids, err := column[int64](l.query("SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT 100",
		match, max(0, d.at-disputeDays*24*60).firstID(), (d.at + disputeDays*24*60).firstID()))
	if err != nil {
		return err
	}
	var asserts []int64
	for _, id := range ids {
		other, err := l.statementOf(id)
		if err != nil {
			return err
		}
		if id != d.id && other.article != d.article && !other.statement.Negated && !other.statement.Hypothetical && !denies(&other.statement) &&
			!sameSpeaker(&other.statement, d.statement) {
			is, err := l.agree(s, substanceOf(other.content))
			if err != nil {
				return err
			}
			if is {
				asserts = append(asserts, id)
			}
		}
		if len(asserts) == disputedAtMost {
			break
		}
	}
	if len(asserts) == 0 {
		return nil
	}
	return l.addDispute(d.at, s, asserts, d.id)
}

// asserted looks for a denial, in articles that were there before, of what is asserted now.
func (l *linker) asserted(a *addedStatement, batch map[int64]bool, denials map[string][]int64) error {
	if !a.asserts() {
		return nil
	}
	s := a.substance
	counts := map[int64]int{}
	for _, w := range s.words {
		for _, id := range denials[w] {
			counts[id]++
		}
	}
	var found []int64
	for id, n := range counts {
		if n >= disputeWords && !batch[id] {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	for _, id := range found {
		d, err := l.statementOf(id)
		if err != nil {
			return err
		}
		apart := a.at - moment(id>>idBits)
		if d.article == a.article || apart > disputeDays*24*60 || -apart > disputeDays*24*60 || sameSpeaker(a.statement, &d.statement) {
			continue
		}
		denied := substanceOf(d.content)
		is, err := l.agree(denied, s)
		if err != nil {
			return err
		}
		if is {
			if err := l.addDispute(max(a.at, moment(id>>idBits)), denied, []int64{a.id}, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// addDispute adds assertions to the dispute across articles that a denial has, or begins one.
func (l *linker) addDispute(at moment, s substance, asserts []int64, denial int64) error {
	var id int64
	var n int
	err := l.queryRow(`SELECT coalesce(max(d.id), 0), (SELECT count(*) FROM disputants x WHERE x.dispute = d.id AND x.denies = 0)
		FROM disputants m JOIN disputes d ON d.id = m.dispute WHERE m.statement = ? AND m.denies = 1 AND d.article IS NULL`, denial).Scan(&id, &n)
	if err != nil {
		return err
	}
	if id == 0 {
		l.lastDispute++
		id = l.lastDispute
		reason := "both speak of " + strings.Join(s.spelled[:min(4, len(s.spelled))], ", ") + " and " + capitals(s.names[0])
		if _, err := l.exec("INSERT INTO disputes (id, moment, article, reason) VALUES (?, ?, NULL, ?)", id, int64(at), reason); err != nil {
			return err
		}
		if _, err := l.exec("INSERT INTO disputants (dispute, denies, statement, contact) VALUES (?, 1, ?, 0)", id, denial); err != nil {
			return err
		}
	} else if _, err := l.exec("UPDATE disputes SET moment = max(moment, ?) WHERE id = ?", int64(at), id); err != nil {
		return err
	}
	for _, a := range asserts {
		if n++; n > disputedAtMost {
			break
		}
		if _, err := l.exec("INSERT OR IGNORE INTO disputants (dispute, denies, statement, contact) VALUES (?, 0, ?, 0)", id, a); err != nil {
			return err
		}
	}
	return nil
}

// storedStatement is a statement with its content and article.
type storedStatement struct {
	article   int64
	content   string
	statement sayso.Statement
}

func (l *linker) statementOf(id int64) (*storedStatement, error) {
	if s := l.read[id]; s != nil {
		return s, nil
	}
	s := &storedStatement{}
	var encoded string
	if err := l.queryRow("SELECT article, content, statement FROM statements WHERE id = ?", id).Scan(&s.article, &s.content, &encoded); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(encoded), &s.statement); err != nil {
		return nil, err
	}
	l.read[id] = s
	return s, nil
}

// sameSpeaker reports whether two statements of two articles are one voice, as far as names tell.
func sameSpeaker(a, b *sayso.Statement) bool {
	x, y := authority.ParseName(a.Speaker.Name), authority.ParseName(b.Speaker.Name)
	return x.Last == y.Last && (!x.Full() || !y.Full() || x.Key() == y.Key())
}

// contactDenied looks for a contact of the same two in another article that is denied where this one is asserted, or
// the other way round.
func (l *linker) contactDenied(c *addedContact) error {
	if c.contact.Planned {
		return nil
	}
	for _, a := range c.contact.Parties[0] {
		for _, b := range c.contact.Parties[1] {
			if c.appeared[a] == 0 || c.appeared[b] == 0 {
				continue
			}
			denied := "k.negated = 1"
			if c.contact.Negated {
				denied = "k.negated = 0"
			}
			ids, err := column[int64](l.query(`SELECT DISTINCT k.id FROM contacts k
				JOIN parties p ON p.contact = k.id JOIN appearances x ON x.id = p.appearance
				JOIN parties q ON q.contact = k.id AND q.side <> p.side JOIN appearances y ON y.id = q.appearance
				WHERE `+denied+` AND k.planned = 0 AND k.article <> ?1 AND k.moment >= ?4 AND k.moment <= ?5
				AND x.entity = (SELECT entity FROM appearances WHERE id = ?2) AND y.entity = (SELECT entity FROM appearances WHERE id = ?3)
				ORDER BY k.id LIMIT 8`, c.article, c.appeared[a], c.appeared[b],
				int64(c.at-disputeDays*24*60), int64(c.at+disputeDays*24*60)))
			if err != nil {
				return err
			}
			for _, other := range ids {
				if err := l.addContactDispute(c, other); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (l *linker) addContactDispute(c *addedContact, other int64) error {
	asserts, denies := c.id, other
	if c.contact.Negated {
		asserts, denies = other, c.id
	}
	var there bool
	if err := l.queryRow(`SELECT EXISTS (SELECT 1 FROM disputants a JOIN disputants b ON b.dispute = a.dispute AND b.denies = 1
		WHERE a.denies = 0 AND a.contact = ? AND b.contact = ?)`, asserts, denies).Scan(&there); err != nil || there {
		return err
	}
	l.lastDispute++
	if _, err := l.exec(`INSERT INTO disputes (id, moment, article, reason)
		SELECT ?, max(moment), NULL, 'a contact of the same two' FROM contacts WHERE id IN (?, ?)`, l.lastDispute, asserts, denies); err != nil {
		return err
	}
	_, err := l.exec("INSERT INTO disputants (dispute, denies, statement, contact) VALUES (?1, 0, 0, ?2), (?1, 1, 0, ?3)", l.lastDispute, asserts, denies)
	return err
}

// stemOf cuts the commonest endings off a word.
func stemOf(w string) string {
	for _, ending := range []string{"ingly", "ations", "ation", "ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "e", "y"} {
		if strings.HasSuffix(w, ending) && len(w)-len(ending) >= 4 {
			return w[:len(w)-len(ending)]
		}
	}
	return w
}

// emptyWords say nothing about what a content is about.
var emptyWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the and that this these those with from have has had was were been being would could should might must will
		shall they them their there here what when where which while who whom whose because about above after again against any anything
		anyone all also always another are before between both but can cannot cant didnt doesnt dont wasnt werent isnt arent wont wouldnt
		couldnt does did doing done each either else even ever every everything everyone few for get gets getting give given going gone
		goes got him his her hers himself herself how however into its itself just know known knew let like made make makes making many may
		maybe me mine more most much nobody none nor not nothing now off often once one ones only other others our ours out over own people
		person quite rather really right said same say says saying see seen she since some something somebody someone still such take taken
		than then thing things think though through thus time times too took toward under until upon very want wanted way ways well went
		without yes yet you your yours never true false wrong deny denied denies nonsense untrue accusation allegation claim claims claimed
		report reports reported story stories statement fact facts says told tell telling year years day days week weeks month months today
		yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr president senator good great back first last
		next long little come came comes coming`) {
		m[w] = true
	}
	return m
}()
