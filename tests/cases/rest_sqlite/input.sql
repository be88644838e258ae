-- A small shop, with a bit of all that a table may have.
-- Who buys.
CREATE TABLE customer (
    customer_id INTEGER PRIMARY KEY AUTOINCREMENT,
    email VARCHAR(120) NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (length(name) >= 1),
    mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy')),
    settings JSON,
    picture BLOB,
    balance DECIMAL(9,2) NOT NULL DEFAULT 0.00,
    referred_by INTEGER REFERENCES customer,
    secret TEXT, -- zephyrix: hidden
    created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE product (
    code VARCHAR(20) NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    price DECIMAL(9,2) NOT NULL,
    weight REAL,
    released DATE,
    in_stock BOOLEAN NOT NULL DEFAULT 1,
    seen TIMESTAMP
);
CREATE INDEX product_by_title ON product (title);

CREATE TABLE purchase (
    purchase_id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer ON DELETE RESTRICT,
    note TEXT,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX purchase_by_customer ON purchase (customer_id);

-- zephyrix: resource=purchases_lines
CREATE TABLE purchase_line (
    purchase_id INTEGER NOT NULL REFERENCES purchase ON DELETE CASCADE,
    line INTEGER NOT NULL,
    code VARCHAR(20) NOT NULL REFERENCES product,
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0 AND quantity <= 1000),
    PRIMARY KEY (purchase_id, line)
);

CREATE TABLE tag (tag_id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);

CREATE TABLE product_tag (
    code VARCHAR(20) NOT NULL REFERENCES product ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag ON DELETE CASCADE,
    PRIMARY KEY (code, tag_id)
);

CREATE TABLE event (at DATETIME NOT NULL, what TEXT);

CREATE VIEW cheap AS SELECT code, title, price FROM product WHERE price < 10;
CREATE VIEW loyalty AS SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
