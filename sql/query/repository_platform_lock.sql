-- Before it is noted what software a repository runs: waits for those who are
-- just storing items of it; whoever still makes some finds out. Marks are set
-- LATER, and see what was stored. See repository_platform_holds.sql.
-- $1 repository_id
SELECT 1
  FROM sheaf.repository
 WHERE repository_id = $1::bigint
   FOR NO KEY UPDATE
