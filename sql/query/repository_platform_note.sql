-- What software a repository runs, as it is told: a row where that is otherwise
-- than before; whether its items are others then, as no person said. Behind
-- repository_platform_lock.sql, in its transaction.
-- $1 repository_id, $2 platform ('': not told)
WITH old AS (
    SELECT repository_id, platform, platform_set
      FROM sheaf.repository
     WHERE repository_id = $1::bigint
       FOR NO KEY UPDATE
)
UPDATE sheaf.repository AS r
   SET platform = $2::text
  FROM old AS o
 WHERE r.repository_id = o.repository_id
   AND o.platform IS DISTINCT FROM $2::text
RETURNING o.platform_set IS NULL AND coalesce(o.platform, '') <> $2::text
