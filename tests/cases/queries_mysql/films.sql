-- name: FilmById :one
SELECT * FROM film WHERE film_id = :film_id;

-- name: FilmsRated :many
SELECT title FROM film WHERE rating = :rating AND rate BETWEEN :least AND :most;

-- name: OpenRentals :many
SELECT r.rental_id, f.title, c.name, c.email, r.rented FROM rental r JOIN film f ON f.film_id = r.film_id JOIN customer c USING (customer_id) WHERE r.returned IS NULL;

-- name: CustomersAndRentals :many
SELECT c.name, r.rental_id, r.returned, f.title FROM customer c LEFT JOIN rental r USING (customer_id) LEFT JOIN film f ON f.film_id = r.film_id;

-- name: RightJoined :many
SELECT p.amount, r.rented FROM rental r RIGHT JOIN payment p ON p.rental_id = r.rental_id;

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

-- name: AddRental :exec
INSERT INTO rental (film_id, customer_id, rented) VALUES (:film_id, :customer_id, :rented);

-- name: Discount :exec
UPDATE film SET rate = rate * :factor, length = coalesce(:length, length) WHERE film_id IN (SELECT film_id FROM rental WHERE rented > :since);

-- name: FromView :many
SELECT * FROM overdue WHERE name = :name;

-- name: Subqueries :many
SELECT title, (SELECT count(*) FROM rental r WHERE r.film_id = f.film_id) AS times, (SELECT max(rented) FROM rental r WHERE r.film_id = f.film_id) AS last, EXISTS (SELECT 1 FROM rental r WHERE r.film_id = f.film_id) AS ever FROM film f WHERE rate > (SELECT avg(rate) FROM film);

-- name: Together :many
SELECT film_id AS id, title AS name FROM film UNION ALL SELECT customer_id, name FROM customer UNION SELECT rental_id, 'rental' FROM rental ORDER BY id;

-- name: FilmsByTitle :many
SELECT film_id, title, length FROM film WHERE title LIKE :pattern ORDER BY title LIMIT :skip, :most;

-- name: FilmsIn :many
SELECT title, rating FROM film WHERE film_id IN (:one, :other) OR rating = :rating;

-- name: JsonParts :many
SELECT JSON_EXTRACT(info, '$.tags') AS tags, CAST(JSON_UNQUOTE(JSON_EXTRACT(info, '$.year')) AS CHAR) AS year, JSON_LENGTH(info, '$.tags') AS many FROM film WHERE JSON_VALID(info) AND title <> :title;

-- name: JsonMade :one
SELECT JSON_OBJECT('title', title, 'rate', rate) AS made FROM film WHERE film_id = :film_id;

-- name: JsonOfAll :one
SELECT JSON_ARRAYAGG(title) AS titles, GROUP_CONCAT(title ORDER BY title SEPARATOR ', ') AS names FROM film;

-- name: SumsOfKinds :one
SELECT SUM(length) AS lengths, SUM(score) AS scores, AVG(length) AS mean, AVG(score) AS mean_score, MIN(title) AS first, MAX(rented) AS last FROM film JOIN rental USING (film_id);

-- name: LongestOfEach :many
SELECT title, rating, ROW_NUMBER() OVER (PARTITION BY rating ORDER BY length DESC) AS place, LAG(title) OVER (ORDER BY film_id) AS before_it, SUM(length) OVER (PARTITION BY rating) AS together FROM film;

-- name: Forget :exec
DELETE FROM payment WHERE rental_id = (SELECT rental_id FROM rental WHERE customer_id = :customer_id LIMIT 1);

-- name: CopyPayments :exec
INSERT INTO payment (rental_id, amount, paid) SELECT rental_id, :amount, CURRENT_DATE FROM rental WHERE returned IS NULL;

-- name: GiveBack :exec
UPDATE rental SET returned = :returned WHERE rental_id = :rental_id;

-- name: AddCustomer :one
INSERT INTO customer (name, email, born) VALUES (:name, :email, :born) RETURNING customer_id, since;

-- name: UpsertCustomer :exec
INSERT INTO customer (name, email) VALUES (:name, :email) ON DUPLICATE KEY UPDATE name = VALUES(name), active = 1;

-- name: RenameFrom :exec
UPDATE customer AS c JOIN overdue AS o ON o.email = c.email SET c.name = o.name WHERE o.rental_id = :rental_id;

-- name: Words :many
SELECT UPPER(title) AS big, CHAR_LENGTH(title) AS size, CONCAT(title, ' (', rating, ')') AS shown, SUBSTRING(title, 1, :many) AS start, REPLACE(title, :was, :now) AS other, IFNULL(email, 'none') AS mail, LOCATE('e', title) AS place FROM film CROSS JOIN customer;

-- name: Arithmetic :many
SELECT length * 2 AS twice, film_id + length AS ints, rate * 2 AS dear, rate / 3 AS third, score * 2 AS scores, length / 60 AS hours, ROUND(rate) AS whole, ROUND(rate, 1) AS tenths, ABS(length) AS size, -length AS less, MOD(film_id, 2) AS odd, POW(score, 2) AS squared FROM film;

-- name: Times :many
SELECT DATE(rented) AS day, YEAR(rented) AS year, DATE_FORMAT(rented, '%Y') AS shown, DATEDIFF(returned, rented) AS days, NOW() AS present, CURDATE() AS today, TIMESTAMPDIFF(HOUR, rented, returned) AS hours, rented + INTERVAL 1 DAY AS due FROM rental;

-- name: Cases :many
SELECT CASE WHEN length > 100 THEN 'long' WHEN length > 50 THEN 'short' END AS kind, CASE rating WHEN 'R' THEN 1 ELSE 0 END AS adult, NULLIF(length, 0) AS length, IF(length > 100, 'a', 'b') AS letter, length IS NOT NULL AS known, GREATEST(film_id, 7) AS most FROM film;

-- name: MaybeNamed :many
SELECT customer_id FROM customer WHERE (CAST(:name AS CHAR) IS NULL OR name = :name) AND active = :active;

-- name: Typed :one
SELECT CAST(:a AS SIGNED) AS a, CAST(:b AS DECIMAL(10, 2)) AS b, CAST(:c AS DATETIME) AS c, 1 AS one, 1.5 AS half, 'x' AS letter, 10000000000 AS big, DATE '2024-01-01' AS day;

-- name: Inserted :one
INSERT IGNORE INTO payment (rental_id, amount, paid) VALUES (?, ?, ?) RETURNING payment_id;

-- name: Replaced :exec
REPLACE INTO customer (customer_id, name, email) VALUES (:id, :name, :email);

-- name: Deleted :exec
DELETE FROM payment WHERE paid < :before ORDER BY paid LIMIT :most;

-- name: Unsigned :many
SELECT visits, visits + 1 AS more, kinds, made FROM film WHERE visits > :least AND made = :made;

-- name: ForgetJoined :exec
DELETE p FROM payment AS p JOIN rental AS r ON r.rental_id = p.rental_id WHERE r.customer_id = :customer_id;

-- name: SameEmail :many
SELECT customer_id, email <=> :email AS same FROM customer WHERE NOT email <=> :email;

-- name: CostAbout :many
SELECT title FROM film WHERE rate < :rate OR rate > :rate + 1 AND rate <> :rate;
