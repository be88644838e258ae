CREATE TABLE films (
    id serial PRIMARY KEY,
    title text NOT NULL,
    pages integer,
    rate real NOT NULL
);

-- file: films.sql
-- name: FilmById :one
SELECT id, title, pages FROM films WHERE id = :id;

-- name: Titles :many
SELECT title FROM films WHERE rate > :least AND pages < :most;

-- name: Forget :exec
DELETE FROM films WHERE id = :id;

-- name: Rated :many
SELECT id, rate AS stars FROM films WHERE title = CAST(:title AS text);
