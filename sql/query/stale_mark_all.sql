-- All items of a repository are made again: how many. What workers died of is
-- tried once more; that may be no item yet.
-- $1 repository_id
WITH items AS (
    SELECT repository_id, identifier
      FROM sheaf.item
     WHERE repository_id = $1::bigint
     UNION
    SELECT repository_id, identifier
      FROM sheaf.stale_item
     WHERE repository_id = $1::bigint
       AND is_held
), marked AS (
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM items
     ORDER BY identifier
        ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
)
SELECT count(*)
  FROM items
