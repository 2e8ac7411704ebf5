-- What the desk's pages are read by: an entity's appearances in the order of time, an outlet's articles, what rests on a
-- statement, and the kinds of an article's statements without their words.

-- +goose Up

CREATE INDEX appearances_over_time ON appearances (entity, moment, article, statements);
DROP INDEX appearances_by_entity;
CREATE INDEX articles_by_outlet ON articles (outlet, moment, statements);
CREATE INDEX contacts_by_statement ON contacts (statement) WHERE statement IS NOT NULL;
CREATE INDEX statements_by_kind ON statement_rows (article, kind, voice);

PRAGMA user_version = 6;

-- +goose Down
