--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;

--
-- Name: mood; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.mood AS ENUM (
    'sad',
    'ok'
);
ALTER TYPE public.mood OWNER TO postgres;

CREATE DOMAIN public.price AS numeric(10,2)
	CONSTRAINT price_check CHECK ((VALUE >= (0)::numeric));

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN NEW.updated_at := now(); RETURN NEW; END;$$;

--
-- Name: pets; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.pets (
    id integer NOT NULL,
    owner_id bigint,
    name character varying(40) DEFAULT 'x; y'::character varying NOT NULL,
    tags text[] DEFAULT '{}'::text[],
    state public.mood DEFAULT 'ok'::public.mood,
    cost public.price,
    slug text GENERATED ALWAYS AS (lower((name)::text)) STORED,
    during tstzrange,
    CONSTRAINT named CHECK (((name)::text <> ''::text))
);
ALTER TABLE ONLY public.pets FORCE ROW LEVEL SECURITY;
ALTER TABLE public.pets OWNER TO postgres;
COMMENT ON TABLE public.pets IS 'Whoever lives here.';
COMMENT ON COLUMN public.pets.name IS E'What it hears\nto.';

CREATE SEQUENCE public.pets_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pets_id_seq OWNED BY public.pets.id;

CREATE TABLE public.owners (id bigint NOT NULL, email public.citext);
ALTER TABLE public.owners ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.owners_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.visits (at timestamp with time zone NOT NULL, pet_id integer)
PARTITION BY RANGE (at);
CREATE TABLE public.visits_2026 (at timestamp with time zone NOT NULL, pet_id integer);
ALTER TABLE ONLY public.visits ATTACH PARTITION public.visits_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE ONLY public.pets ALTER COLUMN id SET DEFAULT nextval('public.pets_id_seq'::regclass);

COPY public.pets (id, owner_id, name) FROM stdin;
1	\N	it's; CREATE TABLE
\.

SELECT pg_catalog.setval('public.pets_id_seq', 1, true);
ALTER TABLE ONLY public.pets ADD CONSTRAINT pets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.owners
    ADD CONSTRAINT owners_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pets
    ADD CONSTRAINT pets_during_excl EXCLUDE USING gist (during WITH &&);
CREATE UNIQUE INDEX pets_slug ON public.pets USING btree (lower(slug) text_pattern_ops, owner_id DESC NULLS LAST) INCLUDE (name) WHERE (cost IS NOT NULL);
CREATE TRIGGER touched BEFORE UPDATE ON public.pets FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE ONLY public.pets
    ADD CONSTRAINT pets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.owners(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.pets ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON public.pets FOR SELECT TO app USING ((owner_id = (current_setting('app.owner'::text))::bigint));
CREATE VIEW public.cheap AS
 SELECT id, name FROM public.pets WHERE ((cost)::numeric < (10)::numeric);
GRANT SELECT ON TABLE public.pets TO app;

-- PostgreSQL database dump complete
