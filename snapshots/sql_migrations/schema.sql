CREATE SCHEMA IF NOT EXISTS shop;

CREATE TYPE shop.state AS ENUM ('fresh', 'lost', 'old');

CREATE SCHEMA IF NOT EXISTS shop;

CREATE TABLE shop.customers (
    id bigserial PRIMARY KEY,
    name text NOT NULL,
    code character varying(9) UNIQUE,
    mail text NOT NULL DEFAULT '',
    CONSTRAINT has_at CHECK (mail LIKE '%@%')
);
COMMENT ON TABLE shop.customers IS 'Who buys.';

CREATE TABLE purchases (
    id integer NOT NULL,
    customer_id bigint,
    total numeric DEFAULT 0,
    state shop.state,
    placed timestamp with time zone DEFAULT now(),
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT placed_once UNIQUE (placed, id),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES shop.customers (id) ON UPDATE CASCADE
);
CREATE INDEX orders_by_total ON purchases (total);

CREATE SCHEMA IF NOT EXISTS shop;

CREATE TABLE shop.archive (
    id integer NOT NULL PRIMARY KEY,
    customer_id bigint,
    total numeric DEFAULT 0,
    state shop.state,
    placed timestamp with time zone DEFAULT now(),
    CONSTRAINT archive_placed_id_key UNIQUE (placed, id)
);
CREATE INDEX archive_total_idx ON shop.archive (total);
