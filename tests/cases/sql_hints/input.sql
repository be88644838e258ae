-- zephyrix: dialect=postgres
-- Everyone who buys.
-- zephyrix: pluarl=people, name=person
CREATE TABLE customer (
    id int PRIMARY KEY,
    -- zephyrix: renamed_from=mail
    email text -- How they are reached.
);
