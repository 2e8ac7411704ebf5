-- Numbers of quotations lead on where two were found to be one, and a quotation of which no statement is left goes.

-- +goose Up

-- Where a quotation went: addresses of pages live longer than numbers. 0 where nothing is left of it; no other one gets
-- the number. Prints of quotations that moved stay under the old number.
CREATE TABLE quotations_moved (
	id        INTEGER PRIMARY KEY,
	quotation INTEGER NOT NULL
);
CREATE INDEX quotations_moved_to ON quotations_moved (quotation);

DROP TRIGGER quotations_count;
-- +goose StatementBegin
CREATE TRIGGER quotations_count AFTER DELETE ON quoted BEGIN
	UPDATE quotations SET statements = (SELECT count(*) FROM quoted WHERE quotation = old.quotation),
		articles = (SELECT count(DISTINCT article) FROM quoted WHERE quotation = old.quotation),
		fullest = iif(fullest = old.statement, coalesce((SELECT min(statement) FROM quoted WHERE quotation = old.quotation), 0), fullest)
	WHERE id = old.quotation;
	DELETE FROM quotations WHERE id = old.quotation AND statements = 0;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quotations_go AFTER DELETE ON quotations BEGIN
	INSERT OR IGNORE INTO quotations_moved (id, quotation) VALUES (old.id, 0);
	UPDATE quotations_moved SET quotation = 0 WHERE quotation = old.id;
END;
-- +goose StatementEnd
DELETE FROM quotations WHERE NOT EXISTS (SELECT 1 FROM quoted WHERE quotation = quotations.id);

PRAGMA user_version = 10;

-- +goose Down
