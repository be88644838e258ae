CREATE TABLE note (
    note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner text NOT NULL,
    body text NOT NULL
);
COMMENT ON TABLE note IS 'Who may see which rows, the database decides: nothing is served that is guarded so, unless its author says that all is.';
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
ALTER TABLE note FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON note USING (owner = current_setting('app.user_id'));

CREATE TABLE word (
    word_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    is_public boolean NOT NULL
);
ALTER TABLE word ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_public ON word USING (is_public);

CREATE VIEW note_count AS
SELECT owner, count(*) AS notes FROM note GROUP BY owner;
