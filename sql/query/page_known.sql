-- Which of these records are stored already with the same content: their
-- positions from 1, and whether the header is the same too. One that stands in
-- quarantine is never wholly known: page_store.sql has to hear that it came.
-- And which are older than what an earlier harvest stored, as long as few are
-- asked for one by one: they went back, or are listed twice, and GetRecord tells
-- (once; in vain, and they stand in quarantine). Of an import it cannot.
-- The LATERAL form: a join, prepared against an empty table, goes quadratic.
-- $1 repository_id, $2 metadata_prefix
-- $3 identifiers, $4 content hashes, $5 header hashes, $6 are they deleted
-- $7 datestamps as instants
-- $8 harvest_id (0: none is put aside), $9 how many it asks for one by one
SELECT i.position,
       known.is_same
           AND known.header_hash = i.header_hash
           AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.quarantine
                WHERE repository_id = $1::bigint
                  AND identifier = i.identifier
                  AND metadata_prefix = $2::text
                  AND read_at IS NULL),
       older.is_older
  FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::boolean[],
              $7::timestamptz[])
       WITH ORDINALITY
       AS i(identifier, content_hash, header_hash, is_deleted, datestamp_at,
            position),
       LATERAL (
           SELECT header_hash, status, datestamp_at, harvest_id,
                  content_hash = i.content_hash
                      AND status = CASE WHEN i.is_deleted THEN 'deleted'
                                        ELSE 'live' END AS is_same
             FROM sheaf.record
            WHERE repository_id = $1::bigint
              AND identifier = i.identifier
              AND metadata_prefix = $2::text
            LIMIT 1) AS known,
       LATERAL (
           SELECT CASE WHEN $8::bigint > 0
                        AND known.datestamp_at > i.datestamp_at
                        AND known.harvest_id <> $8::bigint
                        AND known.status IN ('live', 'deleted')
                       THEN EXISTS (
                                SELECT 1
                                  FROM sheaf.harvest AS h
                                 WHERE h.repository_id = $1::bigint
                                   AND h.harvest_id = $8::bigint
                                   AND h.kind <> 'import')
                            AND NOT EXISTS (
                                SELECT 1
                                  FROM sheaf.quarantine AS q
                                 WHERE q.repository_id = $1::bigint
                                   AND q.identifier = i.identifier
                                   AND q.metadata_prefix = $2::text
                                   AND q.read_at IS NULL)
                            AND (SELECT count(*)
                                   FROM sheaf.wanted AS w
                                  WHERE w.repository_id = $1::bigint
                                    AND w.harvest_id = $8::bigint)
                                < $9::bigint
                       ELSE false END AS is_older) AS older
 WHERE older.is_older
    OR (known.is_same
        -- What a sweep did not see, and is served, is news.
        AND (NOT (SELECT EXISTS (SELECT 1
                                   FROM sheaf.absence
                                  WHERE repository_id = $1::bigint))
             OR NOT EXISTS (SELECT 1
                              FROM sheaf.absence AS a
                             WHERE a.repository_id = $1::bigint
                               AND a.identifier = i.identifier
                               AND a.metadata_prefix = $2::text)))
