-- What a repository does otherwise than OAI-PMH says, found out by harvesting
-- it or said by a person. The names: harvester/oai/quirk.h.

CREATE TABLE sheaf.quirk (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    quirk text NOT NULL,
    setting text NOT NULL CHECK (setting IN ('learned', 'on', 'off')),
    reason text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (repository_id, quirk)
);

COMMENT ON COLUMN sheaf.quirk.setting IS
    'learned: found out; on, off: a person says so, and it is not learned';
COMMENT ON COLUMN sheaf.quirk.reason IS 'what showed it; one plain sentence';
COMMENT ON COLUMN sheaf.quirk.until IS
    'learned: then the repository is asked in the usual way again; infinity: never';

-- A list request that is asked in another way for a try, and the ways that did
-- not help.
ALTER TABLE sheaf.list_request
    ADD COLUMN trying text,
    ADD COLUMN tried text[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN sheaf.list_request.trying IS
    'a quirk: if the next request succeeds, it is learned';
