-- Some of what a sweep missed, wherever it stands in the order: is it here
-- under other identifiers? No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 lease_id, $4 how many
WITH sample AS (
    SELECT r.content_hash, r.first_seen
      FROM sheaf.absence AS a
      JOIN sheaf.record AS r USING (repository_id, identifier, metadata_prefix)
     WHERE a.repository_id = $1::bigint
       AND a.missed_in = $2::bigint
     ORDER BY hashtextextended(a.identifier, 1)
     LIMIT $4::bigint
)
UPDATE sheaf.sweep AS s
   SET phase = 'matching',
       after = '',
       sample = (SELECT array_agg(DISTINCT content_hash) FROM sample),
       sample_seen = (SELECT max(first_seen) FROM sample)
  FROM sheaf.harvest AS h
 WHERE s.repository_id = $1::bigint
   AND s.harvest_id = $2::bigint
   AND s.phase = 'compared'
   AND h.repository_id = s.repository_id
   AND h.harvest_id = s.harvest_id
   AND h.verdict IS NULL
   AND EXISTS (
       SELECT 1
         FROM sheaf.list_request AS l
        WHERE l.repository_id = s.repository_id
          AND l.harvest_id = s.harvest_id
          AND l.n = 1
          AND l.lease_id = $3::uuid)
RETURNING s.harvest_id
