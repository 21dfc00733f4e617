-- All formats of these items, each named once; of one that is suppressed, none:
-- its item becomes a tombstone.
-- The LATERAL form: by = ANY, a plan made before the table was ever analysed
-- reads all of the repository for each batch.
-- $1 repository_id, $2 identifiers
SELECT c.identifier, c.metadata_prefix, c.status, c.datestamp,
       extract(epoch FROM c.datestamp_at)::bigint, c.metadata
  FROM unnest($2::text[]) AS w(identifier),
       LATERAL (
           SELECT r.identifier, r.metadata_prefix, r.status, r.datestamp,
                  r.datestamp_at, r.metadata
             FROM sheaf.shown_record AS r
            WHERE r.repository_id = $1::bigint
              AND r.identifier = w.identifier
           OFFSET 0) AS c
 ORDER BY c.identifier, c.metadata_prefix
