-- Records, a piece at a time: at most so many, of at most so many bytes (one
-- record at least).
-- $1 repository_id, $2 and $3 after this identifier and metadata_prefix
-- $4 how many, $5 bytes
-- U+001E, which XML forbids, separates sets and abouts.
SELECT identifier, metadata_prefix, datestamp,
       status IN ('deleted', 'gone'), array_to_string(set_specs, E'\x1e'),
       metadata, array_to_string(about, E'\x1e')
  FROM (SELECT c.*,
               sum(coalesce(octet_length(c.metadata), 0)
                   + coalesce(octet_length(array_to_string(c.about, '')), 0))
                   OVER (ORDER BY c.identifier, c.metadata_prefix
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                   AS before
          FROM (SELECT identifier, metadata_prefix, datestamp, status,
                       set_specs,
                       CASE WHEN status NOT IN ('deleted', 'gone')
                            THEN metadata END AS metadata,
                       CASE WHEN status NOT IN ('deleted', 'gone')
                            THEN about END AS about
                  FROM sheaf.shown_record
                 WHERE repository_id = $1::bigint
                   AND (identifier, metadata_prefix) > ($2::text, $3::text)
                 ORDER BY identifier, metadata_prefix
                 LIMIT $4::bigint) AS c) AS piece
 WHERE before IS NULL
    OR before < $5::bigint
 ORDER BY identifier, metadata_prefix
