-- The first shape of an archive. Later changes are files of their own with the next number; this one stays as it is.
-- The last statement of every file sets user_version to the file's number.

-- +goose Up

-- How many there are, so that nobody needs to count. One row.
CREATE TABLE totals (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	articles   INTEGER NOT NULL,
	statements INTEGER NOT NULL
);
INSERT INTO totals VALUES (1, 0, 0);

CREATE TABLE outlets (
	id       INTEGER PRIMARY KEY,
	name     TEXT NOT NULL UNIQUE,
	facets   TEXT NOT NULL,            -- the words of the name as search terms, see facets.go
	articles INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outlets_by_articles ON outlets (articles);

CREATE TABLE articles (
	id         INTEGER PRIMARY KEY,
	key        TEXT NOT NULL UNIQUE,   -- sayso.Article.Key: what makes it the same article
	moment     INTEGER NOT NULL,       -- minutes of publication, 0 if unknown, see moments.go
	statements INTEGER NOT NULL,
	outlet     INTEGER REFERENCES outlets (id),
	published  TEXT NOT NULL,          -- as the article gives it
	name       TEXT NOT NULL,          -- the article's ID where it came from
	title      TEXT NOT NULL,
	author     TEXT NOT NULL,
	url        TEXT NOT NULL,
	language   TEXT NOT NULL,
	path       TEXT NOT NULL
);
CREATE INDEX articles_by_moment ON articles (moment, statements);

-- The long parts of an article, apart so that lists of articles need not step over them.
CREATE TABLE texts (
	article  INTEGER PRIMARY KEY REFERENCES articles (id),
	text     TEXT NOT NULL,
	record   TEXT NOT NULL,            -- the record's JSON, without statements and text
	has_text INTEGER NOT NULL          -- 1 where the record holds the article's text as well
);

-- Everybody of one name and type.
CREATE TABLE speakers (
	id         INTEGER PRIMARY KEY,
	name       TEXT NOT NULL,
	type       TEXT NOT NULL,
	statements INTEGER NOT NULL DEFAULT 0,
	UNIQUE (name, type)
);
CREATE INDEX speakers_by_statements ON speakers (statements) WHERE type IN ('person', 'organisation');

-- The forms of a speaker's name, and in how many articles they occur.
CREATE TABLE names (
	speaker  INTEGER NOT NULL REFERENCES speakers (id),
	name     TEXT NOT NULL,
	articles INTEGER NOT NULL,
	PRIMARY KEY (speaker, name)
) WITHOUT ROWID;

-- A voice is a speaker in one article, with the forms that this article has of the name.
CREATE TABLE voices (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	speaker    INTEGER NOT NULL REFERENCES speakers (id),
	outlet     INTEGER REFERENCES outlets (id),
	moment     INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	facets     TEXT NOT NULL
);
CREATE INDEX voices_by_speaker ON voices (speaker, outlet, moment, statements, article);

-- A statement's id grows with its article's moment, so that the order of ids is the order of publication: the newest
-- statements are the last rows, here and in the index of words, without sorting. See moments.go.
CREATE TABLE statements (
	id        INTEGER PRIMARY KEY,
	article   INTEGER NOT NULL REFERENCES articles (id),
	number    INTEGER NOT NULL,        -- its place in the record, from 0
	voice     INTEGER REFERENCES voices (id),
	kind      TEXT NOT NULL,
	mode      TEXT NOT NULL,
	source    TEXT NOT NULL,
	cue       TEXT NOT NULL,
	content   TEXT NOT NULL,
	statement TEXT NOT NULL            -- its JSON in the record
);
CREATE UNIQUE INDEX statements_by_article ON statements (article, number);

-- What is searched of a statement.
CREATE VIEW statement_words AS
SELECT s.id AS id, s.content AS content, s.source AS source, s.cue AS cue, coalesce(p.name, '') AS speaker,
	coalesce(v.facets, '') || ' ' || coalesce(o.facets, '') || ' ' || s.kind || '1 ' || s.mode || '2' AS facets
FROM statements s
	JOIN articles a ON a.id = s.article
	LEFT JOIN outlets o ON o.id = a.outlet
	LEFT JOIN voices v ON v.id = s.voice
	LEFT JOIN speakers p ON p.id = v.speaker;

CREATE VIRTUAL TABLE words USING fts5 (
	content, source, cue, speaker, facets,
	content = 'statement_words', content_rowid = 'id',
	tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 0.5, 0.5, 1.0, 0.0)');
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);

PRAGMA user_version = 1;

-- +goose Down
