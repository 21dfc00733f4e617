-- The records of an identifier: first what export_record.sql says of each.
-- $1 name of the repository; NULL: any; $2 identifier
-- $3 metadata_prefix; NULL: all
-- U+001E, which XML forbids, separates sets and abouts.
SELECT c.identifier, c.metadata_prefix, c.datestamp,
       c.status IN ('deleted', 'gone'), array_to_string(c.set_specs, E'\x1e'),
       CASE WHEN c.status NOT IN ('deleted', 'gone') THEN c.metadata END,
       CASE WHEN c.status NOT IN ('deleted', 'gone')
            THEN array_to_string(c.about, E'\x1e') END,
       r.name, c.status, array_to_string(c.set_specs, ' '), sheaf.masked_url(r.base_url),
       row_to_json(j)::text
  FROM sheaf.repository AS r
  JOIN sheaf.shown_record AS c USING (repository_id),
       LATERAL (
           SELECT r.name AS repository, c.identifier, c.metadata_prefix,
                  c.status, c.datestamp, c.set_specs, c.metadata, c.about,
                  c.first_seen, c.changed_at) AS j
 WHERE (r.name = $1::text OR $1::text IS NULL)
   AND c.identifier = $2::text
   AND (c.metadata_prefix = $3::text OR $3::text IS NULL)
 ORDER BY r.name, c.metadata_prefix
