package sayso

// Record is what a reading found in one article. Parts that are absent are left out of its JSON, except that
// "statements" is always there.
type Record struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language,omitempty"`
	// Text is there only where it was asked for; TextSHA256 always tells which text the spans refer to.
	Text       string      `json:"text,omitempty"`
	TextSHA256 string      `json:"text_sha256"`
	Statements []Statement `json:"statements"`
	Contacts   []Contact   `json:"contacts,omitempty"`
	Roles      []Role      `json:"roles,omitempty"`
	Entities   []Entity    `json:"entities,omitempty"`
	Disputes   []Dispute   `json:"disputes,omitempty"`
}

// Kind tells how the words of a content are given.
type Kind string

const (
	Direct   Kind = "direct"   // all of it in quotation marks
	Mixed    Kind = "mixed"    // part of it in quotation marks
	Indirect Kind = "indirect" // none of it
)

// Kinds lists the kinds in the order in which they are shown.
var Kinds = []Kind{Direct, Mixed, Indirect}

// Mode is what the cue does.
type Mode string

// The modes a reading gives.
const (
	Say         Mode = "say"
	Ask         Mode = "ask"
	Deny        Mode = "deny"
	Claim       Mode = "claim"
	Confirm     Mode = "confirm"
	Acknowledge Mode = "acknowledge"
	Accuse      Mode = "accuse"
	Believe     Mode = "believe"
	Intend      Mode = "intend"
	Promise     Mode = "promise"
	Suggest     Mode = "suggest"
	Report      Mode = "report"
	Demand      Mode = "demand"
	Warn        Mode = "warn"
	Praise      Mode = "praise"
	Criticise   Mode = "criticise"
	Decide      Mode = "decide"
)

// Modes lists the modes in the order in which they are shown.
var Modes = []Mode{Say, Ask, Deny, Claim, Confirm, Acknowledge, Accuse, Believe, Intend, Promise, Suggest, Report,
	Demand, Warn, Praise, Criticise, Decide}

// Statement is one attribution: someone says, writes, asks, denies, believes or wants something.
type Statement struct {
	// ID is unique in the record: s1, s2, … in the order of the text.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Mode Mode   `json:"mode"`
	// Source, Cue and Content are the statement's parts in the text. Each can be absent; the parts of one statement
	// do not overlap each other.
	Source  Spans   `json:"source,omitempty"`
	Cue     Spans   `json:"cue,omitempty"`
	Content Spans   `json:"content,omitempty"`
	Speaker Speaker `json:"speaker"`
	// Addressee is whom it was said to.
	Addressee []Party `json:"addressee,omitempty"`
	Venue     *Venue  `json:"venue,omitempty"`
	// Via is who relayed it between the speaker and this article, in order.
	Via []Party `json:"via,omitempty"`
	// Citing is on whom the speaker relies in turn ("the paper said, citing two officials").
	Citing []Party `json:"citing,omitempty"`
	// SaidOn is the date on which it was said, in ISO 8601.
	SaidOn string `json:"said_on,omitempty"`
	// Within is the ID of the statement whose content holds this one.
	Within string `json:"within,omitempty"`
	// Negated: the cue is negated ("never said", "declined to say").
	Negated bool `json:"negated"`
	// Omission: somebody kept the content to themselves ("did not disclose"). Such a statement is negated as well.
	Omission bool `json:"omission,omitempty"`
	// Hypothetical: it was not said, but would or might be ("would say", "if asked").
	Hypothetical bool `json:"hypothetical"`
	// Denial: it denies something ("denied", "was not an attempt").
	Denial bool `json:"denial"`
	// About lists the IDs of the entities its content is about.
	About []string `json:"about,omitempty"`
	// Confidence is the estimated probability, 0 to 1, that source, cue and content are right.
	Confidence float64 `json:"confidence"`
	// Why says what decided that this is a statement, a line each, where that was asked for.
	Why []string `json:"why,omitempty"`
	// Checked is there where a person looked at the statement.
	Checked *Checked `json:"checked,omitempty"`
}

// Checked says what a person at the desk did about a statement.
type Checked struct {
	// How is "accepted", "changed" or "added".
	How string `json:"how"`
	// By is who did it; At is when, in ISO 8601.
	By string `json:"by,omitempty"`
	At string `json:"at"`
}

// SpeakerType is what a source stands for.
type SpeakerType string

const (
	SpeakerPerson       SpeakerType = "person"       // a person the article names anywhere
	SpeakerOrganisation SpeakerType = "organisation" // an organisation, outlet, campaign, government, …
	SpeakerUnnamed      SpeakerType = "unnamed"      // a person or group that the article never names
	SpeakerWriter       SpeakerType = "writer"       // the article's own I or we
	SpeakerNone         SpeakerType = "none"         // no source at all
)

