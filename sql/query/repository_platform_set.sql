-- What software a repository runs, as a person says. Where that is otherwise than
-- before, its items are made again: how many. Behind repository_edit.sql, in its
-- transaction: that waits for who is storing them now, and this sees them.
-- $1 repository_id, $2 platform; 'none' of ours; 'auto': as it is told
WITH old AS (
    SELECT repository_id, coalesce(platform_set, platform, '') AS platform
      FROM sheaf.repository
     WHERE repository_id = $1::bigint
       FOR NO KEY UPDATE
), changed AS (
    UPDATE sheaf.repository AS r
       SET platform_set = CASE WHEN $2::text = 'none' THEN ''
                               ELSE nullif($2::text, 'auto') END
      FROM old AS o
     WHERE r.repository_id = o.repository_id
    RETURNING r.repository_id, o.platform AS old,
              coalesce(r.platform_set, r.platform, '') AS new
), concerned AS MATERIALIZED (
    SELECT i.repository_id, i.identifier
      FROM changed AS c
      JOIN sheaf.item AS i USING (repository_id)
     WHERE c.new <> c.old
), marked AS (
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM concerned
     ORDER BY identifier
        ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
)
SELECT count(*)
  FROM concerned
