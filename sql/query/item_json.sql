-- $1 name of the repository, $2 identifier
SELECT row_to_json(i)::text
  FROM api.item AS i
 WHERE i.repository = $1::text
   AND i.identifier = $2::text
