-- A batch is marked: how many by now. Behind mapping_lock.sql or
-- mapping_take.sql, in its transaction.
-- $1 scheme, $2 platform ('': of any), $3 key, $4 repository_id and
-- $5 identifier of the last item that was looked at, $6 how many of the batch,
-- $7 it was the last
UPDATE sheaf.mapping
   SET repository_id = $4::bigint,
       identifier = $5::text,
       items = items + $6::bigint,
       is_marked = $7::boolean
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
RETURNING items
