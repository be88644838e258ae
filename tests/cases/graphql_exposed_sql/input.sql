-- A shop: what it sells, to whom, and what was bought.
-- Who buys.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT,
    tier TEXT NOT NULL DEFAULT 'bronze' CHECK (tier IN ('bronze', 'silver', 'gold')),
    balance DECIMAL(9,2) NOT NULL DEFAULT 0.00,
    created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    price REAL NOT NULL
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers ON DELETE CASCADE,
    note TEXT
);
CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders ON DELETE CASCADE,
    product_id INTEGER REFERENCES products,
    quantity INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX order_lines_by_order ON order_lines (order_id);

-- No row is told from another.
CREATE TABLE visits (at DATETIME NOT NULL, page TEXT);

CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);

CREATE TABLE product_tags (
    product_id INTEGER NOT NULL REFERENCES products ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags ON DELETE CASCADE,
    PRIMARY KEY (product_id, tag_id)
);
