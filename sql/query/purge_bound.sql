-- The last identifier of the next batch; no row: less than a batch is left.
-- $1 repository_id, $2 after this identifier, $3 how many records
SELECT identifier
  FROM sheaf.record
 WHERE repository_id = $1::bigint
   AND identifier > $2::text
 ORDER BY identifier
OFFSET $3::bigint
 LIMIT 1
