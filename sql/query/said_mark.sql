-- These items are made again, and what workers died of is tried once more. A
-- repository that is being removed leaves no marks behind.
-- $1 repository_ids, $2 identifiers, in their order
INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
SELECT i.repository_id, i.identifier
  FROM unnest($1::bigint[], $2::text[])
       WITH ORDINALITY AS i(repository_id, identifier, n)
  JOIN sheaf.repository AS r USING (repository_id)
 ORDER BY i.n
   FOR KEY SHARE OF r
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET crashes = 0,
       is_held = false
 WHERE s.crashes > 0
