-- What happened to repositories, for readers.

CREATE OR REPLACE VIEW api.event AS
SELECT r.name AS repository,
       e.at,
       e.kind,
       e.text,
       e.harvest_id
  FROM sheaf.event AS e
  JOIN sheaf.repository AS r USING (repository_id);

COMMENT ON VIEW api.event IS
    'what happened to repositories and is no harvest''s verdict: quirks learned, lists cut into date windows, what people changed, ...';
COMMENT ON COLUMN api.event.repository IS 'name of the repository';
COMMENT ON COLUMN api.event.at IS 'when it happened';
COMMENT ON COLUMN api.event.kind IS
    'one word: quirk, window, identify, format, deletion, unlisted, moved, paused, resumed, retired, suppressed, sweep, import';
COMMENT ON COLUMN api.event.text IS 'what happened, in one sentence';
COMMENT ON COLUMN api.event.harvest_id IS
    'the harvest in which it did; NULL: in none';
