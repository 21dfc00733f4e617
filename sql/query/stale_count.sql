-- How many items of these repositories wait to be normalised; held ones do not.
-- $1 repository_ids, $2 count no further than this
SELECT count(*)
  FROM (SELECT 1
          FROM sheaf.stale_item
         WHERE repository_id = ANY ($1::bigint[])
           AND NOT is_held
         LIMIT $2::bigint) AS waiting
