-- Which of these items are stored already just so: their positions from 1.
-- $1 repository_id, $2 identifiers, $3 hashes
SELECT i.position
  FROM unnest($2::text[], $3::bigint[])
       WITH ORDINALITY AS i(identifier, hash, position),
       LATERAL (
           SELECT hash
             FROM sheaf.item
            WHERE repository_id = $1::bigint
              AND identifier = i.identifier
            LIMIT 1) AS known
 WHERE known.hash = i.hash
