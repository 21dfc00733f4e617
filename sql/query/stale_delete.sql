-- $1 repository_id, $2 identifiers
DELETE FROM sheaf.stale_item
 WHERE repository_id = $1::bigint
   AND identifier = ANY ($2::text[])
