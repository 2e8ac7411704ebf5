-- Feeds that are followed, what has been seen of them, how far large web archives have been taken in; what an article's page had
-- beside it, and where the pages of a printed one begin.

-- +goose Up

-- A feed that is followed. Times are seconds since 1970; 0 is never.
CREATE TABLE feeds (
	url      TEXT PRIMARY KEY,
	title    TEXT NOT NULL,            -- as the feed names itself, or the list it came from
	etag     TEXT NOT NULL,            -- what the server is asked with whether anything is new
	modified TEXT NOT NULL,
	added    INTEGER NOT NULL,
	checked  INTEGER NOT NULL,         -- when it was last asked for
	due      INTEGER NOT NULL,         -- when it may be asked for again
	failures INTEGER NOT NULL,         -- tries in a row that failed
	problem  TEXT NOT NULL,            -- what the last try met, '' if all was well
	gone     INTEGER NOT NULL          -- 1 where the server says that it is no more
) WITHOUT ROWID;

-- An item of a feed that has been taken in, with a mark of how it was then: another mark is an update.
CREATE TABLE feed_items (
	feed TEXT NOT NULL REFERENCES feeds (url) ON DELETE CASCADE,
	item TEXT NOT NULL,
	mark TEXT NOT NULL,
	seen INTEGER NOT NULL,             -- when it was last in the feed
	PRIMARY KEY (feed, item)
) WITHOUT ROWID;

-- How far a web archive has been taken in: where the last article lies that was added from the file of this path and size.
CREATE TABLE taken_in (
	path  TEXT PRIMARY KEY,
	size  INTEGER NOT NULL,
	place INTEGER NOT NULL
) WITHOUT ROWID;

ALTER TABLE articles ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;  -- words
ALTER TABLE articles ADD COLUMN pages TEXT NOT NULL DEFAULT '';       -- places in the text, with spaces between

PRAGMA user_version = 7;

-- +goose Down
