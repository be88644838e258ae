-- A small shop, with a bit of all that a table may have.
-- Who buys.
CREATE TABLE customer (
    customer_id INTEGER PRIMARY KEY AUTOINCREMENT,
    email varchar(120) NOT NULL UNIQUE,
    name text NOT NULL,
    mood text NOT NULL DEFAULT 'ok',
    settings json,
    picture blob,
    balance decimal(9,2) NOT NULL DEFAULT 0.00,
    referred_by integer REFERENCES customer (customer_id),
    secret text,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (length(name) >= 1),
    CHECK (mood IN ('sad', 'ok', 'happy'))
);

CREATE TABLE product (
    code varchar(20) NOT NULL PRIMARY KEY,
    title text NOT NULL,
    price decimal(9,2) NOT NULL,
    weight real,
    released date,
    in_stock boolean NOT NULL DEFAULT 1,
    seen timestamp
);
CREATE INDEX product_by_title ON product (title);

CREATE TABLE purchase (
    purchase_id INTEGER PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (customer_id) ON DELETE RESTRICT,
    note text,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX purchase_by_customer ON purchase (customer_id);

CREATE TABLE purchase_line (
    purchase_id integer NOT NULL REFERENCES purchase (purchase_id) ON DELETE CASCADE,
    line integer NOT NULL,
    code varchar(20) NOT NULL REFERENCES product (code),
    quantity integer NOT NULL DEFAULT 1,
    PRIMARY KEY (purchase_id, line),
    CHECK (quantity > 0 AND quantity <= 1000)
);

CREATE TABLE tag (
    tag_id INTEGER PRIMARY KEY,
    word text NOT NULL UNIQUE
);

CREATE TABLE product_tag (
    code varchar(20) NOT NULL REFERENCES product (code) ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tag (tag_id) ON DELETE CASCADE,
    PRIMARY KEY (code, tag_id)
);

CREATE TABLE event (
    at datetime NOT NULL,
    what text
);

CREATE VIEW cheap AS
SELECT code, title, price FROM product WHERE price < 10;

CREATE VIEW loyalty AS
SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
