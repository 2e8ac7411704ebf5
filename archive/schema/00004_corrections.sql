-- What people corrected, by which reading every article was read, and the statements that are out of sight.

-- +goose Up

-- Everything that people changed by hand, in the order in which they did. Rows are only ever added: to take one back is
-- a further row. That holds for merges and splits too; decisions has them in the form in which linking needs them.
CREATE TABLE corrections (
	id       INTEGER PRIMARY KEY,
	at       TEXT NOT NULL,            -- when, in ISO 8601
	author   TEXT NOT NULL,
	reason   TEXT NOT NULL,
	verb     TEXT NOT NULL,            -- accept, reject, hide, change, add, contact, merge, split, undo
	what     TEXT NOT NULL,            -- in words
	article  TEXT NOT NULL,            -- the article's key; '' where it is about people across articles
	target   TEXT NOT NULL,            -- JSON: the statement or contact as it was, its words and what stands around them
	change   TEXT NOT NULL,            -- JSON: what is otherwise now
	reader   TEXT NOT NULL,            -- by which reading the article was read then
	undoes   INTEGER,                  -- the correction that this one takes back
	decision INTEGER                   -- the row of decisions, of merge and split
);
CREATE INDEX corrections_by_article ON corrections (article) WHERE article <> '';
CREATE INDEX corrections_by_undone ON corrections (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX corrections_by_decision ON corrections (decision) WHERE decision IS NOT NULL;

-- +goose StatementBegin
CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections
BEGIN SELECT raise(ABORT, 'the log of corrections is only ever added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER corrections_are_kept BEFORE DELETE ON corrections
BEGIN SELECT raise(ABORT, 'the log of corrections is only ever added to'); END;
-- +goose StatementEnd

-- What became of each correction of an article at its last reading. Found out again whenever the article changes.
CREATE TABLE correction_states (
	correction INTEGER PRIMARY KEY REFERENCES corrections (id),
	state      TEXT NOT NULL,          -- in force, undone, unanchored
	statement  TEXT NOT NULL           -- the ID in the record of what it is about, '' if it is not there
);
CREATE INDEX correction_states_unanchored ON correction_states (correction) WHERE state = 'unanchored';

-- Decisions from before there was a log.
INSERT INTO corrections (at, author, reason, verb, what, article, target, change, reader, decision)
	SELECT at, '', '', verb, what, '', '', '', '', id FROM decisions ORDER BY id;
INSERT INTO corrections (at, author, reason, verb, what, article, target, change, reader, undoes, decision)
	SELECT d.undone, '', '', 'undo', d.what, '', '', '', '', c.id, d.id
	FROM decisions d JOIN corrections c ON c.decision = d.id WHERE d.undone <> '' ORDER BY d.undone, d.id;

CREATE TABLE readers (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE          -- kind of reading and the sum of its weights
);
-- By what an article was read. No row: nobody knows.
CREATE TABLE readings (
	article  INTEGER PRIMARY KEY REFERENCES articles (id),
	reader   INTEGER REFERENCES readers (id),
	original TEXT NOT NULL             -- the record as it was read, JSON, where corrections made it another one; else ''
);
CREATE INDEX readings_by_reader ON readings (reader, article);

-- Statements that were rejected or hidden: kept out of all that is searched, shown, counted and exported, unless asked for.
CREATE TABLE aside (
	id         INTEGER PRIMARY KEY,    -- the row that it had among the statements, and gets back
	article    INTEGER NOT NULL REFERENCES articles (id),
	correction INTEGER NOT NULL REFERENCES corrections (id),
	hidden     INTEGER NOT NULL,       -- 0 rejected, 1 hidden
	kind       TEXT NOT NULL,
	mode       TEXT NOT NULL,
	source     TEXT NOT NULL,
	cue        TEXT NOT NULL,
	content    TEXT NOT NULL,
	speaker    TEXT NOT NULL,
	statement  TEXT NOT NULL           -- its JSON in the record
);
CREATE INDEX aside_by_article ON aside (article);

-- What a person should look at: statements of which the reading is least sure, and those of which it does not know who
-- speaks; until somebody has looked. See review.go.
CREATE TABLE doubts (
	doubt     INTEGER NOT NULL,        -- from even chances to near certainty, in thousandths
	statement INTEGER NOT NULL,
	PRIMARY KEY (doubt, statement)
) WITHOUT ROWID;
CREATE UNIQUE INDEX doubts_by_statement ON doubts (statement);
INSERT INTO doubts SELECT CAST(round(abs((statement ->> '$.confidence') - 0.5) * 1000) AS INTEGER), id FROM statements
	WHERE statement ->> '$.confidence' BETWEEN 0.3 AND 0.7;
INSERT OR IGNORE INTO doubts SELECT 100, id FROM statements WHERE lower(source) IN ('he', 'she', 'they', 'it', 'who')
	AND statement ->> '$.speaker.type' IN ('none', 'unnamed');

PRAGMA user_version = 4;

-- +goose Down
