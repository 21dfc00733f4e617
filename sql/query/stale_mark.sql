-- These items are made again.
-- $1 repository_id, $2 identifiers, in their order
INSERT INTO sheaf.stale_item (repository_id, identifier)
SELECT $1::bigint, i.identifier
  FROM unnest($2::text[]) AS i(identifier)
 ORDER BY i.identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET identifier = excluded.identifier
 WHERE false
