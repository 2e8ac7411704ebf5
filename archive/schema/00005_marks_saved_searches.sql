-- What statements are filtered and counted by, and the searches that people keep.

-- +goose Up

-- What is true of a statement, small, beside the large row that it is shown from. Open fills it for an archive from before.
CREATE TABLE marks (
	statement  INTEGER PRIMARY KEY,
	outlet     INTEGER NOT NULL,       -- 0 if there is none
	appearance INTEGER NOT NULL,       -- of the speaker in the article, 0 for nobody in particular
	facets     TEXT NOT NULL           -- search terms: kind, mode, flags, words of venue, addressees and relays, see facets.go and terms.go
);
-- +goose StatementBegin
CREATE TRIGGER marks_go AFTER DELETE ON statement_rows BEGIN
	DELETE FROM marks WHERE statement = old.id;
END;
-- +goose StatementEnd
CREATE INDEX roles_by_role ON roles (role, former, appearance);

DROP VIEW statement_words;
CREATE VIEW statement_words AS
SELECT s.id AS id, s.content AS content, s.source AS source, s.cue AS cue, coalesce(p.name, '') AS speaker,
	coalesce(v.facets, '') || ' ' || coalesce(o.facets || ' o' || o.id || '6', '') || ' ' || coalesce(sayso_terms(m.facets), '') AS facets
FROM statements s
	JOIN articles a ON a.id = s.article
	LEFT JOIN outlets o ON o.id = a.outlet
	LEFT JOIN voices v ON v.id = s.voice
	LEFT JOIN speakers p ON p.id = v.speaker
	LEFT JOIN marks m ON m.statement = s.id;

-- How long a statement's parts are is not kept: the order by relevance is made elsewhere. (Open fills the index with the marks.)
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
	content, source, cue, speaker, facets,
	content = 'statement_words', content_rowid = 'id', columnsize = 0,
	tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);

CREATE TABLE saved (
	id      INTEGER PRIMARY KEY AUTOINCREMENT, -- addresses of feeds live longer than searches
	name    TEXT NOT NULL,
	query   TEXT NOT NULL,
	owner   TEXT NOT NULL,
	created TEXT NOT NULL,
	seen    INTEGER NOT NULL,          -- the last article that was in the archive when somebody looked
	webhook TEXT NOT NULL,             -- the address that new statements are sent to; '' if none
	secret  TEXT NOT NULL,             -- what they are signed with
	sent    INTEGER NOT NULL,          -- the last article whose statements have been sent
	sending INTEGER NOT NULL,          -- the last article of those being sent: the same until they have arrived
	failed  INTEGER NOT NULL,          -- how often the next ones could not be sent
	fault   TEXT NOT NULL,             -- why
	next_at TEXT NOT NULL,             -- when to try again
	busy_to TEXT NOT NULL              -- until when a process is sending them
);

PRAGMA user_version = 5;

-- +goose Down
