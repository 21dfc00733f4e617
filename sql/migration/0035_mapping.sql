-- What people changed in the vocabularies ("sheaf map"), and how far the items
-- that say it are marked, to be made again: up to repository_id and identifier,
-- by "sheaf map" itself; ended on the way, whoever makes items goes on.
CREATE TABLE sheaf.mapping (
    scheme text COLLATE "C" NOT NULL,
    platform text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    spelling text NOT NULL,
    was text NOT NULL,
    is_marked boolean NOT NULL DEFAULT false,
    items bigint NOT NULL DEFAULT 0,
    repository_id bigint NOT NULL DEFAULT 0,
    identifier text COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY (scheme, platform, key)
);

COMMENT ON COLUMN sheaf.mapping.platform IS 'empty: of any';
COMMENT ON COLUMN sheaf.mapping.was IS
    'what it stood for when the items to be marked were made, one a line: - for nothing';
COMMENT ON COLUMN sheaf.mapping.is_marked IS
    'all items that say it were marked behind the change';
COMMENT ON COLUMN sheaf.mapping.items IS 'so many were marked until now';
