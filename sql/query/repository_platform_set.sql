-- What software a repository runs, as a person says: whether that is otherwise
-- than before, and its items are others then. Who is storing them now is waited
-- for; whoever still makes some finds out. See repository_platform_holds.sql.
-- $1 repository_id, $2 platform; 'none' of ours; 'auto': as it is told
WITH old AS (
    SELECT repository_id, coalesce(platform_set, platform, '') AS platform
      FROM sheaf.repository
     WHERE repository_id = $1::bigint
       FOR NO KEY UPDATE
)
UPDATE sheaf.repository AS r
   SET platform_set = CASE WHEN $2::text = 'none' THEN ''
                           ELSE nullif($2::text, 'auto') END
  FROM old AS o
 WHERE r.repository_id = o.repository_id
RETURNING coalesce(r.platform_set, r.platform, '') <> o.platform
