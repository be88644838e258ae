-- zephyrix: dialect=postgres
CREATE TABLE pets (id int PRIMARY KEY, name text);
CREATE TABLE pets (id int);
CREATE TABLE IF NOT EXISTS pets (id int);
CREATE TABLE owners (id int PRIMARY KEY, name text, name text);
CREATE TABLE toys (id int PRIMARY KEY, PRIMARY KEY (id));
ALTER TABLE pets ADD COLUMN name text;
ALTER TABLE pets ADD PRIMARY KEY (name);
CREATE TYPE mood AS ENUM ('sad');
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood ADD VALUE 'sad';
CREATE VIEW pets AS SELECT 1;
