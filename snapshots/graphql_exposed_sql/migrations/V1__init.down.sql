DROP TABLE product_tags;
DROP TABLE tags;
DROP TABLE visits;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE products;
DROP TABLE customers;
