-- A worker died of this item. When it is one too many the item is held. Nothing
-- to charge where its mark is gone: somebody has normalised it since.
-- $1 repository_id, $2 identifier, $3 reason, $4 version of Sheaf, $5 how many
-- deaths hold it
UPDATE sheaf.stale_item AS s
   SET crashes = s.crashes + 1,
       is_held = s.crashes + 1 >= $5::integer,
       version = $4::text,
       reason = $3::text,
       charged_at = (SELECT sheaf.clock())
  FROM sheaf.repository AS r
 WHERE s.repository_id = $1::bigint
   AND s.identifier = $2::text
   AND r.repository_id = s.repository_id
RETURNING r.name, s.crashes, s.is_held
