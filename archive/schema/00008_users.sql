-- Who may use the desk from other machines, and the programs that may.

-- +goose Up

CREATE TABLE users (
	id       INTEGER PRIMARY KEY,
	name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
	password TEXT NOT NULL,            -- an Argon2id hash in the PHC string format
	role     TEXT NOT NULL,            -- read, correct or admin
	added    TEXT NOT NULL,
	seen     TEXT NOT NULL DEFAULT ''  -- the latest sign-in
);

CREATE TABLE sessions (
	hash    BLOB PRIMARY KEY,          -- the SHA-256 of the secret in the cookie
	user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	started INTEGER NOT NULL,          -- seconds since 1970
	ends    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user);
CREATE INDEX sessions_by_end ON sessions (ends);

CREATE TABLE tokens (
	id    INTEGER PRIMARY KEY,
	name  TEXT NOT NULL UNIQUE COLLATE NOCASE,
	hash  BLOB NOT NULL UNIQUE,        -- the SHA-256 of the token
	role  TEXT NOT NULL,
	added TEXT NOT NULL,
	used  TEXT NOT NULL DEFAULT ''     -- the latest day on which it was used
);

PRAGMA user_version = 8;

-- +goose Down
