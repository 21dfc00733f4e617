-- The records of an identifier.
-- $1 name of the repository; NULL: any; $2 identifier
-- $3 metadata_prefix; NULL: all
SELECT r.name, c.metadata_prefix, c.status, c.datestamp,
       array_to_string(c.set_specs, ' '), c.metadata, row_to_json(j)::text
  FROM sheaf.repository AS r
  JOIN sheaf.record AS c USING (repository_id),
       LATERAL (
           SELECT r.name AS repository, c.identifier, c.metadata_prefix,
                  c.status, c.datestamp, c.set_specs, c.metadata, c.about,
                  c.first_seen, c.changed_at) AS j
 WHERE (r.name = $1::text OR $1::text IS NULL)
   AND c.identifier = $2::text
   AND (c.metadata_prefix = $3::text OR $3::text IS NULL)
 ORDER BY r.name, c.metadata_prefix
