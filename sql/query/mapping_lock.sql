-- How far the items that say this are marked; nobody else marks until we commit.
-- $1 scheme, $2 platform ('': of any), $3 key
SELECT scheme, platform, key, spelling, repository_id, identifier, items,
       is_marked, was
  FROM sheaf.mapping
 WHERE scheme = $1::text
   AND platform = $2::text
   AND key = $3::text
   FOR UPDATE
