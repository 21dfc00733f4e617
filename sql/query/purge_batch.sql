-- Everything that is kept of these items: marks before items, as those lock them
-- who normalise.
-- $1 repository_id, $2 after this identifier, $3 to this one
WITH stale AS (
    DELETE FROM sheaf.stale_item
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND identifier <= $3::text
    RETURNING 1
), words AS (
    DELETE FROM sheaf.item_text
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND identifier <= $3::text
       AND (SELECT count(*) FROM stale) >= 0
), items AS (
    DELETE FROM sheaf.item
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND identifier <= $3::text
       AND (SELECT count(*) FROM stale) >= 0
), absences AS (
    DELETE FROM sheaf.absence
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND identifier <= $3::text
), records AS (
    DELETE FROM sheaf.record
     WHERE repository_id = $1::bigint
       AND identifier > $2::text
       AND identifier <= $3::text
    RETURNING 1
)
SELECT count(*)
  FROM records
