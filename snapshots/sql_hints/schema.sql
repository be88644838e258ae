-- zephyrix: dialect=postgres
-- zephyrix: pluarl=people
-- zephyrix: name=person
-- zephyrix: renamed_from=mail
CREATE TABLE customer (
    id integer NOT NULL PRIMARY KEY,
    email text
);
COMMENT ON TABLE customer IS 'Everyone who buys.';
COMMENT ON COLUMN customer.email IS 'How they are reached.';
