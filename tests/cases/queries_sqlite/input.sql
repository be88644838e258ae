-- zephyrix: skip
CREATE TABLE customer (
    customer_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    born DATE,
    since DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- zephyrix: skip
CREATE TABLE film (
    film_id INTEGER PRIMARY KEY AUTOINCREMENT,
    title VARCHAR(255) NOT NULL,
    length INT,
    rate REAL NOT NULL DEFAULT 4.99,
    score DOUBLE,
    rating TEXT NOT NULL DEFAULT 'G' CHECK (rating IN ('G', 'PG', 'R')),
    cover BLOB,
    info TEXT
);
-- zephyrix: skip
CREATE TABLE rental (
    rental_id INTEGER PRIMARY KEY,
    film_id INTEGER NOT NULL REFERENCES film (film_id),
    customer_id INTEGER NOT NULL REFERENCES customer (customer_id),
    rented DATETIME NOT NULL,
    returned DATETIME,
    UNIQUE (film_id, customer_id, rented)
);
-- zephyrix: skip
CREATE TABLE payment (
    payment_id INTEGER PRIMARY KEY,
    rental_id INTEGER REFERENCES rental (rental_id),
    amount REAL NOT NULL,
    paid DATE NOT NULL
);
-- zephyrix: skip
CREATE VIEW overdue AS
    SELECT r.rental_id, c.name, r.rented, c.email FROM rental AS r JOIN customer AS c USING (customer_id) WHERE r.returned IS NULL;
