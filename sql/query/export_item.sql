-- Items as api.item has them, a piece at a time.
-- $1 name of the repository, $2 after this identifier, $3 how many
SELECT i.identifier, row_to_json(i)::text
  FROM api.item AS i
 WHERE i.repository = $1::text
   AND i.identifier > $2::text
 ORDER BY i.identifier
 LIMIT $3::bigint
