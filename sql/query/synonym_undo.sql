-- A row where there was one.
-- $1 scheme, $2 platform ('': of any), $3 key
DELETE FROM sheaf.synonym
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
   AND is_own
RETURNING code
