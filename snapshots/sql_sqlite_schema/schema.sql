-- Who pays.
CREATE TABLE owners (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Where bills are sent,
    -- if they are.
    "e mail" text COLLATE NOCASE UNIQUE,
    -- what it is
    kind varchar(10) NOT NULL DEFAULT 'person',
    anything ,
    born date,
    CHECK (kind IN ('person', 'firm'))
);

-- zephyrix: name=animals
-- zephyrix: path=zoo
-- zephyrix: version
CREATE TABLE pets (
    id INTEGER PRIMARY KEY,
    owner_id int REFERENCES owners (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    weight decimal(6,2),
    name text,
    CONSTRAINT named UNIQUE (owner_id, name)
) STRICT;
CREATE INDEX heavy ON pets (weight DESC, (lower(name))) WHERE weight > 10;
CREATE TRIGGER touched AFTER UPDATE ON pets BEGIN
    UPDATE pets SET name = CASE WHEN name = '' THEN NULL ELSE name END WHERE id = NEW.id;
    DELETE FROM tags;
END;

CREATE TABLE tags (
    pet_id integer NOT NULL,
    tag text NOT NULL,
    PRIMARY KEY (pet_id, tag)
) WITHOUT ROWID;

CREATE VIEW light AS
SELECT id FROM pets WHERE weight < 10;
