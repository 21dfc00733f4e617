-- Items as api.item has them, a piece at a time. Which ones is asked of the
-- table: there the order comes from the key, and nothing is sorted.
-- $1 repository_id, $2 name of the repository, $3 after this identifier
-- $4 how many
SELECT i.identifier, row_to_json(i)::text
  FROM (SELECT identifier
          FROM sheaf.item
         WHERE repository_id = $1::bigint
           AND identifier > $3::text
           AND deleted_at IS NULL
         ORDER BY identifier
         LIMIT $4::bigint) AS next
  JOIN api.item AS i
    ON i.repository = $2::text
   AND i.identifier = next.identifier
 ORDER BY i.identifier
