-- Items as api.item has them, a piece at a time; see sheaf.items_after().
-- $1 repository_id, $2 after this identifier, $3 how many, $4 bytes
SELECT i.identifier, row_to_json(i)::text
  FROM sheaf.items_after($1::bigint, $2::text, $3::bigint, $4::bigint) AS next
  JOIN sheaf.repository AS r
    ON r.repository_id = $1::bigint
  JOIN api.item AS i
    ON i.repository = r.name
   AND i.identifier = next.identifier
 ORDER BY i.identifier
