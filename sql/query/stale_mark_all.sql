-- The next items of a repository are made again: how many, and the last of them.
-- What workers died of is tried once more; that may be no item yet. A batch a
-- transaction: pages that bring one of them wait for it. A repository that is
-- being removed leaves no marks behind.
-- $1 repository_id, $2 after this identifier, $3 how many
WITH items AS (
    (SELECT identifier
       FROM sheaf.item
      WHERE repository_id = $1::bigint
        AND identifier > $2::text
      ORDER BY identifier
      LIMIT $3::bigint)
    UNION
    (SELECT identifier
       FROM sheaf.stale_item
      WHERE repository_id = $1::bigint
        AND is_held
        AND identifier > $2::text
      ORDER BY identifier
      LIMIT $3::bigint)
    ORDER BY identifier
    LIMIT $3::bigint
), marked AS (
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT r.repository_id, i.identifier
      FROM items AS i
      JOIN sheaf.repository AS r ON r.repository_id = $1::bigint
     ORDER BY i.identifier
       FOR KEY SHARE OF r
        ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
)
SELECT count(*), max(identifier)
  FROM items
