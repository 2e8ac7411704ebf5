-- What the desk's pages are read by: an entity's appearances in the order of time, an outlet's articles, and what rests on a
-- statement.

-- +goose Up

CREATE INDEX appearances_over_time ON appearances (entity, moment, article, statements);
DROP INDEX appearances_by_entity;
CREATE INDEX articles_by_outlet ON articles (outlet, moment, statements);
CREATE INDEX contacts_by_statement ON contacts (statement) WHERE statement IS NOT NULL;

PRAGMA user_version = 6;

-- +goose Down
