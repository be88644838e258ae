-- A shop: what it sells, to whom, and what was bought.
-- Who buys.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name text NOT NULL,
    city text,
    tier text NOT NULL DEFAULT 'bronze',
    balance decimal(9,2) NOT NULL DEFAULT 0.00,
    created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (tier IN ('bronze', 'silver', 'gold'))
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    name text NOT NULL,
    price real NOT NULL
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    note text
);
CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id integer REFERENCES products (id),
    quantity integer NOT NULL DEFAULT 1
);
CREATE INDEX order_lines_by_order ON order_lines (order_id);

-- No row is told from another.
CREATE TABLE visits (
    at datetime NOT NULL,
    page text
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    word text NOT NULL UNIQUE
);

CREATE TABLE product_tags (
    product_id integer NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (product_id, tag_id)
);
