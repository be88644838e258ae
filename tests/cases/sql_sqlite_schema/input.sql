PRAGMA foreign_keys = ON;

-- Who pays.
CREATE TABLE owners (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Where bills are sent,
    -- if they are.
    "e mail" TEXT COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
    [kind] VARCHAR(10) NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'firm')), -- what it is
    anything,
    `born` DATE
);
-- zephyrix: name=animals, path=zoo
CREATE TABLE IF NOT EXISTS pets (
    id INTEGER NOT NULL, owner_id INT REFERENCES owners ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    weight DECIMAL(6,2), -- zephyrix: version
    name TEXT,
    PRIMARY KEY (id)
    CONSTRAINT named UNIQUE (owner_id, name)
) STRICT;
CREATE TABLE tags (pet_id INTEGER, tag TEXT, PRIMARY KEY (pet_id, tag)) WITHOUT ROWID;
CREATE INDEX heavy ON pets (weight DESC, lower(name)) WHERE weight > 10;
CREATE TRIGGER touched AFTER UPDATE ON pets BEGIN
    UPDATE pets SET name = CASE WHEN name = '' THEN NULL ELSE name END WHERE id = NEW.id;
    DELETE FROM tags;
END;
CREATE VIEW light AS SELECT id FROM pets WHERE weight < 10;
CREATE VIRTUAL TABLE words USING fts5(name);
CREATE TABLE sqlite_sequence(name,seq);
INSERT INTO owners VALUES (1, 'a;b', 'person', NULL, NULL);
