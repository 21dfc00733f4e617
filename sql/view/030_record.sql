-- Records as served, for readers. A set that a record has left as sweeps found
-- (rule 9) is left out: nobody says so in its header.

CREATE OR REPLACE VIEW api.record AS
SELECT r.name AS repository,
       c.identifier,
       c.metadata_prefix,
       c.datestamp,
       c.status,
       CASE WHEN EXISTS (
                SELECT 1
                  FROM sheaf.absence AS a
                 WHERE a.repository_id = c.repository_id
                   AND a.identifier = c.identifier
                   AND a.metadata_prefix = c.metadata_prefix)
            THEN ARRAY(
                SELECT u.spec
                  FROM unnest(c.set_specs) WITH ORDINALITY AS u(spec, n)
                 WHERE NOT EXISTS (
                           SELECT 1
                             FROM sheaf.absence AS a
                            WHERE a.repository_id = c.repository_id
                              AND a.identifier = c.identifier
                              AND a.metadata_prefix = c.metadata_prefix
                              AND a.is_concluded
                              AND a.set_spec <> ''
                              AND (u.spec = a.set_spec
                                   OR starts_with(u.spec,
                                                  a.set_spec || ':')))
                 ORDER BY u.n)
            ELSE c.set_specs END AS set_specs,
       c.metadata,
       c.about,
       c.first_seen,
       c.changed_at,
       c.datestamp_at
  FROM sheaf.shown_record AS c
  JOIN sheaf.repository AS r USING (repository_id);

COMMENT ON VIEW api.record IS
    'records as the repositories served them: one row an identifier and format';
COMMENT ON COLUMN api.record.repository IS 'name of the repository';
COMMENT ON COLUMN api.record.identifier IS
    'OAI identifier of the item that the record is about';
COMMENT ON COLUMN api.record.metadata_prefix IS
    'the format: oai_dc, rioxx, ...';
COMMENT ON COLUMN api.record.datestamp IS
    'when the repository last changed it, as served; datestamp_at is the same as a moment';
COMMENT ON COLUMN api.record.status IS
    'live; deleted: the repository says so; missing: it has not listed it of late; gone: it does not have it any more';
COMMENT ON COLUMN api.record.set_specs IS
    'sets that it is in: as served, without those that it has left since (api.absence)';
COMMENT ON COLUMN api.record.metadata IS
    'one XML element that can be parsed alone; of a deleted record what it last was, NULL where it was never seen alive';
COMMENT ON COLUMN api.record.about IS
    'what is said about the metadata (provenance, rights), one XML element each';
COMMENT ON COLUMN api.record.first_seen IS 'when it was first harvested';
COMMENT ON COLUMN api.record.changed_at IS
    'when a harvest last found its content or status changed';
COMMENT ON COLUMN api.record.datestamp_at IS
    'datestamp as a moment; NULL where it could not be read';
