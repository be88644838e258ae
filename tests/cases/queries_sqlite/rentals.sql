-- name: ListOverdue :many
-- What was borrowed before a day and has not come back.
SELECT r.rental_id, f.title, r.customer, r.rented
FROM rental AS r
JOIN film AS f USING (film_id)
WHERE r.returned IS NULL AND r.rented < :before
ORDER BY r.rented, r.rental_id;

-- name: CountOf :one
SELECT count(*) FROM rental WHERE customer = :customer;

-- name: Popular :stream
WITH counted AS (
    SELECT film_id, count(*) AS times, max(returned) AS last FROM rental GROUP BY film_id
)
SELECT f.*, c.times, c.last, rank() OVER (ORDER BY c.times DESC) AS place
FROM film AS f
LEFT JOIN counted AS c ON c.film_id = f.film_id
LIMIT :most;

-- name: GiveBack :exec
UPDATE rental SET returned = :returned WHERE rental_id = :rental_id;

-- name: Borrow :one
INSERT INTO rental (film_id, customer, rented, returned)
VALUES (:film_id, :customer, :rented, :returned)
RETURNING rental_id;
