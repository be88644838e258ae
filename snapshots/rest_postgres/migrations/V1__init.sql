CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN quantity AS integer CONSTRAINT quantity_check CHECK (value > 0 AND value <= 1000);

CREATE TABLE customer (
    customer_id serial PRIMARY KEY,
    email character varying(120) NOT NULL UNIQUE,
    name text NOT NULL,
    mood mood NOT NULL DEFAULT 'ok',
    nicknames text[],
    settings jsonb,
    picture bytea,
    balance numeric(9,2) NOT NULL DEFAULT 0.00,
    referred_by integer REFERENCES customer (customer_id),
    secret text,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT customer_name_check CHECK (char_length(name) >= 1)
);
COMMENT ON TABLE customer IS 'Who buys.';

CREATE TABLE product (
    code character varying(20) NOT NULL PRIMARY KEY,
    title text NOT NULL,
    price numeric(9,2) NOT NULL,
    weight double precision,
    released date,
    in_stock boolean NOT NULL DEFAULT TRUE,
    seen timestamp without time zone
);
CREATE INDEX product_by_title ON product (title);

CREATE TABLE purchase (
    purchase_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (customer_id) ON DELETE RESTRICT,
    note text,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX purchase_by_customer ON purchase (customer_id);

CREATE TABLE purchase_line (
    purchase_id bigint NOT NULL REFERENCES purchase (purchase_id) ON DELETE CASCADE,
    line smallint NOT NULL,
    code character varying(20) NOT NULL REFERENCES product (code),
    quantity quantity NOT NULL DEFAULT 1,
    CONSTRAINT purchase_line_pkey PRIMARY KEY (purchase_id, line)
);

CREATE TABLE tag (
    tag_id serial PRIMARY KEY,
    word text NOT NULL UNIQUE
);

CREATE TABLE product_tag (
    code character varying(20) NOT NULL REFERENCES product (code) ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tag (tag_id) ON DELETE CASCADE,
    CONSTRAINT product_tag_pkey PRIMARY KEY (code, tag_id)
);

CREATE TABLE event (
    at timestamp with time zone NOT NULL,
    what text
);

CREATE VIEW cheap AS
SELECT code, title, price FROM product WHERE price < 10;

CREATE VIEW loyalty AS
SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
