-- These items are made again; what workers died of is tried once more.
-- $1 repository_id, $2 identifiers, in their order
INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
SELECT $1::bigint, i.identifier
  FROM unnest($2::text[]) AS i(identifier)
 ORDER BY i.identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET crashes = 0,
       is_held = false
 WHERE s.crashes > 0