// Speaker is the entity that a source stands for, resolved.
type Speaker struct {
	Entity string `json:"entity,omitempty"`
	// Name is the entity's chosen name, or the words of an unnamed source.
	Name string      `json:"name,omitempty"`
	Type SpeakerType `json:"type"`
}

// Who names the speaker in words, whoever that is.
func (s Speaker) Who() string {
	switch {
	case s.Type == SpeakerWriter:
		return "the writer"
	case s.Name == "":
		return "somebody"
	}
	return s.Name
}

// Party names an entity where there is no need for more.
type Party struct {
	Entity string `json:"entity,omitempty"`
	Name   string `json:"name"`
}

// Venue is where something was said.
type Venue struct {
	// Kind is one of interview, speech, rally, debate, statement, tweet, post, email, letter, call, hearing,
	// press conference, report, poll, ad, other.
	Kind   string `json:"kind"`
	Outlet string `json:"outlet,omitempty"`
	With   string `json:"with,omitempty"`
}

// Contact is a passage that says that two parties met, spoke, wrote, dined or appeared together; or that they did
// not, or plan to.
type Contact struct {
	ID string `json:"id"`
	// Parties are two sides, each a list of entity IDs.
	Parties [][]string `json:"parties"`
	Verb    string     `json:"verb"`
	Span    Span       `json:"span"`
	Negated bool       `json:"negated"`
	Planned bool       `json:"planned"`
	// Requested: one party asked the other for it.
	Requested bool   `json:"requested,omitempty"`
	When      string `json:"when,omitempty"`
	Where     string `json:"where,omitempty"`
	Topic     string `json:"topic,omitempty"`
	// SaySo is the ID of the statement on which the contact rests, or "article" for the article's own voice.
	SaySo      string  `json:"say_so"`
	Confidence float64 `json:"confidence"`
}

// Status says in a word how the contact is told of: denied, planned, requested or reported.
func (c *Contact) Status() string {
	switch {
	case c.Negated:
		return "denied"
	case c.Planned:
		return "planned"
	case c.Requested:
		return "requested"
	}
	return "reported"
}

// Role is a passage that gives a person a function.
type Role struct {
	// Person and Org are entity IDs.
	Person string `json:"person"`
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Former bool   `json:"former"`
	// Then: it was the person's role at the time that is told of ("the then ambassador").
	Then bool `json:"then,omitempty"`
	// From and Until are when the role was held, in ISO 8601, as precise as it is told.
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
	// Change is the event of office that the passage tells, empty where it only gives the role.
	Change Change `json:"change,omitempty"`
	// ChangedOn is the date of the event in ISO 8601, as precise as it is told; By the ID of the entity who brought it about.
	ChangedOn string `json:"changed_on,omitempty"`
	By        string `json:"by,omitempty"`
	Span      Span   `json:"span"`
	// SaySo is the ID of the statement on which the role rests, or "article".
	SaySo string `json:"say_so"`
}

// Change is an event of office.
type Change string

// The events of office a reading gives.
const (
	Nominated Change = "nominated"
	Appointed Change = "appointed"
	Confirmed Change = "confirmed"
	Elected   Change = "elected"
	Resigned  Change = "resigned"
	Dismissed Change = "dismissed"
)

// EntityType is what an entity is.
type EntityType string

const (
	Person       EntityType = "person"
	Organisation EntityType = "organisation"
	Place        EntityType = "place"
	Unnamed      EntityType = "unnamed"
)

// Entity is a person, organisation or place of the article, or an unnamed person or group.
type Entity struct {
	ID   string     `json:"id"`
	Type EntityType `json:"type"`
	// Name is the fullest form in the article; Names are all forms, the fullest first.
	Name     string   `json:"name"`
	Names    []string `json:"names,omitempty"`
	Mentions []Span   `json:"mentions,omitempty"`
	// Gender is "female" or "male", only where the article gives evidence (pronouns, titles).
	Gender string   `json:"gender,omitempty"`
	SameAs []string `json:"same_as,omitempty"`
	// Of is, for unnamed people and groups, the ID of the named one they belong to ("advisers to the Renn campaign").
	Of string `json:"of,omitempty"`
}

// Dispute says that statements assert and deny the same thing. Its members are statement IDs.
type Dispute struct {
	// Asserts is empty where the article asserts it in its own voice: then Contacts has the passage.
	Asserts []string `json:"asserts"`
	Denies  []string `json:"denies"`
	// Contacts are the IDs of the contacts that are in dispute, those asserted and those denied.
	Contacts []string `json:"contacts,omitempty"`
}

// SaySoArticle is the say-so of what an article tells in its own voice.
const SaySoArticle = "article"

// Outer returns the statements that stand in no other one: the level that corpora of attribution mark.
func (r *Record) Outer() []Statement {
	out := make([]Statement, 0, len(r.Statements))
	for _, s := range r.Statements {
		if s.Within == "" {
			out = append(out, s)
		}
	}
	return out
}
