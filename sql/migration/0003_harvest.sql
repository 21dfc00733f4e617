-- Runs, and how far they are. A harvest without a verdict is open: whoever
-- holds its host's lease goes on with it.

CREATE TABLE sheaf.harvest (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    harvest_id bigint GENERATED ALWAYS AS IDENTITY,
    selection_id bigint,
    metadata_prefix text NOT NULL,
    set_spec text NOT NULL DEFAULT '',
    kind text NOT NULL CHECK (kind IN ('full', 'incremental', 'sweep', 'one-off')),
    asked_by text NOT NULL CHECK (asked_by IN ('schedule', 'operator')),
    asked_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    from_instant timestamptz,
    until_instant timestamptz,
    verdict text CHECK (verdict IN ('complete', 'partial', 'failed')),
    proof text CHECK (proof IN ('counted', 'ended')),
    fault text,
    reason text,
    records bigint NOT NULL DEFAULT 0,
    inserted bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    deleted bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    repaired bigint NOT NULL DEFAULT 0,
    pages bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    requests bigint NOT NULL DEFAULT 0,
    retries bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (repository_id, harvest_id),
    CHECK ((verdict IS NULL) = (ended_at IS NULL)),
    CHECK ((proof IS NOT NULL) = (verdict IS NOT DISTINCT FROM 'complete'))
) WITH (fillfactor = 70);

CREATE INDEX harvest_open ON sheaf.harvest (repository_id) WHERE verdict IS NULL;

COMMENT ON COLUMN sheaf.harvest.selection_id IS 'NULL: a one-off; moves no next_from';
COMMENT ON COLUMN sheaf.harvest.records IS
    'headers and records listed: inserted + updated + unchanged + deleted + quarantined';
COMMENT ON COLUMN sheaf.harvest.deleted IS 'tombstones that were news';

-- One request and the resumption tokens that follow it. The fence of every
-- write is (lease_id, page_number).
CREATE TABLE sheaf.list_request (
    repository_id bigint NOT NULL,
    harvest_id bigint NOT NULL,
    n integer NOT NULL,
    from_instant timestamptz,
    until_instant timestamptz,
    lease_id uuid,
    page_number integer NOT NULL DEFAULT 0,
    token text,
    token_expires timestamptz,
    cursor bigint,
    complete_list_size bigint,
    listed bigint NOT NULL DEFAULT 0,
    first_response_date timestamptz,
    is_ended boolean NOT NULL DEFAULT false,
    fault text,
    reason text,
    tries integer NOT NULL DEFAULT 0,
    token_failures integer NOT NULL DEFAULT 0,
    restarts integer NOT NULL DEFAULT 0,
    empty_pages integer NOT NULL DEFAULT 0,
    crashes integer NOT NULL DEFAULT 0,
    retry_at timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (repository_id, harvest_id, n),
    FOREIGN KEY (repository_id, harvest_id)
        REFERENCES sheaf.harvest ON DELETE CASCADE
) WITH (fillfactor = 70);

COMMENT ON COLUMN sheaf.list_request.page_number IS
    'of the page that is to be stored next; counts on over restarts';
COMMENT ON COLUMN sheaf.list_request.token IS
    'resumptionToken that asks for that page; NULL: the list''s first';
COMMENT ON COLUMN sheaf.list_request.listed IS 'records listed since the last start of the list';
COMMENT ON COLUMN sheaf.list_request.crashes IS 'workers that died of it; the third time its repository is held';
COMMENT ON COLUMN sheaf.list_request.is_ended IS
    'nothing more to ask: the list ended, or (fault) was given up';
