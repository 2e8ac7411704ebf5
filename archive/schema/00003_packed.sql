-- Long texts packed, versions of articles, copies of texts, and quotations.

-- +goose Up

-- Statements, packed (see pack_statement.go). The view of the old name gives them with their words, which are taken from the
-- article's text. No program but this one can read what the functions of the views unpack.
DROP VIEW statement_words;
CREATE TABLE statement_rows (
	id      INTEGER PRIMARY KEY,       -- grows with the article's moment, see moments.go
	article INTEGER NOT NULL REFERENCES articles (id),
	number  INTEGER NOT NULL,          -- its place in the record, from 0
	voice   INTEGER REFERENCES voices (id),
	kind    NOT NULL,                  -- as pack_statement.go has it: a number, or the thing itself
	mode    NOT NULL,
	packed  BLOB NOT NULL
);
INSERT INTO statement_rows SELECT id, article, number, voice, 
	CASE kind WHEN 'direct' THEN 0 WHEN 'mixed' THEN 1 WHEN 'indirect' THEN 2 ELSE kind END,
	CASE mode WHEN 'say' THEN 0 WHEN 'ask' THEN 1 WHEN 'deny' THEN 2 WHEN 'claim' THEN 3 WHEN 'confirm' THEN 4 WHEN 'acknowledge' THEN 5 WHEN 'accuse' THEN 6 WHEN 'believe' THEN 7 WHEN 'intend' THEN 8 WHEN 'promise' THEN 9 WHEN 'suggest' THEN 10 WHEN 'report' THEN 11 WHEN 'demand' THEN 12 WHEN 'warn' THEN 13 WHEN 'praise' THEN 14 WHEN 'criticise' THEN 15 WHEN 'decide' THEN 16 ELSE mode END,
	 sayso_pack_statement(statement) FROM statements ORDER BY id;
DROP TABLE statements;
CREATE INDEX statements_by_article ON statement_rows (article, number, kind);

-- The long parts of an article, packed.
CREATE TABLE article_texts (
	article  INTEGER PRIMARY KEY REFERENCES articles (id),
	has_text INTEGER NOT NULL,         -- 1 where the record holds the article's text as well
	text     BLOB NOT NULL,
	record   BLOB NOT NULL             -- the record's JSON, without statements and text
);
INSERT INTO article_texts SELECT article, has_text, sayso_pack(text), sayso_pack(record) FROM texts ORDER BY article;
DROP TABLE texts;
CREATE VIEW texts AS SELECT article, has_text, sayso_unpack(text) AS text, sayso_record(record, text) AS record FROM article_texts;

CREATE VIEW statements AS
SELECT r.id AS id, r.article AS article, r.number AS number, r.voice AS voice,
	CASE r.kind WHEN 0 THEN 'direct' WHEN 1 THEN 'mixed' WHEN 2 THEN 'indirect' ELSE r.kind END AS kind,
	CASE r.mode WHEN 0 THEN 'say' WHEN 1 THEN 'ask' WHEN 2 THEN 'deny' WHEN 3 THEN 'claim' WHEN 4 THEN 'confirm' WHEN 5 THEN 'acknowledge' WHEN 6 THEN 'accuse' WHEN 7 THEN 'believe' WHEN 8 THEN 'intend' WHEN 9 THEN 'promise' WHEN 10 THEN 'suggest' WHEN 11 THEN 'report' WHEN 12 THEN 'demand' WHEN 13 THEN 'warn' WHEN 14 THEN 'praise' WHEN 15 THEN 'criticise' WHEN 16 THEN 'decide' ELSE r.mode END AS mode,
	(SELECT sayso_source(r.packed, t.text) FROM article_texts t WHERE t.article = r.article) AS source,
	(SELECT sayso_cue(r.packed, t.text) FROM article_texts t WHERE t.article = r.article) AS cue,
	(SELECT sayso_content(r.packed, t.text) FROM article_texts t WHERE t.article = r.article) AS content,
	sayso_statement(r.packed) AS statement
