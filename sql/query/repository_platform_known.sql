-- What software a repository runs, as far as it is known.
-- $1 repository_id
SELECT coalesce(platform_set, platform, '')
  FROM sheaf.repository
 WHERE repository_id = $1::bigint
