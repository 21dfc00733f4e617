-- What a sweep wants to know of single records is asked for by GetRecord: of
-- those that it missed, and then of one that was listed too, by which it is
-- seen whether the answers can be believed. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 lease_id, $4 of those that it missed
WITH fence AS (
    SELECT s.repository_id, s.harvest_id, h.metadata_prefix
      FROM sheaf.sweep AS s
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.phase IN ('compared', 'matched')
       AND h.verdict IS NULL
       AND EXISTS (
           SELECT 1
             FROM sheaf.list_request AS l
            WHERE l.repository_id = s.repository_id
              AND l.harvest_id = s.harvest_id
              AND l.n = 1
              AND l.lease_id = $3::uuid)
       FOR UPDATE OF s
), control AS (
    SELECT r.identifier
      FROM fence AS f
     CROSS JOIN LATERAL (
           SELECT e.identifier
             FROM sheaf.record AS e
            WHERE e.repository_id = f.repository_id
              AND e.metadata_prefix = f.metadata_prefix
              AND e.status = 'live'
              AND EXISTS (
                  SELECT 1
                    FROM sheaf.listed AS l
                   WHERE l.repository_id = f.repository_id
                     AND l.harvest_id = f.harvest_id
                     AND l.hash = hashtextextended(e.identifier, 0))
            ORDER BY e.identifier
            LIMIT 1) AS r
     WHERE $4::boolean
), wanted AS (
    INSERT INTO sheaf.wanted (repository_id, harvest_id, n, identifier)
    SELECT f.repository_id, f.harvest_id, 2, a.identifier
      FROM fence AS f
      JOIN sheaf.absence AS a
        ON a.repository_id = f.repository_id
       AND a.missed_in = f.harvest_id
     WHERE $4::boolean
     UNION
    SELECT f.repository_id, f.harvest_id, 2, c.identifier
      FROM fence AS f, control AS c
    ON CONFLICT (repository_id, harvest_id, n, identifier) DO NOTHING
), asking AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, verb,
           is_extra)
    SELECT f.repository_id, f.harvest_id, 2, 'GetRecord', true
      FROM fence AS f
)
UPDATE sheaf.sweep AS s
   SET phase = 'asked',
       control = (SELECT identifier FROM control)
  FROM fence AS f
 WHERE s.repository_id = f.repository_id
   AND s.harvest_id = f.harvest_id
RETURNING s.harvest_id
