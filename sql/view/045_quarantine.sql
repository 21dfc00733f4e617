-- What could not be read and was not read since, for readers: of each record
-- the last try. It stands until it is read, until a full harvest that began
-- later was complete without it here again, or until a person lets it go or
-- suppresses it. What has no identifier cannot be told apart; it stands until
-- its list was asked for again, or its file imported.
--
-- A repository at a time, and IS NOT TRUE for one look-up a row, so that the
-- plan does not hang on statistics that nobody has gathered yet.

CREATE OR REPLACE VIEW api.quarantine AS
SELECT r.name AS repository,
       q.identifier,
       q.metadata_prefix,
       q.reason,
       q.length,
       q.at,
       q.harvest_id,
       q.quarantine_id,
       q.rule,
       q.page_number,
       q.file
  FROM sheaf.repository AS r
  CROSS JOIN LATERAL (
       SELECT DISTINCT ON (t.metadata_prefix,
                           coalesce(t.identifier, t.quarantine_id::text))
              t.identifier, t.metadata_prefix, t.reason, t.length, t.at,
              t.harvest_id, t.quarantine_id, t.rule, t.page_number,
              t.file, t.dropped_at
         FROM sheaf.quarantine AS t
        WHERE t.repository_id = r.repository_id
          AND t.read_at IS NULL
        ORDER BY t.metadata_prefix,
                 coalesce(t.identifier, t.quarantine_id::text),
                 t.quarantine_id DESC) AS q
 WHERE q.dropped_at IS NULL
   AND EXISTS (
           SELECT 1
             FROM sheaf.suppressed AS s
            WHERE s.repository_id = r.repository_id
              AND s.identifier = q.identifier)
       IS NOT TRUE
   AND EXISTS (
           SELECT 1
             FROM sheaf.harvest AS n
            WHERE n.repository_id = r.repository_id
              AND n.metadata_prefix = q.metadata_prefix
              AND n.started_at > q.at
              AND n.kind = 'full'
              AND n.verdict = 'complete'
              AND (n.set_spec = ''
                   OR n.set_spec = (SELECT h.set_spec
                                      FROM sheaf.harvest AS h
                                     WHERE h.repository_id = r.repository_id
                                       AND h.harvest_id = q.harvest_id)))
       IS NOT TRUE
   AND (q.identifier IS NOT NULL
        OR NOT EXISTS (
               SELECT 1
                 FROM sheaf.harvest AS n
                WHERE n.repository_id = r.repository_id
                  AND n.selection_id = (
                          SELECT h.selection_id
                            FROM sheaf.harvest AS h
                           WHERE h.repository_id = r.repository_id
                             AND h.harvest_id = q.harvest_id)
                  AND n.started_at > q.at
                  AND n.verdict IN ('complete', 'partial')));

COMMENT ON VIEW api.quarantine IS
    'records that could not be read, with the reason, until they are read, or everything is harvested again';
COMMENT ON COLUMN api.quarantine.repository IS 'name of the repository';
COMMENT ON COLUMN api.quarantine.identifier IS
    'OAI identifier; NULL: it has none, or none that could be read';
COMMENT ON COLUMN api.quarantine.metadata_prefix IS
    'the format it was asked for in';
COMMENT ON COLUMN api.quarantine.reason IS 'why it could not be read';
COMMENT ON COLUMN api.quarantine.length IS
    'its length in bytes; the first of them are kept for 90 days';
COMMENT ON COLUMN api.quarantine.at IS 'when it was last tried';
COMMENT ON COLUMN api.quarantine.harvest_id IS
    'the harvest that did, as in api.harvest';
COMMENT ON COLUMN api.quarantine.quarantine_id IS
    'its number, for sheaf quarantine show';
COMMENT ON COLUMN api.quarantine.rule IS
    'the kind of the reason: xml (not well-formed), namespace, identifier, datestamp, set, metadata, limit (larger than is taken), database (PostgreSQL refused it), answer (the repository does not give it)';
COMMENT ON COLUMN api.quarantine.page_number IS
    'the page of that harvest''s list, from 0';
COMMENT ON COLUMN api.quarantine.file IS
    'the file that it was imported from; where there is no identifier, it may be the file that could not be read; NULL: it was harvested';
