-- The next items of a repository of which a record is gone are made again: how
-- many, and the last of them. See stale_mark_all.sql.
-- $1 repository_id, $2 after this identifier, $3 how many
WITH items AS (
    SELECT DISTINCT identifier
      FROM sheaf.shown_record
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND status = 'gone'
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
