-- zephyrix: dialect=sqlite
-- What is sold.
-- zephyrix: renamed_from=product
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL, -- zephyrix: renamed_from=name
    price INTEGER NOT NULL
);
