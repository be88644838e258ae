-- name: FilmById :one
SELECT * FROM film WHERE film_id = :film_id;

-- name: FilmsByTitle :many
SELECT film_id, title, length FROM film WHERE title LIKE :pattern ORDER BY title LIMIT :most OFFSET :skip;

-- name: FilmsIn :many
SELECT title, rating FROM film WHERE film_id = ANY(:ids);

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

-- name: SumsOfKinds :one
SELECT sum(length) AS lengths, sum(film_id) AS ids, sum(score) AS scores, avg(length) AS mean, avg(score) AS mean_score, min(title) AS first, bool_or(length > 100) AS some_long FROM film;

-- name: Filtered :many
SELECT customer_id, count(*) FILTER (WHERE returned IS NULL) AS open, max(returned) AS last FROM rental GROUP BY customer_id;

-- name: LongestOfEach :many
SELECT title, rating, length, row_number() OVER (PARTITION BY rating ORDER BY length DESC NULLS LAST) AS place, lag(title) OVER (ORDER BY film_id) AS before, sum(length) OVER (PARTITION BY rating) AS together FROM film;

-- name: Ranks :many
SELECT title, rank() OVER w AS r, dense_rank() OVER w AS d, ntile(4) OVER w AS n, percent_rank() OVER w AS p, first_value(title) OVER w AS f FROM film WINDOW w AS (ORDER BY rate);

-- name: WithCounted :many
WITH counted AS (SELECT film_id, count(*) AS times FROM rental GROUP BY film_id) SELECT f.title, coalesce(c.times, 0) AS times FROM film f LEFT JOIN counted c USING (film_id) WHERE coalesce(c.times, 0) > :least;

-- name: Numbers :many
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT i FROM n;

-- name: Changed :many
WITH gone AS (DELETE FROM payment WHERE paid < :before RETURNING payment_id, amount) SELECT * FROM gone;

-- name: JsonParts :many
SELECT info -> 'tags' AS tags, info ->> 'year' AS year, info #>> '{tags,0}' AS first, jsonb_array_length(info -> 'tags') AS many FROM film WHERE info @> :part;

-- name: JsonMade :one
SELECT jsonb_build_object('title', title, 'rate', rate) AS made, to_jsonb(f) AS whole FROM film f WHERE film_id = :film_id;

-- name: JsonOfAll :one
SELECT jsonb_agg(title ORDER BY title) AS titles, json_agg(rate) AS rates, string_agg(title, ', ') AS names, array_agg(film_id) AS ids FROM film;

-- name: TagsOf :many
SELECT f.title, t.value FROM film f CROSS JOIN LATERAL jsonb_array_elements_text(f.info -> 'tags') AS t (value);

-- name: FeaturesOf :many
SELECT title, unnest.feature, features[1] AS first, cardinality(features) AS many FROM film, unnest(features) AS unnest (feature);

-- name: AddCustomer :one
INSERT INTO customer (name, email, born) VALUES (:name, :email, :born) RETURNING customer_id, since;

-- name: AddRental :exec
INSERT INTO rental (film_id, customer_id, rented) VALUES (:film_id, :customer_id, :rented);

-- name: UpsertCustomer :one
INSERT INTO customer (name, email) VALUES (:name, :email) ON CONFLICT (email) DO UPDATE SET name = excluded.name, active = true RETURNING *;

-- name: CopyPayments :exec
INSERT INTO payment (rental_id, amount, paid) SELECT rental_id, :amount, current_date FROM rental WHERE returned IS NULL;

-- name: GiveBack :one
UPDATE rental SET returned = :returned WHERE rental_id = :rental_id RETURNING rental_id, returned - rented AS took;

-- name: Discount :exec
UPDATE film SET rate = rate * :factor, length = coalesce(:length, length) WHERE film_id IN (SELECT film_id FROM rental WHERE rented > :since);

-- name: RenameFrom :exec
UPDATE customer AS c SET name = o.name FROM overdue AS o WHERE o.email = c.email AND o.rental_id = :rental_id;

-- name: Forget :exec
DELETE FROM payment USING rental AS r WHERE r.rental_id = payment.rental_id AND r.token = :token;

-- name: FromView :many
SELECT * FROM overdue WHERE name = :name;

-- name: Words :many
SELECT upper(title) AS big, length(title) AS size, title || ' (' || rating::text || ')' AS shown, substring(title, 1, :many) AS start, concat(title, length) AS both, coalesce(email, 'none') AS mail FROM film CROSS JOIN customer;

-- name: Arithmetic :many
SELECT length * 2 AS twice, film_id + length AS ints, rate * 2 AS dear, rate / 3 AS third, score * 2 AS scores, length / 60 AS hours, round(rate) AS whole, round(rate, 1) AS tenths, abs(length) AS size, -length AS less, film_id % 2 AS odd, power(score, 2) AS squared FROM film;

-- name: Times :many
SELECT rented::date AS day, extract(year FROM rented) AS year, date_trunc('day', rented) AS start, now() - since AS age, rented + interval '1 day' AS due, current_date AS today, to_char(rented, 'YYYY') AS shown, since AT TIME ZONE 'UTC' AS local, current_date - born AS days FROM rental CROSS JOIN customer;

-- name: Cases :many
SELECT CASE WHEN length > 100 THEN 'long' WHEN length > 50 THEN 'short' END AS kind, CASE rating WHEN 'R' THEN 1 ELSE 0 END AS adult, nullif(length, 0) AS length, greatest(length, film_id) AS most, active AND length IS NOT NULL AS both FROM film CROSS JOIN customer;

-- name: Subqueries :many
SELECT title, (SELECT count(*) FROM rental r WHERE r.film_id = f.film_id) AS times, (SELECT max(rented) FROM rental r WHERE r.film_id = f.film_id) AS last, EXISTS (SELECT 1 FROM rental r WHERE r.film_id = f.film_id) AS ever FROM film f WHERE rate > (SELECT avg(rate) FROM film);

-- name: Together :many
SELECT film_id AS id, title AS name FROM film UNION ALL SELECT customer_id, name FROM customer UNION SELECT rental_id, 'rental' FROM rental ORDER BY id;

-- name: MaybeNamed :many
SELECT customer_id FROM customer WHERE (:name::text IS NULL OR name = :name) AND active = :active;

-- name: Typed :one
SELECT CAST(:a AS bigint) AS a, :b::numeric AS b, :c::timestamptz AS c, 1 AS one, 1.5 AS half, 'x' AS letter, true AS yes, 10000000000 AS big, date '2024-01-01' AS day;

-- name: ValuesOf :many
SELECT v.id, v.word FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, word) JOIN generate_series(1, :last) AS s ON s = v.id;

-- name: Everything :stream
-- zephyrix: factor=real
SELECT film_id, title, rating, features, score * :factor AS score FROM film WHERE title <> :title ORDER BY film_id;
