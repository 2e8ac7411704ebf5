-- Who is who across articles, what they are linked by, and what people at the desk decided; contacts, roles and disputes
-- as rows to be asked for.

-- +goose Up

-- Articles whose entities are linked; fewer than articles where an older archive was brought up to date, or where that
-- was cut off. Open finishes it.
ALTER TABLE totals ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;

-- A person, organisation or place across the archive.
CREATE TABLE entities (
	id         INTEGER PRIMARY KEY,
	type       TEXT NOT NULL,
	name       TEXT NOT NULL,          -- the full form that most articles use
	middle     TEXT NOT NULL,          -- initials between first and last name, of the form that has most
	female     INTEGER NOT NULL,       -- articles that give evidence of either gender
	male       INTEGER NOT NULL,
	articles   INTEGER NOT NULL,
	statements INTEGER NOT NULL,       -- what it said
	authority  TEXT NOT NULL           -- the entry of a list of known people that it is, as "list/id"; '' if none
);
CREATE INDEX entities_by_statements ON entities (type, statements);

-- An entity of one article's record. Its article and names say which it is whatever its number (see decisions).
CREATE TABLE appearances (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	local      TEXT NOT NULL,          -- its id in the record
	entity     INTEGER NOT NULL,
	type       TEXT NOT NULL,
	name       TEXT NOT NULL,
	names      TEXT NOT NULL,          -- all forms in the article, one a line
	gender     TEXT NOT NULL,
	moment     INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	traits     TEXT NOT NULL,          -- what it can be known by, one a line, see traits.go
	authority  TEXT NOT NULL
);
CREATE UNIQUE INDEX appearances_by_article ON appearances (article, local);
CREATE INDEX appearances_by_entity ON appearances (entity, moment);

-- What an entity is looked up by. See keys.go for the kinds.
CREATE TABLE entity_keys (
	key      TEXT NOT NULL,
	kind     INTEGER NOT NULL,
	entity   INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	PRIMARY KEY (key, kind, entity)
) WITHOUT ROWID;
CREATE INDEX entity_keys_by_entity ON entity_keys (entity);

CREATE TABLE entity_forms (
	entity   INTEGER NOT NULL,
	name     TEXT NOT NULL,
	articles INTEGER NOT NULL,
	PRIMARY KEY (entity, name)
) WITHOUT ROWID;

CREATE TABLE entity_traits (
	entity INTEGER NOT NULL,
	trait  TEXT NOT NULL,
	PRIMARY KEY (entity, trait)
) WITHOUT ROWID;

-- Where an entity went that was found to be another one: addresses of pages live longer than numbers.
CREATE TABLE moved (
	id     INTEGER PRIMARY KEY,
	entity INTEGER NOT NULL
);

-- Who is what in a statement: 0 speaker, 1 addressee, 2 via, 3 about.
CREATE TABLE said (
	statement  INTEGER NOT NULL,
	part       INTEGER NOT NULL,
	appearance INTEGER NOT NULL,
	PRIMARY KEY (statement, part, appearance)
) WITHOUT ROWID;
CREATE INDEX said_by_appearance ON said (appearance, part, statement);

CREATE TABLE roles (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	appearance INTEGER NOT NULL,
	role       TEXT NOT NULL,
	org        TEXT NOT NULL,
	former     INTEGER NOT NULL,
	start      INTEGER NOT NULL,
	stop       INTEGER NOT NULL,
	statement  INTEGER                 -- on which it rests; NULL for the article's own voice
);
CREATE INDEX roles_by_appearance ON roles (appearance);

CREATE TABLE contacts (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	moment     INTEGER NOT NULL,
	contact    TEXT NOT NULL,          -- its JSON in the record
	words      TEXT NOT NULL,          -- the passage
	verb       TEXT NOT NULL,
	negated    INTEGER NOT NULL,
	planned    INTEGER NOT NULL,
	statement  INTEGER                 -- on which it rests; NULL for the article's own voice
);
CREATE INDEX contacts_by_moment ON contacts (moment);
CREATE INDEX contacts_negated ON contacts (moment) WHERE negated = 1;

