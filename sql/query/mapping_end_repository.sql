-- All of these items of a repository are marked. Behind mapping_take.sql or
-- mapping_take_repository.sql, in its transaction.
-- $1 scheme, $2 platform, $3 key
DELETE FROM sheaf.mapping
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
