CREATE TABLE owners (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email varchar(120) character set ascii COLLATE ascii_bin NOT NULL COMMENT 'Where it''s sent',
    kind enum('person','firm') NOT NULL DEFAULT 'person',
    likes set('cats','dogs'),
    extra json,
    active tinyint(1) NOT NULL DEFAULT 1,
    `key` varchar(8) DEFAULT 'a\'b',
    changed timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    CONSTRAINT email UNIQUE (email),
    INDEX owners_kind (kind, email(10)),
    FULLTEXT INDEX words (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Who pays';

CREATE TABLE pets (
    id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    owner_id bigint unsigned,
    weight decimal(6,2),
    pounds double GENERATED ALWAYS AS (weight * 2.2) VIRTUAL,
    CONSTRAINT pets_owner FOREIGN KEY (owner_id) REFERENCES owners (id) ON DELETE SET NULL,
    CONSTRAINT light CHECK (weight < 100),
    INDEX pets_owner (owner_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE VIEW light AS
SELECT pets.id AS id FROM pets WHERE pets.weight < 10;
