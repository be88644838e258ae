-- zephyrix: skip
CREATE TABLE customer (
    customer_id INTEGER PRIMARY KEY,
    name text NOT NULL,
    email text UNIQUE,
    active boolean NOT NULL DEFAULT TRUE,
    born date,
    since datetime NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- zephyrix: skip
CREATE TABLE film (
    film_id INTEGER PRIMARY KEY AUTOINCREMENT,
    title varchar(255) NOT NULL,
    length int,
    rate real NOT NULL DEFAULT 4.99,
    score double,
    rating text NOT NULL DEFAULT 'G',
    cover blob,
    info text,
    CHECK (rating IN ('G', 'PG', 'R'))
);

-- zephyrix: skip
CREATE TABLE rental (
    rental_id INTEGER PRIMARY KEY,
    film_id integer NOT NULL REFERENCES film (film_id),
    customer_id integer NOT NULL REFERENCES customer (customer_id),
    rented datetime NOT NULL,
    returned datetime,
    UNIQUE (film_id, customer_id, rented)
);

-- zephyrix: skip
CREATE TABLE payment (
    payment_id INTEGER PRIMARY KEY,
    rental_id integer REFERENCES rental (rental_id),
    amount real NOT NULL,
    paid date NOT NULL
);

-- zephyrix: skip
CREATE VIEW overdue AS
SELECT r.rental_id, c.name, r.rented, c.email FROM rental AS r JOIN customer AS c USING (customer_id) WHERE r.returned IS NULL;
