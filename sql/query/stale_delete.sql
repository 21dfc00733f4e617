-- $1 repository_id, $2 identifiers
-- The whole key from one subquery: by = ANY, a plan made when there were few
-- marks reads all of the repository's for each batch.
DELETE FROM sheaf.stale_item AS s
 USING (SELECT $1::bigint AS repository_id, i.identifier
          FROM unnest($2::text[]) AS i(identifier)
        OFFSET 0) AS i
 WHERE s.repository_id = i.repository_id
   AND s.identifier = i.identifier
