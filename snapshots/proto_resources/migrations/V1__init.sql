CREATE TABLE shelves (
    name TEXT NOT NULL PRIMARY KEY,
    theme TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE books (
    name TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    uid TEXT NOT NULL,
    create_time TEXT,
    update_time TEXT,
    author TEXT,
    tags TEXT NOT NULL,
    copies TEXT NOT NULL,
    genre TEXT NOT NULL,
    pages INTEGER NOT NULL,
    views TEXT NOT NULL,
    edition TEXT NOT NULL,
    weight REAL NOT NULL,
    rating REAL NOT NULL,
    cover TEXT NOT NULL,
    lent BOOLEAN NOT NULL,
    subtitle TEXT,
    second_genre TEXT,
    loan TEXT,
    notes TEXT,
    extra TEXT,
    price INTEGER,
    shown TEXT,
    person TEXT,
    other_author TEXT,
    version INTEGER NOT NULL,
    genres TEXT NOT NULL,
    known BOOLEAN,
    parent TEXT NOT NULL,
    row_version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX books_by_parent_name ON books (parent, name);