FROM statement_rows r;

-- What can be changed through the views.
-- +goose StatementBegin
CREATE TRIGGER statements_delete INSTEAD OF DELETE ON statements
BEGIN DELETE FROM statement_rows WHERE id = old.id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER statements_update INSTEAD OF UPDATE ON statements
BEGIN UPDATE statement_rows SET voice = new.voice,
	kind = CASE new.kind WHEN 'direct' THEN 0 WHEN 'mixed' THEN 1 WHEN 'indirect' THEN 2 ELSE new.kind END,
	mode = CASE new.mode WHEN 'say' THEN 0 WHEN 'ask' THEN 1 WHEN 'deny' THEN 2 WHEN 'claim' THEN 3 WHEN 'confirm' THEN 4 WHEN 'acknowledge' THEN 5 WHEN 'accuse' THEN 6 WHEN 'believe' THEN 7 WHEN 'intend' THEN 8 WHEN 'promise' THEN 9 WHEN 'suggest' THEN 10 WHEN 'report' THEN 11 WHEN 'demand' THEN 12 WHEN 'warn' THEN 13 WHEN 'praise' THEN 14 WHEN 'criticise' THEN 15 WHEN 'decide' THEN 16 ELSE new.mode END,
	packed = sayso_pack_statement(new.statement) WHERE id = old.id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER texts_delete INSTEAD OF DELETE ON texts
BEGIN DELETE FROM article_texts WHERE article = old.article; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER texts_update INSTEAD OF UPDATE ON texts
BEGIN UPDATE article_texts SET has_text = new.has_text, text = sayso_pack(new.text), record = sayso_pack(new.record) WHERE article = old.article; END;
-- +goose StatementEnd

CREATE VIEW statement_words AS
SELECT s.id AS id, s.content AS content, s.source AS source, s.cue AS cue, coalesce(p.name, '') AS speaker,
	coalesce(v.facets, '') || ' ' || coalesce(o.facets, '') || ' ' || s.kind || '1 ' || s.mode || '2' AS facets
FROM statements s
	JOIN articles a ON a.id = s.article
	LEFT JOIN outlets o ON o.id = a.outlet
	LEFT JOIN voices v ON v.id = s.voice
	LEFT JOIN speakers p ON p.id = v.speaker;

-- The hash of the bytes an article came from, and how its date was found.
ALTER TABLE articles ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN date_source TEXT NOT NULL DEFAULT '';

-- What an entity is known by is read and written as a whole: in its row, as hashes (see trait_hash.go).
ALTER TABLE entities ADD COLUMN traits BLOB NOT NULL DEFAULT x'';
UPDATE entities SET traits = coalesce(sayso_pack_traits((SELECT group_concat(trait, char(10)) FROM entity_traits t WHERE t.entity = entities.id)), x'');
DROP TABLE entity_traits;
CREATE TABLE appearances_short (
	id         INTEGER PRIMARY KEY,
	article    INTEGER NOT NULL REFERENCES articles (id),
	local      TEXT NOT NULL,          -- its id in the record
	entity     INTEGER NOT NULL,
	sort       NOT NULL,               -- a type as a number, or another one as it is
	names      TEXT NOT NULL,          -- all forms in the article, one a line; the first is the chosen one
	sex        NOT NULL,               -- a gender as a number, or '' for none
	moment     INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	authority  TEXT NOT NULL,
	type       TEXT GENERATED ALWAYS AS (CASE sort WHEN 1 THEN 'person' WHEN 2 THEN 'organisation' WHEN 3 THEN 'place' ELSE sort END) VIRTUAL,
	gender     TEXT GENERATED ALWAYS AS (CASE sex WHEN 1 THEN 'female' WHEN 2 THEN 'male' ELSE sex END) VIRTUAL,
	name       TEXT GENERATED ALWAYS AS (substr(names, 1, instr(names || char(10), char(10)) - 1)) VIRTUAL
);
INSERT INTO appearances_short (id, article, local, entity, sort, names, sex, moment, statements, authority)
	SELECT id, article, local, entity, CASE type WHEN 'person' THEN 1 WHEN 'organisation' THEN 2 WHEN 'place' THEN 3 ELSE type END, names,
		CASE gender WHEN 'female' THEN 1 WHEN 'male' THEN 2 ELSE gender END, moment, statements, authority FROM appearances ORDER BY id;
