-- Live records of a repository, in the first of these formats that it has any
-- in. In the order of a hash of the identifier, which spreads them over all of
-- it, the same ones each time; drawn from the index alone, and then more than
-- are wanted, since some are deleted.
-- $1 repository_id, $2 metadata_prefixes, the best first, $3 how many
WITH chosen AS (
    SELECT p.metadata_prefix
      FROM unnest($2::text[]) WITH ORDINALITY AS p(metadata_prefix, position)
     WHERE EXISTS (
               SELECT 1
                 FROM sheaf.shown_record AS c
                WHERE c.repository_id = $1::bigint
                  AND c.metadata_prefix = p.metadata_prefix
                  AND c.status = 'live')
     ORDER BY p.position
     LIMIT 1
), drawn AS (
    SELECT c.identifier, p.metadata_prefix
      FROM chosen AS p
      JOIN sheaf.shown_record AS c USING (metadata_prefix)
     WHERE c.repository_id = $1::bigint
     ORDER BY hashtextextended(c.identifier, 0), c.identifier
     LIMIT $3::bigint * 100
)
SELECT c.identifier, c.metadata_prefix, c.datestamp,
       extract(epoch FROM c.datestamp_at)::bigint
  FROM drawn AS d
  JOIN sheaf.shown_record AS c USING (identifier, metadata_prefix)
 WHERE c.repository_id = $1::bigint
   AND c.status = 'live'
 ORDER BY hashtextextended(c.identifier, 0), c.identifier
 LIMIT $3::bigint
