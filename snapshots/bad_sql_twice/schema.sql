CREATE TYPE mood AS ENUM ('sad');

-- zephyrix: dialect=postgres
CREATE TABLE pets (
    id integer NOT NULL PRIMARY KEY,
    name text
);
