-- zephyrix: dialect=postgres
CREATE TABLE pets (
    id integer NOT NULL PRIMARY KEY,
    nmae text
);

CREATE TABLE toys (
    id integr,
    kind mood
);
