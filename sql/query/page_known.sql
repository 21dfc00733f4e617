-- Which of these records are stored already with the same content: their
-- positions from 1, and whether the header is the same too. One that stands in
-- quarantine is never wholly known: page_store.sql has to hear that it came.
-- The LATERAL form: a join, prepared against an empty table, goes quadratic.
-- $1 repository_id, $2 metadata_prefix
-- $3 identifiers, $4 content hashes, $5 header hashes, $6 are they deleted
SELECT i.position,
       known.header_hash = i.header_hash
           AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.quarantine
                WHERE repository_id = $1::bigint
                  AND identifier = i.identifier
                  AND metadata_prefix = $2::text
                  AND read_at IS NULL)
  FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::boolean[])
       WITH ORDINALITY
       AS i(identifier, content_hash, header_hash, is_deleted, position),
       LATERAL (
           SELECT content_hash, header_hash, status
             FROM sheaf.record
            WHERE repository_id = $1::bigint
              AND identifier = i.identifier
              AND metadata_prefix = $2::text
            LIMIT 1) AS known
 WHERE known.content_hash = i.content_hash
   AND known.status = CASE WHEN i.is_deleted THEN 'deleted' ELSE 'live' END
   -- What a sweep did not see, and is served, is news.
   AND (NOT (SELECT EXISTS (SELECT 1
                              FROM sheaf.absence
                             WHERE repository_id = $1::bigint))
        OR NOT EXISTS (SELECT 1
                         FROM sheaf.absence AS a
                        WHERE a.repository_id = $1::bigint
                          AND a.identifier = i.identifier
                          AND a.metadata_prefix = $2::text))
