-- The truth: records as served. No foreign key on record: every write reads
-- from list_request, which has one, and 200 checks a page cost 10 % of it.

CREATE TABLE sheaf.record (
    repository_id bigint NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    metadata_prefix text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL
        CHECK (status IN ('live', 'deleted', 'missing', 'gone')),
    datestamp text COLLATE "C" NOT NULL,
    datestamp_at timestamptz,
    set_specs text[] NOT NULL,
    metadata text COLLATE "C",
    about text[],
    content_hash bigint NOT NULL,
    header_hash bigint NOT NULL,
    harvest_id bigint NOT NULL,
    first_seen timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_in xid8 NOT NULL,
    PRIMARY KEY (repository_id, identifier, metadata_prefix)
);

COMMENT ON COLUMN sheaf.record.metadata IS
    'one XML element that parses alone; of a deleted record, what it last was';
COMMENT ON COLUMN sheaf.record.harvest_id IS 'the harvest that last wrote the row';
COMMENT ON COLUMN sheaf.record.changed_in IS
    'transaction of the last change of content or status; orders the change feed';

-- For query/record_expire.sql; nearly always empty.
CREATE INDEX record_expiry ON sheaf.record (changed_at)
 WHERE status = 'deleted' AND (metadata IS NOT NULL OR about IS NOT NULL);

-- lz4 where the server was built with it: pglz costs half as much again.
DO $$
BEGIN
    ALTER TABLE sheaf.record ALTER COLUMN metadata SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4: metadata will be compressed with pglz';
END $$;

-- What has to be normalised. Marking locks the row and writes no version of
-- it: see query/page_store.sql.
CREATE TABLE sheaf.stale_item (
    repository_id bigint NOT NULL,
    identifier text COLLATE "C" NOT NULL,
    PRIMARY KEY (repository_id, identifier)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE sheaf.quarantine (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    quarantine_id bigint GENERATED ALWAYS AS IDENTITY,
    harvest_id bigint NOT NULL,
    page_number integer NOT NULL,
    metadata_prefix text NOT NULL,
    identifier text COLLATE "C",
    bytes bytea NOT NULL,
    length bigint NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (repository_id, quarantine_id)
);

COMMENT ON COLUMN sheaf.quarantine.bytes IS 'as received, at most the first 64 KiB; 1 KiB after 1,000 in one harvest';
COMMENT ON COLUMN sheaf.quarantine.length IS 'how many there were';
