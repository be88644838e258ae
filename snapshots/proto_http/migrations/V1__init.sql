CREATE TABLE books (
    name TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    pages INTEGER NOT NULL,
    secret TEXT NOT NULL,
    "read" BOOLEAN NOT NULL,
    parent TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX books_by_parent_name ON books (parent, name);
