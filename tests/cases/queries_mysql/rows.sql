SET FOREIGN_KEY_CHECKS = 0;
INSERT INTO customer (name, email, born) VALUES ('Ann', 'ann@example.com', '1990-01-02'), ('Bo', NULL, NULL);
INSERT INTO film (title, made, length, score, rating, kinds, info) VALUES
    ('Alien', 1979, 117, 8.5, 'R', 'dark,loud', '{"tags": ["space"], "year": 1979}'), ('Bambi', NULL, NULL, NULL, 'G', NULL, NULL);
INSERT INTO rental (film_id, customer_id, rented, returned) VALUES (1, 1, '2024-01-01', NULL), (1, 2, '2024-01-02', '2024-01-05');
INSERT INTO payment (rental_id, amount, paid) VALUES (1, 4.99, '2024-01-02'), (NULL, 1.00, '2024-01-03');
