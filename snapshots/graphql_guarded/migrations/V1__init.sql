CREATE TABLE notes (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    title TEXT,
    author TEXT
);
