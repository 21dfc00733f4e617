-- Nothing is left to ask for. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
UPDATE sheaf.list_request
   SET is_ended = true,
       fault = NULL,
       reason = NULL
 WHERE repository_id = $1::bigint
   AND harvest_id = $2::bigint
   AND n = $3::integer
   AND lease_id = $4::uuid
   AND page_number = $5::integer
   AND NOT is_ended
RETURNING harvest_id
