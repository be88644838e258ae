DROP VIEW cheap;
DROP TABLE event;
DROP TABLE product_tag;
DROP TABLE tag;
DROP TABLE purchase_line;
DROP TABLE purchase;
DROP TABLE product;
DROP TABLE customer;
