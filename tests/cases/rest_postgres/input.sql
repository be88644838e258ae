-- A small shop, with a bit of all that a table may have.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN quantity AS integer CHECK (VALUE > 0 AND VALUE <= 1000);

-- Who buys.
CREATE TABLE customer (
    customer_id serial PRIMARY KEY,
    email varchar(120) NOT NULL UNIQUE,
    name text NOT NULL CHECK (char_length(name) >= 1),
    mood mood NOT NULL DEFAULT 'ok',
    nicknames text[],
    settings jsonb,
    picture bytea,
    balance numeric(9,2) NOT NULL DEFAULT 0.00,
    referred_by integer REFERENCES customer,
    secret text, -- zephyrix: hidden
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE product (
    code varchar(20) PRIMARY KEY,
    title text NOT NULL,
    price numeric(9,2) NOT NULL,
    weight double precision,
    released date,
    in_stock boolean NOT NULL DEFAULT true,
    seen timestamp
);
CREATE INDEX product_by_title ON product (title);

CREATE TABLE purchase (
    purchase_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer ON DELETE RESTRICT,
    note text,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX purchase_by_customer ON purchase (customer_id);

-- zephyrix: resource=purchases_lines
CREATE TABLE purchase_line (
    purchase_id bigint NOT NULL REFERENCES purchase ON DELETE CASCADE,
    line smallint NOT NULL,
    code varchar(20) NOT NULL REFERENCES product,
    quantity quantity NOT NULL DEFAULT 1,
    PRIMARY KEY (purchase_id, line)
);

CREATE TABLE tag (tag_id serial PRIMARY KEY, word text NOT NULL UNIQUE);

CREATE TABLE product_tag (
    code varchar(20) NOT NULL REFERENCES product ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tag ON DELETE CASCADE,
    PRIMARY KEY (code, tag_id)
);

CREATE TABLE event (at timestamptz NOT NULL, what text);

CREATE VIEW cheap AS SELECT code, title, price FROM product WHERE price < 10;
CREATE VIEW loyalty AS SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
