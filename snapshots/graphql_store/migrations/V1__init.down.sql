DROP TABLE order_lines;
DROP TABLE products;
DROP TABLE orders;
DROP TABLE customers;