DROP TABLE appearances;
ALTER TABLE appearances_short RENAME TO appearances;
CREATE INDEX appearances_by_article ON appearances (article);

-- Who has a part in which statements, by appearance: a statement's own are among those who appear in its article, and who
-- says it is in its marks.
CREATE TABLE said_by (
	appearance INTEGER NOT NULL,
	part       INTEGER NOT NULL,       -- 0 speaker, 1 addressee, 2 via, 3 about
	statement  INTEGER NOT NULL,
	PRIMARY KEY (appearance, part, statement)
) WITHOUT ROWID;
INSERT INTO said_by SELECT appearance, part, statement FROM said ORDER BY 1, 2, 3;
DROP TABLE said;
ALTER TABLE said_by RENAME TO said;
CREATE INDEX appearances_by_entity ON appearances (entity, moment);

-- Articles that are the same text, or nearly, have prints in common: hashes of what their runs of words hash to, of the
-- address, and of outlet, title and day. See group.go.
CREATE TABLE article_prints (
	print   INTEGER NOT NULL,
	article INTEGER NOT NULL,
	PRIMARY KEY (print, article)
) WITHOUT ROWID;
ALTER TABLE articles ADD COLUMN work INTEGER NOT NULL DEFAULT 0;   -- the article that was the first of its versions here; 0 if there is one only
ALTER TABLE articles ADD COLUMN origin INTEGER NOT NULL DEFAULT 0; -- the article that was the first of its copies here; 0 if there are none
CREATE INDEX articles_by_work ON articles (work) WHERE work <> 0;
CREATE INDEX articles_by_origin ON articles (origin) WHERE origin <> 0;

-- Wordings that stand in quotation marks; see group_quotes.go.
CREATE TABLE quotations (
	id         INTEGER PRIMARY KEY,
	fullest    INTEGER NOT NULL,       -- the statement that has most of its words
	words      INTEGER NOT NULL,       -- how many
	statements INTEGER NOT NULL,
	articles   INTEGER NOT NULL
);
CREATE INDEX quotations_by_articles ON quotations (articles, statements) WHERE articles > 1;
CREATE TABLE quotation_prints (
	print     INTEGER NOT NULL,
	quotation INTEGER NOT NULL,
	PRIMARY KEY (print, quotation)
) WITHOUT ROWID;
CREATE TABLE quoted (
	statement INTEGER PRIMARY KEY,
	quotation INTEGER NOT NULL,
	article   INTEGER NOT NULL         -- of several versions, the first
);
CREATE INDEX quoted_by_quotation ON quoted (quotation, article);
-- +goose StatementBegin
CREATE TRIGGER quoted_go AFTER DELETE ON statement_rows BEGIN
	DELETE FROM quoted WHERE statement = old.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quotations_count AFTER DELETE ON quoted BEGIN
	UPDATE quotations SET statements = (SELECT count(*) FROM quoted WHERE quotation = old.quotation),
		articles = (SELECT count(DISTINCT article) FROM quoted WHERE quotation = old.quotation),
		fullest = iif(fullest = old.statement, coalesce((SELECT min(statement) FROM quoted WHERE quotation = old.quotation), 0), fullest)
	WHERE id = old.quotation;
END;
-- +goose StatementEnd

-- The last article that was compared with those before it. Open compares the rest, of an archive from before.
ALTER TABLE totals ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 3;

-- +goose Down
