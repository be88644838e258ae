DROP VIEW overdue;
DROP TABLE payment;
DROP TABLE rental;
DROP TABLE film;
DROP TABLE customer;
