-- What people may borrow.
CREATE TABLE film (
    film_id INTEGER PRIMARY KEY,
    title text NOT NULL,
    length integer,
    rate real NOT NULL DEFAULT 4.99
);

CREATE TABLE rental (
    rental_id INTEGER PRIMARY KEY,
    film_id integer NOT NULL REFERENCES film (film_id),
    customer text NOT NULL,
    rented date NOT NULL,
    returned date
);
