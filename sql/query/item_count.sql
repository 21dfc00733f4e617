-- How many identifiers of these repositories have an item, tombstones too.
-- $1 repository_ids
SELECT count(*)
  FROM sheaf.item
 WHERE repository_id = ANY ($1::bigint[])
