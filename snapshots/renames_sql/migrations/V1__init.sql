-- What is sold.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    title text NOT NULL,
    price integer NOT NULL
);
