DROP TABLE rental;
DROP TABLE film;
