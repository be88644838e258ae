CREATE UNLOGGED TABLE notes (
    id serial PRIMARY KEY,
    body text STORAGE EXTERNAL,
    at timestamptz DEFAULT now() CHECK (at > '2000-01-01') NO INHERIT
) TABLESPACE fast;
CREATE INDEX notes_at ON notes (at) WITH (fillfactor = 70);
CREATE TABLE copied AS SELECT * FROM notes;
CREATE TEMP TABLE scratch (a int);
ALTER TABLE scratch ADD b int;
DO $$ BEGIN EXECUTE 'CREATE TABLE made (a int)'; END $$;
ALTER TABLE made ADD b int;
