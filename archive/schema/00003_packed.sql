-- Long texts packed, versions of articles, copies of texts, and quotations.

-- +goose Up

-- Statements, packed: the columns of old unpack what they are asked for (see pack.go). No program but this one can read those.
DROP VIEW statement_words;
CREATE TABLE statements_packed (
	id        INTEGER PRIMARY KEY,     -- grows with the article's moment, see moments.go
	article   INTEGER NOT NULL REFERENCES articles (id),
	number    INTEGER NOT NULL,        -- its place in the record, from 0
	voice     INTEGER REFERENCES voices (id),
	kind      TEXT NOT NULL,
	mode      TEXT NOT NULL,
	packed    BLOB NOT NULL,
	source    TEXT GENERATED ALWAYS AS (sayso_source(packed)) VIRTUAL,
	cue       TEXT GENERATED ALWAYS AS (sayso_cue(packed)) VIRTUAL,
	content   TEXT GENERATED ALWAYS AS (sayso_content(packed)) VIRTUAL,
	statement TEXT GENERATED ALWAYS AS (sayso_statement(packed)) VIRTUAL
);
INSERT INTO statements_packed (id, article, number, voice, kind, mode, packed)
	SELECT id, article, number, voice, kind, mode, sayso_pack_statement(statement, source, cue, content) FROM statements ORDER BY id;
DROP TABLE statements;
ALTER TABLE statements_packed RENAME TO statements;
CREATE UNIQUE INDEX statements_by_article ON statements (article, number);

CREATE VIEW statement_words AS
SELECT s.id AS id, s.content AS content, s.source AS source, s.cue AS cue, coalesce(p.name, '') AS speaker,
	coalesce(v.facets, '') || ' ' || coalesce(o.facets, '') || ' ' || s.kind || '1 ' || s.mode || '2' AS facets
FROM statements s
	JOIN articles a ON a.id = s.article
	LEFT JOIN outlets o ON o.id = a.outlet
	LEFT JOIN voices v ON v.id = s.voice
	LEFT JOIN speakers p ON p.id = v.speaker;

CREATE TABLE texts_packed (
	article  INTEGER PRIMARY KEY REFERENCES articles (id),
	has_text INTEGER NOT NULL,         -- 1 where the record holds the article's text as well
	packed_text   BLOB NOT NULL,
	packed_record BLOB NOT NULL,       -- the record's JSON, without statements and text
	text     TEXT GENERATED ALWAYS AS (sayso_unpack(packed_text)) VIRTUAL,
	record   TEXT GENERATED ALWAYS AS (sayso_unpack(packed_record)) VIRTUAL
);
INSERT INTO texts_packed (article, has_text, packed_text, packed_record)
	SELECT article, has_text, sayso_pack(text), sayso_pack(record) FROM texts ORDER BY article;
DROP TABLE texts;
ALTER TABLE texts_packed RENAME TO texts;

-- The hash of the bytes an article came from, and how its date was found.
ALTER TABLE articles ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN date_source TEXT NOT NULL DEFAULT '';

-- What an entity is known by is read and written as a whole: packed in its row, a trait a line.
ALTER TABLE entities ADD COLUMN traits BLOB NOT NULL DEFAULT x'';
UPDATE entities SET traits = coalesce(sayso_pack((SELECT group_concat(trait, char(10)) FROM entity_traits t WHERE t.entity = entities.id)), x'');
DROP TABLE entity_traits;
-- The traits of an article's appearances, packed: for each its id in the record and its traits, a line each; between two, an
-- empty line.
CREATE TABLE article_traits (
	article INTEGER PRIMARY KEY,
	traits  BLOB NOT NULL
);
INSERT INTO article_traits SELECT article, sayso_pack(group_concat(local || iif(traits = '', '', char(10) || traits), char(10) || char(10)))
	FROM (SELECT article, local, traits FROM appearances ORDER BY article, id) GROUP BY article;
CREATE TABLE appearances_short (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	local      TEXT NOT NULL,          -- its id in the record
	entity     INTEGER NOT NULL,
	type       TEXT NOT NULL,
	names      TEXT NOT NULL,          -- all forms in the article, one a line; the first is the chosen one
	gender     TEXT NOT NULL,
	moment     INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	authority  TEXT NOT NULL,
	name       TEXT GENERATED ALWAYS AS (substr(names, 1, instr(names || char(10), char(10)) - 1)) VIRTUAL
);
INSERT INTO appearances_short (id, article, local, entity, type, names, gender, moment, statements, authority)
	SELECT id, article, local, entity, type, names, gender, moment, statements, authority FROM appearances ORDER BY id;
DROP TABLE appearances;
ALTER TABLE appearances_short RENAME TO appearances;
CREATE UNIQUE INDEX appearances_by_article ON appearances (article, local);
CREATE INDEX appearances_by_entity ON appearances (entity, moment);

PRAGMA user_version = 3;

-- +goose Down
