-- Where there is an item of an identifier, and by which rules it was made: a
-- row a repository. Is it to be made again, is that held?
-- $1 name of the repository; NULL: any; $2 identifier
SELECT r.repository_id, r.name, i.rule_version,
       s.identifier IS NOT NULL, coalesce(s.is_held, false)
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN sheaf.stale_item AS s USING (repository_id, identifier)
 WHERE (r.name = $1::text OR $1::text IS NULL)
   AND i.identifier = $2::text
   AND i.deleted_at IS NULL
 ORDER BY r.name
