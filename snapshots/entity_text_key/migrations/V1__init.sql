CREATE TABLE countries (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    area REAL
);
