-- Identifiers that a harvest asks for one by one, in their order.
-- $1 repository_id, $2 harvest_id, $3 n, $4 the first that is due, $5 how many
SELECT identifier
  FROM sheaf.wanted
 WHERE repository_id = $1::bigint
   AND harvest_id = $2::bigint
   AND n = $3::integer
   AND identifier >= $4::text
 ORDER BY identifier
 LIMIT $5::bigint
