-- Whether people added it: a row.
-- $1 scheme, $2 platform ('': of any), $3 key
SELECT 1
  FROM sheaf.synonym
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
   AND is_own
