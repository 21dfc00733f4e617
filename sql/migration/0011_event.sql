-- What happened to a repository, and when: quirks learned, lists split, sweeps
-- refused, what people did. Kept as long as quarantine.

CREATE TABLE sheaf.event (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    event_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    harvest_id bigint,
    kind text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (repository_id, event_id)
);

COMMENT ON COLUMN sheaf.event.harvest_id IS 'NULL: it was not a harvest''s doing';
COMMENT ON COLUMN sheaf.event.kind IS 'one word: quirk, window, sweep, moved, ...';
COMMENT ON COLUMN sheaf.event.text IS 'one plain sentence';
