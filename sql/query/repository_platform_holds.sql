-- The same for items that were made for this platform. See vocabulary_holds.sql.
-- $1 repository_id, $2 platform ('': none)
SELECT 1
  FROM sheaf.repository
 WHERE repository_id = $1::bigint
   AND coalesce(platform_set, platform, '') = $2::text
   FOR SHARE SKIP LOCKED
