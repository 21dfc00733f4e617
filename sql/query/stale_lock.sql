-- Locks marks that are not held, in order of identifier, and says how large
-- their records are; octet_length() unpacks nothing. The records themselves are
-- read in a LATER statement: this one's snapshot may be older than the last
-- mark.
-- $1 repository_id, $2 after this identifier, $3 how many
SELECT s.identifier, coalesce(r.bytes, 0)
  FROM sheaf.stale_item AS s,
       LATERAL (
           SELECT sum(octet_length(metadata)) AS bytes
             FROM sheaf.record
            WHERE repository_id = s.repository_id
              AND identifier = s.identifier) AS r
 WHERE s.repository_id = $1::bigint
   AND s.identifier > $2::text
   AND NOT s.is_held
 ORDER BY s.identifier
 LIMIT $3::bigint
   FOR UPDATE OF s SKIP LOCKED
