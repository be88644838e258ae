CREATE TABLE notes (
    id serial PRIMARY KEY,
    body text,
    at timestamp with time zone DEFAULT now(),
    CONSTRAINT notes_at_check CHECK (at > '2000-01-01')
);
CREATE INDEX notes_at ON notes (at);
