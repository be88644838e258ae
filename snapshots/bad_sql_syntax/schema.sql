CREATE TABLE good (
    id integer NOT NULL PRIMARY KEY
);