CREATE TABLE parties (
	contact    INTEGER NOT NULL,
	side       INTEGER NOT NULL,
	number     INTEGER NOT NULL,
	name       TEXT NOT NULL,
	appearance INTEGER NOT NULL,       -- 0 for an unnamed group
	PRIMARY KEY (contact, side, number)
) WITHOUT ROWID;
CREATE INDEX parties_by_appearance ON parties (appearance, contact);

-- Statements or contacts of which some assert what others deny.
CREATE TABLE disputes (
	id      INTEGER PRIMARY KEY,
	moment  INTEGER NOT NULL,          -- of the latest member
	article INTEGER,                   -- where one article's record has it; NULL across articles
	reason  TEXT NOT NULL
);
CREATE INDEX disputes_by_moment ON disputes (moment);
CREATE TABLE disputants (
	dispute   INTEGER NOT NULL,
	denies    INTEGER NOT NULL,
	statement INTEGER NOT NULL,        -- 0 if it is a contact
	contact   INTEGER NOT NULL,        -- 0 if it is a statement
	PRIMARY KEY (dispute, denies, statement, contact)
) WITHOUT ROWID;
CREATE INDEX disputants_by_statement ON disputants (statement, denies);
CREATE INDEX disputants_by_contact ON disputants (contact, denies);

-- The words of substance of statements that deny, by which what they deny is found.
CREATE TABLE denial_words (
	word      TEXT NOT NULL,
	statement INTEGER NOT NULL,
	PRIMARY KEY (word, statement)
) WITHOUT ROWID;

-- What people decided: that entities are one, or that they are not. Kept for ever; undone ones stay as well.
CREATE TABLE decisions (
	id     INTEGER PRIMARY KEY,
	at     TEXT NOT NULL,
	verb   TEXT NOT NULL,              -- merge or split
	what   TEXT NOT NULL,              -- in words
	undone TEXT NOT NULL DEFAULT ''    -- when it was undone
);
-- Whom a decision is about, by article and name: numbers change when an article is read again, these do not.
CREATE TABLE decision_members (
	decision INTEGER NOT NULL REFERENCES decisions (id),
	side     INTEGER NOT NULL,
	article  TEXT NOT NULL,            -- the article's key
	name     TEXT NOT NULL,            -- the entity's name there, folded
	PRIMARY KEY (decision, article, name)
) WITHOUT ROWID;
CREATE INDEX decision_members_by_article ON decision_members (article);
CREATE TABLE entity_decisions (
	entity   INTEGER NOT NULL,
	decision INTEGER NOT NULL,
	side     INTEGER NOT NULL,
	PRIMARY KEY (entity, decision, side)
) WITHOUT ROWID;
CREATE INDEX entity_decisions_by_decision ON entity_decisions (decision);

-- Lists of known people and organisations.
CREATE TABLE authorities (
	id      INTEGER PRIMARY KEY,
	name    TEXT NOT NULL UNIQUE,
	format  TEXT NOT NULL,
	source  TEXT NOT NULL,
	licence TEXT NOT NULL,
	added   TEXT NOT NULL,
	entries INTEGER NOT NULL
);
CREATE TABLE authority_entries (
	id        INTEGER PRIMARY KEY,
	authority INTEGER NOT NULL,
	entry     TEXT NOT NULL,           -- its id in the list
	kind      TEXT NOT NULL,
	name      TEXT NOT NULL,
	gender    TEXT NOT NULL,
	born      TEXT NOT NULL,
	wikidata  TEXT NOT NULL,
	UNIQUE (authority, entry)
);
CREATE TABLE authority_names (
	word  TEXT NOT NULL,               -- the last name
	entry INTEGER NOT NULL,
	name  TEXT NOT NULL,
	PRIMARY KEY (word, entry, name)
) WITHOUT ROWID;
CREATE INDEX authority_names_by_entry ON authority_names (entry);
CREATE TABLE authority_roles (
	entry INTEGER NOT NULL,
	role  TEXT NOT NULL,
	org   TEXT NOT NULL,
	place TEXT NOT NULL,
	start TEXT NOT NULL,
	stop  TEXT NOT NULL,
	PRIMARY KEY (entry, role, org, place, start, stop)
) WITHOUT ROWID;

PRAGMA user_version = 2;

-- +goose Down
