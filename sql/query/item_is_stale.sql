-- Does it wait to be normalised?
-- $1 name of the repository, $2 identifier
SELECT 1
  FROM sheaf.repository AS r
  JOIN sheaf.stale_item AS s USING (repository_id)
 WHERE r.name = $1::text
   AND s.identifier = $2::text
