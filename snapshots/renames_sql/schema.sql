-- zephyrix: dialect=sqlite
-- zephyrix: renamed_from=product
-- zephyrix: renamed_from=name
-- What is sold.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    title text NOT NULL,
    price integer NOT NULL
);
