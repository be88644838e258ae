CREATE TABLE customers (
  id INT UNSIGNED AUTO_INCREMENT,
  name VARCHAR(40),
  old TEXT,
  PRIMARY KEY (id),
  KEY (name)
) ENGINE=InnoDB;
CREATE TABLE orders (id SERIAL, customer_id INT UNSIGNED NOT NULL, total DECIMAL, FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE RESTRICT);
ALTER TABLE customers
  ADD COLUMN (email VARCHAR(90) NOT NULL, code CHAR(4)),
  ADD born DATE AFTER id,
  ADD seen DATETIME(3) DEFAULT NOW(3) FIRST,
  MODIFY name VARCHAR(60) NOT NULL DEFAULT 'a' COMMENT 'What it is called',
  CHANGE COLUMN old note MEDIUMTEXT,
  ADD UNIQUE INDEX mail (email),
  ADD INDEX by_code (code(2)),
  DROP INDEX name,
  COMMENT = 'Who buys', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1;
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0, RENAME COLUMN total TO sum, ADD CONSTRAINT positive CHECK (sum >= 0);
ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers (id) ON UPDATE CASCADE, ENGINE=MyISAM;
RENAME TABLE orders TO purchases, customers TO buyers;
CREATE TABLE archive LIKE purchases;
DROP INDEX by_code ON buyers;
ALTER TABLE buyers DROP PRIMARY KEY, ADD PRIMARY KEY (id, email), DROP COLUMN note;
