-- How many of these identifiers wait to be normalised.
-- $1 repository_id, $2 identifiers
SELECT count(*)
  FROM (SELECT $1::bigint AS repository_id, w.identifier
          FROM unnest($2::text[]) AS w(identifier)
        OFFSET 0) AS w
  JOIN sheaf.stale_item AS s USING (repository_id, identifier)
 WHERE NOT s.is_held
