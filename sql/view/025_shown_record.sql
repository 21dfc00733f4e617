-- Records that may be shown: not those of suppressed identifiers. Whoever shows
-- records, or makes something of them, reads from here.

CREATE OR REPLACE VIEW sheaf.shown_record AS
SELECT c.repository_id,
       c.identifier,
       c.metadata_prefix,
       c.status,
       c.datestamp,
       c.datestamp_at,
       c.set_specs,
       c.metadata,
       c.about,
       c.content_hash,
       c.header_hash,
       c.harvest_id,
       c.first_seen,
       c.changed_at,
       c.changed_in
  FROM sheaf.record AS c
 WHERE NOT EXISTS (
           SELECT 1
             FROM sheaf.suppressed AS s
            WHERE s.repository_id = c.repository_id
              AND s.identifier = c.identifier);
