-- These items are made again.
-- $1 repository_ids, $2 identifiers, in their order
INSERT INTO sheaf.stale_item (repository_id, identifier)
SELECT i.repository_id, i.identifier
  FROM unnest($1::bigint[], $2::text[])
       WITH ORDINALITY AS i(repository_id, identifier, n)
 ORDER BY i.n
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET identifier = excluded.identifier
 WHERE false
