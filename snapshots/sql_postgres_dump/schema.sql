CREATE EXTENSION IF NOT EXISTS citext;

CREATE TYPE mood AS ENUM ('sad', 'ok');

CREATE DOMAIN price AS numeric(10,2) CONSTRAINT price_check CHECK ((value >= (0)::numeric));

CREATE TABLE pets (
    id serial PRIMARY KEY,
    owner_id bigint REFERENCES owners (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    name character varying(40) NOT NULL DEFAULT 'x; y'::character varying,
    tags text[] DEFAULT '{}'::text[],
    state mood DEFAULT 'ok'::mood,
    cost price,
    slug text GENERATED ALWAYS AS (lower((name)::text)) STORED,
    during tstzrange,
    CONSTRAINT named CHECK (((name)::text <> ''::text)),
    CONSTRAINT "pets_during_excl" exclude USING gist(during WITH &&)
);
CREATE UNIQUE INDEX pets_slug ON pets ((lower(slug)) text_pattern_ops, owner_id DESC NULLS LAST) INCLUDE (name) WHERE (cost IS NOT NULL);
COMMENT ON TABLE pets IS 'Whoever lives here.';
COMMENT ON COLUMN pets.name IS 'What it hears
to.';
ALTER TABLE pets ENABLE ROW LEVEL SECURITY;
ALTER TABLE pets FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON pets FOR SELECT TO app USING ((owner_id = (current_setting('app.owner'::text))::bigint));

CREATE TABLE owners (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email public.citext
);

CREATE TABLE visits (
    at timestamp with time zone NOT NULL,
    pet_id integer
) PARTITION BY range(at);

CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE VIEW cheap AS
SELECT id, name FROM pets WHERE ((cost)::numeric < (10)::numeric);
