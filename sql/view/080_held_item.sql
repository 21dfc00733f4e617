-- Items that are left alone because normalising them ended workers.

CREATE OR REPLACE VIEW api.held_item AS
SELECT r.name AS repository,
       s.identifier,
       s.crashes,
       s.reason,
       s.charged_at AS since
  FROM sheaf.stale_item AS s
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE s.is_held;

COMMENT ON VIEW api.held_item IS
    'items that ended the workers that normalised them, and are left as they were until a record of theirs changes, "sheaf normalise", or another version of Sheaf';
COMMENT ON COLUMN api.held_item.repository IS 'name of the repository';
COMMENT ON COLUMN api.held_item.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.held_item.crashes IS 'how many workers it ended';
COMMENT ON COLUMN api.held_item.reason IS 'how the last of them ended';
COMMENT ON COLUMN api.held_item.since IS 'when the last of them ended';
