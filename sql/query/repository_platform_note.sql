-- What software a repository runs, as it is told. Where that is otherwise than
-- before, and no person said, its items are made again. Behind
-- repository_platform_lock.sql, in its transaction.
-- $1 repository_id, $2 platform ('': not told)
WITH old AS (
    SELECT repository_id, platform, platform_set
      FROM sheaf.repository
     WHERE repository_id = $1::bigint
       FOR NO KEY UPDATE
), noted AS (
    UPDATE sheaf.repository AS r
       SET platform = $2::text
      FROM old AS o
     WHERE r.repository_id = o.repository_id
       AND o.platform IS DISTINCT FROM $2::text
    RETURNING r.repository_id
)
INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
SELECT i.repository_id, i.identifier
  FROM noted AS n
  JOIN old AS o USING (repository_id)
  JOIN sheaf.item AS i USING (repository_id)
 WHERE o.platform_set IS NULL
   AND coalesce(o.platform, '') <> $2::text
 ORDER BY i.identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET crashes = 0,
       is_held = false
 WHERE s.crashes > 0
