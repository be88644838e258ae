-- A small shop, with a bit of all that a table may have.
CREATE TABLE customer (
    customer_id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(120) NOT NULL,
    name VARCHAR(200) NOT NULL CHECK (char_length(name) >= 1),
    mood ENUM('sad', 'ok', 'happy') NOT NULL DEFAULT 'ok',
    settings JSON,
    picture LONGBLOB,
    balance DECIMAL(9,2) NOT NULL DEFAULT 0.00,
    referred_by INT UNSIGNED,
    secret TEXT, -- zephyrix: hidden
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    UNIQUE KEY email (email),
    CONSTRAINT referred FOREIGN KEY (referred_by) REFERENCES customer (customer_id)
) ENGINE=InnoDB COMMENT='Who buys.';

CREATE TABLE product (
    code VARCHAR(20) NOT NULL PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    price DECIMAL(9,2) NOT NULL,
    weight DOUBLE,
    released DATE,
    in_stock TINYINT(1) NOT NULL DEFAULT 1,
    seen TIMESTAMP NULL,
    KEY product_by_title (title)
) ENGINE=InnoDB;

CREATE TABLE purchase (
    purchase_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id INT UNSIGNED NOT NULL,
    note TEXT,
    version INT NOT NULL DEFAULT 1,
    KEY purchase_by_customer (customer_id),
    FOREIGN KEY (customer_id) REFERENCES customer (customer_id) ON DELETE RESTRICT
) ENGINE=InnoDB;

-- zephyrix: resource=purchases_lines
CREATE TABLE purchase_line (
    purchase_id BIGINT NOT NULL,
    line SMALLINT NOT NULL,
    code VARCHAR(20) NOT NULL,
    quantity INT NOT NULL DEFAULT 1 CHECK (quantity > 0 AND quantity <= 1000),
    PRIMARY KEY (purchase_id, line),
    FOREIGN KEY (purchase_id) REFERENCES purchase (purchase_id) ON DELETE CASCADE,
    FOREIGN KEY (code) REFERENCES product (code)
) ENGINE=InnoDB;

CREATE TABLE tag (
    tag_id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    word VARCHAR(50) NOT NULL,
    UNIQUE KEY word (word)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE product_tag (
    code VARCHAR(20) NOT NULL,
    tag_id INT NOT NULL,
    PRIMARY KEY (code, tag_id),
    FOREIGN KEY (code) REFERENCES product (code) ON DELETE CASCADE,
    FOREIGN KEY (tag_id) REFERENCES tag (tag_id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE event (at DATETIME NOT NULL, what TEXT) ENGINE=InnoDB;

CREATE VIEW cheap AS SELECT code, title, price FROM product WHERE price < 10;
CREATE VIEW loyalty AS SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
