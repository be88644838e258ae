BEGIN;
CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE TYPE state AS ENUM ('new', 'old');
CREATE TABLE customers (id bigserial PRIMARY KEY, name text, old text, code varchar(5) UNIQUE, CHECK (name <> old));
CREATE TABLE orders (id int PRIMARY KEY, customer_id bigint REFERENCES customers, total numeric NOT NULL, state state);
CREATE INDEX orders_total ON orders (total);
COMMIT;

BEGIN;
DROP TABLE orders;
ROLLBACK;

ALTER TABLE customers
    ADD COLUMN IF NOT EXISTS email text NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS name text,
    DROP COLUMN old CASCADE,
    ALTER COLUMN name SET NOT NULL,
    ALTER code TYPE varchar(9) USING upper(code),
    ADD CONSTRAINT mail CHECK (email LIKE '%@%') NOT VALID;
ALTER TABLE customers VALIDATE CONSTRAINT mail;
ALTER TABLE customers RENAME COLUMN email TO mail;
ALTER TABLE customers RENAME CONSTRAINT mail TO has_at;
ALTER TABLE orders ALTER total DROP NOT NULL, ALTER total SET DEFAULT 0, ADD placed timestamptz DEFAULT now();
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers ON UPDATE CASCADE;
ALTER TYPE state ADD VALUE IF NOT EXISTS 'lost' BEFORE 'old';
ALTER TYPE state RENAME VALUE 'new' TO 'fresh';
ALTER INDEX orders_total RENAME TO orders_by_total;
CREATE UNIQUE INDEX CONCURRENTLY orders_placed ON orders (placed, id);
ALTER TABLE orders ADD CONSTRAINT placed_once UNIQUE USING INDEX orders_placed;
ALTER TABLE orders RENAME TO purchases;
ALTER TABLE purchases SET SCHEMA public;
CREATE TABLE archive (LIKE purchases INCLUDING ALL);
CREATE TABLE gone (id int);
DROP TABLE IF EXISTS gone, never CASCADE;
COMMENT ON TABLE customers IS 'Who buys.';
