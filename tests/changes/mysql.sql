-- zephyrix: skip
CREATE TABLE pets (
    id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    kind enum('cat', 'dog') NOT NULL DEFAULT 'cat',
    colors set('red', 'blue') NOT NULL,
    legs tinyint unsigned NOT NULL DEFAULT 4,
    about text,
    seen timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    price decimal(8, 2) NOT NULL,
    KEY pets_legs (legs),
    FULLTEXT KEY pets_about (about)
) ENGINE=InnoDB;

CREATE TABLE owners (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    pet int unsigned NOT NULL,
    CONSTRAINT of_pet FOREIGN KEY (pet) REFERENCES pets (id)
) ENGINE=InnoDB;
