-- zephyrix: dialect=postgres
CREAT TABLE a (id int);
CREATE TABLE b (id int name text);
CREATE TABLE c (id int PRIMARY KEY,);
CREATE TABLE d (id int CHECK (id >), name text);
CREATE TABLE e (id int DEFAULT);
CREATE TABLE f (id int REFERENCES);
CREATE TABLE g (id int;
CREATE INDEX ON (id);
ALTER TABLE;
CREATE TYPE h AS ENUM ('a', b);
CREATE VIEW i AS;
CREATE TABLE good (id int PRIMARY KEY);
DROP TABBLE good;
INSERT INTO good VALUES ('it never ends);
