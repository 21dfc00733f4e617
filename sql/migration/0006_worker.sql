-- One row a process; others read from it who is alive.

CREATE TABLE sheaf.worker (
    worker text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('harvest', 'normalise')),
    is_daemon boolean NOT NULL,
    pid integer NOT NULL,
    machine text NOT NULL,
    version text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);

COMMENT ON COLUMN sheaf.worker.seen_at IS 'written every 10 seconds';
