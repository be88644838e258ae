CREATE TABLE buyers (
    seen datetime(3) DEFAULT now(3),
    id int unsigned NOT NULL AUTO_INCREMENT,
    born date,
    name varchar(60) NOT NULL DEFAULT 'a' COMMENT 'What it is called',
    email varchar(90) NOT NULL,
    code char(4),
    PRIMARY KEY (id, email),
    CONSTRAINT mail UNIQUE (email)
) ENGINE=InnoDB COMMENT='Who buys';

CREATE TABLE purchases (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    customer_id int unsigned NOT NULL,
    sum decimal DEFAULT 0,
    CONSTRAINT id UNIQUE (id),
    CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES buyers (id) ON UPDATE CASCADE,
    CONSTRAINT positive CHECK (sum >= 0),
    INDEX buyer (customer_id)
) ENGINE=MyISAM;

CREATE TABLE archive (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    customer_id int unsigned NOT NULL,
    sum decimal DEFAULT 0,
    CONSTRAINT id UNIQUE (id),
    CONSTRAINT positive CHECK (sum >= 0)
) ENGINE=MyISAM;
