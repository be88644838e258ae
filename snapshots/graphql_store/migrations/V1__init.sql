CREATE TABLE customers (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT,
    address TEXT,
    tier TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX customers_by_city ON customers (city);

CREATE TABLE orders (
    id TEXT NOT NULL PRIMARY KEY,
    note TEXT,
    customer_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE INDEX orders_by_customer_id ON orders (customer_id);

CREATE TABLE products (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    price REAL NOT NULL,
    tags TEXT
);

CREATE TABLE order_lines (
    id TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL,
    product_id TEXT,
    quantity INTEGER NOT NULL,
    CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE INDEX order_lines_by_order_id ON order_lines (order_id);
CREATE INDEX order_lines_by_product_id ON order_lines (product_id);
