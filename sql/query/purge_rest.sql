-- The same for all that is left: records, and rows of any kind. Run again
-- until there are none: what another session was about to commit is not seen
-- by the statement that waited for it.
-- $1 repository_id
WITH stale AS (
    DELETE FROM sheaf.stale_item
     WHERE repository_id = $1::bigint
    RETURNING 1
), words AS (
    DELETE FROM sheaf.item_text
     WHERE repository_id = $1::bigint
       AND (SELECT count(*) FROM stale) >= 0
    RETURNING 1
), items AS (
    DELETE FROM sheaf.item
     WHERE repository_id = $1::bigint
       AND (SELECT count(*) FROM stale) >= 0
    RETURNING 1
), absences AS (
    DELETE FROM sheaf.absence
     WHERE repository_id = $1::bigint
    RETURNING 1
), listed AS (
    DELETE FROM sheaf.listed
     WHERE repository_id = $1::bigint
    RETURNING 1
), records AS (
    DELETE FROM sheaf.record
     WHERE repository_id = $1::bigint
    RETURNING 1
)
SELECT (SELECT count(*) FROM records),
       (SELECT count(*) FROM records) + (SELECT count(*) FROM items)
       + (SELECT count(*) FROM words) + (SELECT count(*) FROM stale)
       + (SELECT count(*) FROM absences) + (SELECT count(*) FROM listed)
