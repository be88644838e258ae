CREATE TABLE "one line" (
    id integer NOT NULL PRIMARY KEY
);
