-- Begins the sweeps that are due at a host that we hold, and plans those of
-- what has been harvested for the first time. After harvest_begin.sql: what is
-- being harvested is swept later. Only where harvests go well.
-- $1 host, $2 lease_id
WITH held AS (
    SELECT host
      FROM sheaf.host
     WHERE host = $1::text
       AND lease_id = $2::uuid
       FOR SHARE
), planned AS (
    UPDATE sheaf.selection AS s
       SET sweep_due = (SELECT sheaf.clock())
                       + r.sweep * (0.95 + 0.1 * random())
      FROM held
      JOIN sheaf.repository AS r USING (host)
     WHERE s.repository_id = r.repository_id
       AND s.sweep_due IS NULL
       AND s.next_from IS NOT NULL
       AND r.sweep IS NOT NULL
), begun AS (
    INSERT INTO sheaf.harvest (repository_id, metadata_prefix, set_spec, kind,
           asked_by, asked_at)
    SELECT s.repository_id, s.metadata_prefix, s.set_spec, 'sweep',
           'schedule', (SELECT sheaf.clock())
      FROM held
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.selection AS s USING (repository_id)
     WHERE s.sweep_due <= (SELECT sheaf.clock())
       AND s.next_from IS NOT NULL
       AND r.state IN ('active', 'late')
       AND (s.sweep_again
            OR (r.sweep IS NOT NULL
                AND sheaf.is_swept(r.deleted_record, s.set_spec)))
       AND NOT EXISTS (
           SELECT 1
             FROM sheaf.harvest AS h
            WHERE h.repository_id = s.repository_id
              AND h.verdict IS NULL
              AND h.metadata_prefix = s.metadata_prefix
              AND h.set_spec = s.set_spec
              AND (h.kind = 'sweep' OR h.selection_id = s.selection_id))
    RETURNING repository_id, harvest_id
), listing AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, verb)
    SELECT repository_id, harvest_id, 1, 'ListIdentifiers'
      FROM begun
)
INSERT INTO sheaf.sweep (repository_id, harvest_id)
SELECT repository_id, harvest_id
  FROM begun
