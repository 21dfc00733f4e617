-- Of the next records: which have the content of one that a sweep missed, and
-- came later? Says how many records it looked at: fewer than wanted, and that
-- was all. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 lease_id, $4 records at a time
WITH fence AS (
    SELECT s.repository_id, s.harvest_id, s.after, s.sample, s.sample_seen,
           h.metadata_prefix
      FROM sheaf.sweep AS s
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.phase = 'matching'
       AND h.verdict IS NULL
       AND EXISTS (
           SELECT 1
             FROM sheaf.list_request AS l
            WHERE l.repository_id = s.repository_id
              AND l.harvest_id = s.harvest_id
              AND l.n = 1
              AND l.lease_id = $3::uuid)
       FOR UPDATE OF s
), batch AS MATERIALIZED (
    SELECT r.identifier, r.content_hash,
           r.status = 'live' AND r.first_seen > f.sample_seen
               AND r.content_hash = ANY (f.sample) AS is_match
      FROM fence AS f
     CROSS JOIN LATERAL (
           SELECT identifier, status, first_seen, content_hash
             FROM sheaf.record
            WHERE repository_id = f.repository_id
              AND identifier > f.after
              AND metadata_prefix = f.metadata_prefix
            ORDER BY identifier
            LIMIT $4::bigint) AS r
)
UPDATE sheaf.sweep AS s
   SET after = coalesce((SELECT max(identifier) FROM batch), s.after),
       matched = ARRAY(SELECT unnest(s.matched)
                        UNION
                       SELECT content_hash FROM batch WHERE is_match),
       phase = CASE WHEN (SELECT count(*) FROM batch) < $4::bigint
                    THEN 'matched' ELSE s.phase END
  FROM fence AS f
 WHERE s.repository_id = f.repository_id
   AND s.harvest_id = f.harvest_id
RETURNING (SELECT count(*) FROM batch)
