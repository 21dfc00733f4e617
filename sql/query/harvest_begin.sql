-- Begins a harvest of everything that is due at a host that we hold.
-- $1 host, $2 lease_id
WITH held AS (
    SELECT host
      FROM sheaf.host
     WHERE host = $1::text
       AND lease_id = $2::uuid
       FOR SHARE
), begun AS (
    INSERT INTO sheaf.harvest (repository_id, selection_id, metadata_prefix,
           set_spec, kind, asked_by, asked_at, from_instant)
    SELECT s.repository_id, s.selection_id, s.metadata_prefix, s.set_spec,
           CASE WHEN k.next_from IS NULL THEN 'full' ELSE 'incremental' END,
           'schedule', (SELECT sheaf.clock()), k.next_from
      FROM held
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.selection AS s USING (repository_id)
     CROSS JOIN LATERAL (
           -- Who takes no dates is asked for everything.
           SELECT CASE WHEN NOT sheaf.has_quirk(r.repository_id, 'no-dates')
                       THEN s.next_from END AS next_from) AS k
     WHERE s.next_due <= (SELECT sheaf.clock())
       AND r.state NOT IN ('held', 'paused', 'retired')
       AND NOT EXISTS (
           SELECT 1
             FROM sheaf.harvest AS h
            WHERE h.repository_id = s.repository_id
              AND h.selection_id = s.selection_id
              AND h.verdict IS NULL)
    RETURNING repository_id, harvest_id, from_instant
)
INSERT INTO sheaf.list_request (repository_id, harvest_id, n, from_instant)
SELECT repository_id, harvest_id, 1, from_instant
  FROM begun
