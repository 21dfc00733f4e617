-- Begins a harvest of everything that is due at a host that we hold. What waits
-- in quarantine is asked for again beside it: at the first harvest after it, and
-- then once a week.
-- $1 host, $2 lease_id, $3 how many records of quarantine at most
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
    RETURNING repository_id, harvest_id, metadata_prefix, set_spec,
              from_instant
), wanted AS (
    INSERT INTO sheaf.wanted (repository_id, harvest_id, n, identifier)
    SELECT b.repository_id, b.harvest_id, 2, q.identifier
      FROM begun AS b
      JOIN sheaf.repository AS r USING (repository_id)
     CROSS JOIN LATERAL (
          SELECT a.identifier
            FROM api.quarantine AS a
            JOIN sheaf.harvest AS h
              ON h.repository_id = b.repository_id
             AND h.harvest_id = a.harvest_id
           WHERE a.repository = r.name
             AND a.metadata_prefix = b.metadata_prefix
             AND a.identifier IS NOT NULL
             AND h.set_spec = b.set_spec
             AND (a.at <= (SELECT sheaf.clock()) - interval '6 days'
                  OR NOT EXISTS (
                      SELECT 1
                        FROM sheaf.quarantine AS t
                       WHERE t.repository_id = b.repository_id
                         AND t.quarantine_id < a.quarantine_id
                         AND t.metadata_prefix = a.metadata_prefix
                         AND t.identifier = a.identifier))
           ORDER BY a.at
           LIMIT $3::bigint) AS q
     -- A full list brings them anyway.
     WHERE b.from_instant IS NOT NULL
    RETURNING repository_id, harvest_id, n
)
INSERT INTO sheaf.list_request (repository_id, harvest_id, n, from_instant,
       verb, is_extra)
SELECT repository_id, harvest_id, 1, from_instant, 'ListRecords', false
  FROM begun
UNION ALL
SELECT DISTINCT repository_id, harvest_id, n, NULL::timestamptz, 'GetRecord',
       true
  FROM wanted
