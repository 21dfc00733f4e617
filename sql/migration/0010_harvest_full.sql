-- Whether everything was asked for again since: see view/045_quarantine.sql.
-- Full harvests are few.
CREATE INDEX harvest_full ON sheaf.harvest
       (repository_id, metadata_prefix, started_at)
 WHERE kind = 'full' AND verdict = 'complete';

COMMENT ON COLUMN sheaf.quarantine.identifier IS
    'NULL: it has none, or none that could be read';
