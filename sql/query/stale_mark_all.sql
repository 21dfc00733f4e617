-- All items of a repository are made again: how many.
-- $1 repository_id
WITH items AS (
    SELECT repository_id, identifier
      FROM sheaf.item
     WHERE repository_id = $1::bigint
), marked AS (
    INSERT INTO sheaf.stale_item (repository_id, identifier)
    SELECT repository_id, identifier
      FROM items
     ORDER BY identifier
        ON CONFLICT (repository_id, identifier) DO UPDATE
       SET identifier = excluded.identifier
     WHERE false
)
SELECT count(*)
  FROM items
