-- zephyrix: hidden
CREATE TABLE customer (
    customer_id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email varchar(120) NOT NULL,
    name varchar(200) NOT NULL,
    mood enum('sad','ok','happy') NOT NULL DEFAULT 'ok',
    settings json,
    picture longblob,
    balance decimal(9,2) NOT NULL DEFAULT 0.00,
    referred_by int unsigned,
    secret text,
    created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    CONSTRAINT email UNIQUE (email),
    CONSTRAINT referred FOREIGN KEY (referred_by) REFERENCES customer (customer_id),
    CONSTRAINT customer_name_check CHECK (char_length(name) >= 1),
    INDEX referred (referred_by)
) ENGINE=InnoDB COMMENT='Who buys.';

CREATE TABLE product (
    code varchar(20) NOT NULL PRIMARY KEY,
    title varchar(200) NOT NULL,
    price decimal(9,2) NOT NULL,
    weight double,
    released date,
    in_stock tinyint(1) NOT NULL DEFAULT 1,
    seen timestamp NULL,
    INDEX product_by_title (title)
) ENGINE=InnoDB;

CREATE TABLE purchase (
    purchase_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id int unsigned NOT NULL,
    note text,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT purchase_ibfk_1 FOREIGN KEY (customer_id) REFERENCES customer (customer_id),
    INDEX purchase_by_customer (customer_id)
) ENGINE=InnoDB;

-- zephyrix: resource=purchases_lines
CREATE TABLE purchase_line (
    purchase_id bigint NOT NULL,
    line smallint NOT NULL,
    code varchar(20) NOT NULL,
    quantity int NOT NULL DEFAULT 1,
    PRIMARY KEY (purchase_id, line),
    CONSTRAINT purchase_line_ibfk_1 FOREIGN KEY (purchase_id) REFERENCES purchase (purchase_id) ON DELETE CASCADE,
    CONSTRAINT purchase_line_ibfk_2 FOREIGN KEY (code) REFERENCES product (code),
    CONSTRAINT purchase_line_quantity_check CHECK (quantity > 0 AND quantity <= 1000),
    INDEX purchase_line_ibfk_2 (code)
) ENGINE=InnoDB;

CREATE TABLE tag (
    tag_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    word varchar(50) NOT NULL,
    CONSTRAINT word UNIQUE (word)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE product_tag (
    code varchar(20) NOT NULL,
    tag_id int NOT NULL,
    PRIMARY KEY (code, tag_id),
    CONSTRAINT product_tag_ibfk_1 FOREIGN KEY (code) REFERENCES product (code) ON DELETE CASCADE,
    CONSTRAINT product_tag_ibfk_2 FOREIGN KEY (tag_id) REFERENCES tag (tag_id) ON DELETE CASCADE,
    INDEX product_tag_ibfk_2 (tag_id)
) ENGINE=InnoDB;

CREATE TABLE event (
    at datetime NOT NULL,
    what text
) ENGINE=InnoDB;

CREATE VIEW cheap AS
SELECT code, title, price FROM product WHERE price < 10;

CREATE VIEW loyalty AS
SELECT customer_id AS who, count(*) AS purchases FROM purchase GROUP BY customer_id;
