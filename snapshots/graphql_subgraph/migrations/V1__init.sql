CREATE TABLE reviews (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    stars INTEGER NOT NULL,
    product_id TEXT NOT NULL
);
CREATE INDEX reviews_by_product_id ON reviews (product_id);
