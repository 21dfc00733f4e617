-- Does it wait to be normalised? Is it held?
-- $1 name of the repository, $2 identifier
SELECT s.is_held
  FROM sheaf.repository AS r
  JOIN sheaf.stale_item AS s USING (repository_id)
 WHERE r.name = $1::text
   AND s.identifier = $2::text
