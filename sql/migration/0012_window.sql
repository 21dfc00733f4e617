-- List requests are split by date (date windows) and end in single records.

ALTER TABLE sheaf.list_request
    ADD COLUMN verb text NOT NULL DEFAULT 'ListRecords'
        CHECK (verb IN ('ListRecords', 'ListIdentifiers', 'GetRecord')),
    ADD COLUMN is_split boolean NOT NULL DEFAULT false,
    ADD COLUMN error text;

COMMENT ON COLUMN sheaf.list_request.is_split IS
    'ended, and others have taken its place: nothing of it is missing';
COMMENT ON COLUMN sheaf.list_request.token IS
    'resumptionToken that asks for that page; NULL: the list''s first. Of GetRecord: the identifier that is asked for next';
COMMENT ON COLUMN sheaf.list_request.error IS
    'the OAI-PMH error code, or HTTP status, behind fault';

-- Identifiers that a harvest asks for one by one (GetRecord).
CREATE TABLE sheaf.wanted (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    n integer NOT NULL DEFAULT 1,
    identifier text COLLATE "C" NOT NULL,
    PRIMARY KEY (repository_id, harvest_id, n, identifier),
    FOREIGN KEY (repository_id, harvest_id)
        REFERENCES sheaf.harvest ON DELETE CASCADE
);

COMMENT ON COLUMN sheaf.wanted.n IS 'the list request that does';

ALTER TABLE sheaf.harvest DROP CONSTRAINT harvest_kind_check;

ALTER TABLE sheaf.harvest
    ADD CONSTRAINT harvest_kind_check CHECK (kind IN
        ('full', 'incremental', 'sweep', 'one-off', 'import'));
