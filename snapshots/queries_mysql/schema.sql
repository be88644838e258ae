-- zephyrix: skip
CREATE TABLE customer (
    customer_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(60) NOT NULL,
    email varchar(120),
    active tinyint(1) NOT NULL DEFAULT 1,
    born date,
    since timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT email UNIQUE (email)
);

-- zephyrix: skip
CREATE TABLE film (
    film_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title varchar(255) NOT NULL,
    made year,
    length smallint,
    rate decimal(4,2) NOT NULL DEFAULT 4.99,
    score float,
    visits int unsigned NOT NULL DEFAULT 0,
    rating enum('G','PG','R') NOT NULL DEFAULT 'G',
    kinds set('dark','loud'),
    info longtext
);

-- zephyrix: skip
CREATE TABLE rental (
    rental_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    film_id int NOT NULL,
    customer_id int NOT NULL,
    rented datetime NOT NULL,
    returned datetime,
    CONSTRAINT once UNIQUE (film_id, customer_id, rented),
    CONSTRAINT rental_ibfk_1 FOREIGN KEY (film_id) REFERENCES film (film_id),
    CONSTRAINT rental_ibfk_2 FOREIGN KEY (customer_id) REFERENCES customer (customer_id),
    INDEX rental_ibfk_2 (customer_id)
);

-- zephyrix: skip
CREATE TABLE payment (
    payment_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    rental_id bigint,
    amount decimal(6,2) NOT NULL,
    paid date NOT NULL
);

-- zephyrix: skip
CREATE VIEW overdue AS
SELECT r.rental_id, c.name, r.rented, c.email FROM rental AS r JOIN customer AS c USING (customer_id) WHERE r.returned IS NULL;
