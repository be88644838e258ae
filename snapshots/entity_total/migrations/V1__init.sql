CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL,
    due TEXT,
    amount REAL
);
