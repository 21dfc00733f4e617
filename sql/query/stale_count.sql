-- How many items of these repositories wait to be normalised.
-- $1 repository_ids, $2 count no further than this
SELECT count(*)
  FROM (SELECT 1
          FROM sheaf.stale_item
         WHERE repository_id = ANY ($1::bigint[])
         LIMIT $2::bigint) AS waiting
