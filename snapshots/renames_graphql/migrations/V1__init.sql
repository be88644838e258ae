CREATE TABLE customers (
    id TEXT NOT NULL PRIMARY KEY,
    full_name TEXT NOT NULL
);
