-- Behind repository_lock.sql: none of them is removed before we commit. Hosts
-- are locked first, as everywhere. The place of the first that was already, from 1;
-- no row: none was.
-- $1 repository_ids
WITH here AS (
    SELECT r.repository_id
      FROM sheaf.repository AS r
     WHERE r.repository_id = ANY ($1::bigint[])
     ORDER BY r.repository_id
       FOR KEY SHARE
)
SELECT w.position
  FROM unnest($1::bigint[]) WITH ORDINALITY AS w(repository_id, position)
 WHERE w.repository_id NOT IN (SELECT repository_id FROM here)
 ORDER BY w.position
 LIMIT 1
