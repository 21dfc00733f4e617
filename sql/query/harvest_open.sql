-- How many of these have no verdict yet.
-- $1 harvest_ids
SELECT count(*)
  FROM sheaf.harvest
 WHERE harvest_id = ANY ($1::bigint[])
   AND verdict IS NULL
