-- name: FilmById :one
SELECT * FROM film WHERE film_id = :film_id;

-- name: FilmsByTitle :many
SELECT film_id, title, length FROM film WHERE title LIKE :pattern ORDER BY title LIMIT :most OFFSET :skip;

-- name: FilmsRated :many
SELECT title FROM film WHERE rating = :rating AND rate BETWEEN :least AND :most;

-- name: OpenRentals :many
SELECT r.rental_id, f.title, c.name, c.email, r.rented FROM rental r JOIN film f ON f.film_id = r.film_id JOIN customer c USING (customer_id) WHERE r.returned IS NULL;

-- name: CustomersAndRentals :many
SELECT c.name, r.rental_id, r.returned, f.title FROM customer c LEFT JOIN rental r USING (customer_id) LEFT JOIN film f ON f.film_id = r.film_id;

-- name: RightJoined :many
SELECT p.amount, r.rented FROM rental r RIGHT JOIN payment p ON p.rental_id = r.rental_id;

-- name: FullJoined :many
SELECT p.amount, r.rental_id FROM rental r FULL JOIN payment p USING (rental_id);

-- name: CountFilms :one
SELECT count(*) FROM film;

-- name: Totals :many
SELECT customer_id, count(*) AS times, sum(amount) AS paid, avg(amount) AS mean, max(paid) AS last FROM payment JOIN rental USING (rental_id) GROUP BY customer_id HAVING count(*) >= :least;

-- name: Ranks :many
SELECT title, rank() OVER w AS r, dense_rank() OVER w AS d, ntile(4) OVER w AS n, percent_rank() OVER w AS p, first_value(title) OVER w AS f FROM film WINDOW w AS (ORDER BY rate);

-- name: WithCounted :many
WITH counted AS (SELECT film_id, count(*) AS times FROM rental GROUP BY film_id) SELECT f.title, coalesce(c.times, 0) AS times FROM film f LEFT JOIN counted c USING (film_id) WHERE coalesce(c.times, 0) > :least;

-- name: Numbers :many
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n;

-- name: AddCustomer :one
INSERT INTO customer (name, email, born) VALUES (:name, :email, :born) RETURNING customer_id, since;

-- name: AddRental :exec
INSERT INTO rental (film_id, customer_id, rented) VALUES (:film_id, :customer_id, :rented);

-- name: UpsertCustomer :one
INSERT INTO customer (name, email) VALUES (:name, :email) ON CONFLICT (email) DO UPDATE SET name = excluded.name, active = true RETURNING *;

-- name: Discount :exec
UPDATE film SET rate = rate * :factor, length = coalesce(:length, length) WHERE film_id IN (SELECT film_id FROM rental WHERE rented > :since);

-- name: RenameFrom :exec
UPDATE customer AS c SET name = o.name FROM overdue AS o WHERE o.email = c.email AND o.rental_id = :rental_id;

-- name: FromView :many
SELECT * FROM overdue WHERE name = :name;

-- name: Subqueries :many
SELECT title, (SELECT count(*) FROM rental r WHERE r.film_id = f.film_id) AS times, (SELECT max(rented) FROM rental r WHERE r.film_id = f.film_id) AS last, EXISTS (SELECT 1 FROM rental r WHERE r.film_id = f.film_id) AS ever FROM film f WHERE rate > (SELECT avg(rate) FROM film);

-- name: Together :many
SELECT film_id AS id, title AS name FROM film UNION ALL SELECT customer_id, name FROM customer UNION SELECT rental_id, 'rental' FROM rental ORDER BY id;

-- name: FilmsIn :many
SELECT title, rating FROM film WHERE film_id IN (:one, :other);

-- name: JsonParts :many
SELECT info -> '$.tags' AS tags, CAST(info ->> '$.year' AS INTEGER) AS year, CAST(json_extract(info, '$.tags[0]') AS TEXT) AS first, json_array_length(info, '$.tags') AS many FROM film WHERE json_valid(info) AND title <> :title;

-- name: JsonMade :one
SELECT json_object('title', title, 'rate', rate) AS made FROM film WHERE film_id = :film_id;

-- name: JsonOfAll :one
SELECT json_group_array(title) AS titles, group_concat(title, ', ') AS names, total(rate) AS rates FROM film;

-- name: TagsOf :many
SELECT f.title, t.type, t.fullkey FROM film AS f, json_each(f.info, '$.tags') AS t;

-- name: SumsOfKinds :one
SELECT sum(length) AS lengths, sum(score) AS scores, avg(length) AS mean, min(title) AS first, max(length) AS most FROM film;

-- name: Filtered :many
SELECT customer_id, count(*) FILTER (WHERE returned IS NULL) AS open, max(returned) AS last FROM rental GROUP BY customer_id;

-- name: LongestOfEach :many
SELECT title, rating, row_number() OVER (PARTITION BY rating ORDER BY length DESC) AS place, lag(title) OVER (ORDER BY film_id) AS before, sum(length) OVER (PARTITION BY rating) AS together FROM film;

-- name: Forget :exec
DELETE FROM payment WHERE rental_id = (SELECT rental_id FROM rental WHERE customer_id = :customer_id LIMIT 1);

-- name: CopyPayments :exec
INSERT INTO payment (rental_id, amount, paid) SELECT rental_id, :amount, date('now') FROM rental WHERE returned IS NULL;

-- name: GiveBack :one
UPDATE rental SET returned = :returned WHERE rental_id = :rental_id RETURNING rental_id, returned;

-- name: Words :many
SELECT upper(title) AS big, length(title) AS size, title || ' (' || rating || ')' AS shown, substr(title, 1, :many) AS start, replace(title, :from, :to) AS other, coalesce(email, 'none') AS mail, instr(title, 'e') AS place FROM film CROSS JOIN customer;

-- name: Arithmetic :many
SELECT length * 2 AS twice, film_id + length AS ints, rate * 2 AS dear, score / 2 AS half, length / 60 AS hours, round(rate, 1) AS tenths, abs(length) AS size, -length AS less, film_id % 2 AS odd FROM film;

-- name: Times :many
SELECT date(rented) AS day, strftime('%Y', rented) AS year, datetime(rented, '+1 day') AS due, julianday(rented) AS number, unixepoch(rented) AS seconds FROM rental;

-- name: Cases :many
SELECT CASE WHEN length > 100 THEN 'long' WHEN length > 50 THEN 'short' END AS kind, CASE rating WHEN 'R' THEN 1 ELSE 0 END AS adult, nullif(length, 0) AS length, iif(length > 100, 'a', 'b') AS letter, length IS NOT NULL AS known FROM film;

-- name: MaybeNamed :many
SELECT customer_id FROM customer WHERE (CAST(:name AS TEXT) IS NULL OR name = :name) AND active = :active;

-- name: Typed :one
SELECT CAST(:a AS INTEGER) AS a, CAST(:b AS REAL) AS b, 1 AS one, 1.5 AS half, 'x' AS letter, 10000000000 AS big, x'00' AS bytes;

-- name: Inserted :one
INSERT OR IGNORE INTO payment (rental_id, amount, paid) VALUES (?, ?, ?) RETURNING payment_id;

-- name: ByRow :many
SELECT rowid, title FROM film WHERE rowid > ?1 AND title > ?2 OR rowid = ?1;

-- name: Replaced :exec
REPLACE INTO customer (customer_id, name, email) VALUES (@id, @name, @email);

-- name: Everything :stream
-- Every film, as it comes.
SELECT film_id, title, cover FROM film ORDER BY film_id;
