-- The next identifiers of a repository that have an item, and how large their
-- records are.
-- $1 repository_id, $2 after this identifier, $3 how many
SELECT i.identifier, coalesce(c.bytes, 0)
  FROM sheaf.item AS i,
       LATERAL (
           SELECT sum(octet_length(metadata)) AS bytes
             FROM sheaf.shown_record
            WHERE repository_id = i.repository_id
              AND identifier = i.identifier) AS c
 WHERE i.repository_id = $1::bigint
   AND i.identifier > $2::text
 ORDER BY i.identifier
 LIMIT $3::bigint
