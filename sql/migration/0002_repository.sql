-- What is harvested, and from where. Rules R1-R6 of distributed schemas are
-- kept: keys begin with repository_id, the queue is a plain local table.

-- The one queue, and the politeness: a worker leases a host, then runs its
-- repositories.
CREATE TABLE sheaf.host (
    host text PRIMARY KEY,
    next_due timestamptz NOT NULL DEFAULT 'infinity',
    not_before timestamptz NOT NULL DEFAULT '-infinity',
    delay interval NOT NULL,
    connections integer NOT NULL CHECK (connections BETWEEN 1 AND 16),
    worker text,
    lease_id uuid,
    lease_until timestamptz NOT NULL DEFAULT '-infinity',
    asked bigint NOT NULL DEFAULT 0
);

CREATE INDEX host_next_due ON sheaf.host (next_due);

COMMENT ON COLUMN sheaf.host.host IS 'host:port of the base URLs';
COMMENT ON COLUMN sheaf.host.next_due IS 'when something of it is due; infinity: never';
COMMENT ON COLUMN sheaf.host.asked IS
    'counts what people asked for; a holder that has not seen all of it cannot give the host back';
COMMENT ON COLUMN sheaf.host.not_before IS 'asked to wait until then (Retry-After)';

CREATE TABLE sheaf.repository (
    repository_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    base_url text NOT NULL,
    host text NOT NULL REFERENCES sheaf.host,
    state text NOT NULL DEFAULT 'active'
        CHECK (state IN ('active', 'late', 'failing', 'blocked', 'held',
                         'paused', 'retired')),
    every interval NOT NULL CHECK (every >= interval '1 minute'),
    allow_private boolean NOT NULL DEFAULT false,
    http2 boolean NOT NULL DEFAULT false,
    compression boolean NOT NULL DEFAULT true,
    overlap interval NOT NULL CHECK (overlap >= interval '0'),
    repository_name text,
    protocol_version text,
    admin_emails text[] NOT NULL DEFAULT '{}',
    earliest_datestamp text,
    deleted_record text,
    granularity text,
    descriptions text,
    identified_at timestamptz,
    created_at timestamptz NOT NULL
);

CREATE INDEX repository_host ON sheaf.repository (host);

-- What is harvested of a repository: one metadataPrefix, and one set or all.
CREATE TABLE sheaf.selection (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    selection_id bigint GENERATED ALWAYS AS IDENTITY,
    metadata_prefix text NOT NULL,
    set_spec text NOT NULL DEFAULT '',
    next_from timestamptz,
    next_due timestamptz NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    PRIMARY KEY (repository_id, selection_id),
    UNIQUE (repository_id, metadata_prefix, set_spec)
);

COMMENT ON COLUMN sheaf.selection.set_spec IS 'empty: the whole repository';
COMMENT ON COLUMN sheaf.selection.next_from IS
    'responseDate of the first page of the last complete harvest, less the overlap; NULL: everything';
COMMENT ON COLUMN sheaf.selection.failures IS 'harvests in a row that were not complete';
