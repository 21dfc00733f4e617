-- Runs, for readers.

CREATE OR REPLACE VIEW api.harvest AS
SELECT r.name AS repository,
       h.harvest_id,
       h.metadata_prefix,
       h.set_spec,
       h.kind,
       h.asked_by,
       h.asked_at,
       h.started_at,
       h.ended_at,
       h.from_instant,
       h.until_instant,
       h.verdict,
       h.proof,
       h.fault,
       h.reason,
       h.records,
       h.inserted,
       h.updated,
       h.unchanged,
       h.deleted,
       h.quarantined,
       h.repaired,
       h.pages,
       h.bytes,
       h.requests,
       h.retries,
       h.source
  FROM sheaf.harvest AS h
  JOIN sheaf.repository AS r USING (repository_id);

COMMENT ON VIEW api.harvest IS 'harvests: those that ended, and those under way';
COMMENT ON COLUMN api.harvest.repository IS 'name of the repository';
COMMENT ON COLUMN api.harvest.harvest_id IS 'number of the harvest';
COMMENT ON COLUMN api.harvest.metadata_prefix IS 'the format that was asked for';
COMMENT ON COLUMN api.harvest.set_spec IS
    'the set that was asked for; empty: the whole repository';
COMMENT ON COLUMN api.harvest.kind IS
    'full; incremental: what changed since the last one; sweep: which records are still there; one-off: asked for with dates, or outside of what is harvested regularly; import: read from files of another harvester';
COMMENT ON COLUMN api.harvest.asked_by IS 'schedule or operator';
COMMENT ON COLUMN api.harvest.asked_at IS 'when it was asked for';
COMMENT ON COLUMN api.harvest.started_at IS
    'when it began; NULL: it waits';
COMMENT ON COLUMN api.harvest.ended_at IS 'when it ended; NULL: it has not';
COMMENT ON COLUMN api.harvest.from_instant IS
    'records changed from then on; NULL: from the beginning';
COMMENT ON COLUMN api.harvest.until_instant IS
    'records changed until then; NULL: until now';
COMMENT ON COLUMN api.harvest.verdict IS
    'complete, partial or failed; NULL: it is under way';
COMMENT ON COLUMN api.harvest.proof IS
    'why it is called complete. counted: as many as the repository said there are; ended: the list ended properly';
COMMENT ON COLUMN api.harvest.fault IS
    'what kind of failure kept it from being complete';
COMMENT ON COLUMN api.harvest.reason IS 'the verdict in one sentence';
COMMENT ON COLUMN api.harvest.records IS
    'records listed: the sum of inserted, updated, unchanged, deleted and quarantined';
COMMENT ON COLUMN api.harvest.inserted IS 'records that were new';
COMMENT ON COLUMN api.harvest.updated IS 'records that had changed';
COMMENT ON COLUMN api.harvest.unchanged IS
    'records that were here already, the same';
COMMENT ON COLUMN api.harvest.deleted IS 'deletions that were news';
COMMENT ON COLUMN api.harvest.quarantined IS
    'records that could not be read; their bytes are kept';
COMMENT ON COLUMN api.harvest.repaired IS
    'mistakes in the bytes that could be mended';
COMMENT ON COLUMN api.harvest.pages IS 'answers that were stored';
COMMENT ON COLUMN api.harvest.bytes IS 'of these answers, decompressed';
COMMENT ON COLUMN api.harvest.requests IS 'requests that were made';
COMMENT ON COLUMN api.harvest.retries IS
    'of these, how many had to be made again';
COMMENT ON COLUMN api.harvest.source IS
    'of an import: the directory that its files are in; NULL: it was harvested';
