-- zephyrix: dialect=postgres
CREATE TABLE "two
lines" (id int PRIMARY KEY);
CREATE TABLE "one line" (id int PRIMARY KEY);
