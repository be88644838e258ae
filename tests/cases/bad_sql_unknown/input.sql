-- zephyrix: dialect=postgres
CREATE TABLE pets (id int PRIMARY KEY, nmae text);
ALTER TABLE pet ADD COLUMN age int;
ALTER TABLE pets ALTER COLUMN name SET NOT NULL;
ALTER TABLE pets DROP CONSTRAINT pets_pky;
CREATE INDEX ON pets (name);
CREATE TABLE visits (pet_id int REFERENCES pests (id), FOREIGN KEY (pet) REFERENCES pets (id));
CREATE TABLE walks (pet_id int REFERENCES pets (number));
DROP TABLE owners;
DROP INDEX pets_idx;
COMMENT ON COLUMN pets.age IS 'How old';
ALTER TYPE mood ADD VALUE 'sad';
CREATE TABLE toys (id integr, kind mood);
