-- Another version of Sheaf may get over what an earlier one died of. Marks that
-- are locked are being made again, which releases them too.
-- $1 version
UPDATE sheaf.stale_item AS s
   SET crashes = 0,
       is_held = false
  FROM (SELECT repository_id, identifier
          FROM sheaf.stale_item
         WHERE is_held
           AND version <> $1::text
         ORDER BY repository_id, identifier
           FOR UPDATE SKIP LOCKED) AS h
 WHERE s.repository_id = h.repository_id
   AND s.identifier = h.identifier
