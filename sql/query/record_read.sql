-- All formats of these items, each named once; of one that is suppressed, none:
-- its item becomes a tombstone. Not those that are gone: an item lives as long
-- as one of its records does. Where one is gone, one of a format that is no
-- longer harvested does not keep the item alive: nobody would notice that it is
-- gone too.
-- The LATERAL form: by = ANY, a plan made before the table was ever analysed
-- reads all of the repository for each batch.
-- With each comes the hash of the item that is stored, if one is.
-- $1 repository_id, $2 identifiers
SELECT c.identifier, c.metadata_prefix, c.status, c.datestamp,
       extract(epoch FROM c.datestamp_at)::bigint, c.metadata,
       array_to_string(c.set_specs, E'\n'),
       (SELECT t.hash
          FROM sheaf.item AS t
         WHERE t.repository_id = $1::bigint
           AND t.identifier = c.identifier)
  FROM unnest($2::text[]) AS w(identifier),
       LATERAL (
           SELECT r.identifier, r.metadata_prefix, r.status, r.datestamp,
                  r.datestamp_at, r.metadata, r.set_specs,
                  bool_or(r.status = 'gone') OVER () AS has_gone
             FROM sheaf.shown_record AS r
            WHERE r.repository_id = $1::bigint
              AND r.identifier = w.identifier
           OFFSET 0) AS c
 WHERE c.status <> 'gone'
   AND (NOT c.has_gone
        OR EXISTS (
            SELECT 1
              FROM sheaf.selection AS s
             WHERE s.repository_id = $1::bigint
               AND s.metadata_prefix = c.metadata_prefix))
 ORDER BY c.identifier, c.metadata_prefix
