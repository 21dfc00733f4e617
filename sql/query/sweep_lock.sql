-- Before what a sweep missed is confirmed, or undone: whoever does either now
-- has to end first. Reading what is left is for a LATER statement: this one's
-- snapshot may be older than what it waited for.
-- $1 repository_id, $2 harvest_id
SELECT 1
  FROM sheaf.sweep
 WHERE repository_id = $1::bigint
   AND harvest_id = $2::bigint
   FOR UPDATE
