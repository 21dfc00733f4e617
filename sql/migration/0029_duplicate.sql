-- The same work in several repositories. What an item has in common with others
-- is a key: its DOI, or another identifier, or its fingerprint (title and first
-- creator), which is no more than a suggestion. Nothing is merged: a group is
-- made again whenever one of its items changes, and whoever deletes all of these
-- rows and empties the cursor has them made again.
CREATE TABLE sheaf.duplicate_group (
    rule text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    is_flagged boolean NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (rule, key)
);

COMMENT ON COLUMN sheaf.duplicate_group.rule IS
    'doi, arxiv, pmid, pmcid, urn; title: a suggestion';
COMMENT ON COLUMN sheaf.duplicate_group.is_flagged IS
    'more than 50 items have it: no group is made';

CREATE TABLE sheaf.duplicate (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    identifier text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    score real NOT NULL,
    PRIMARY KEY (repository_id, identifier, rule, key)
);

CREATE INDEX duplicate_key ON sheaf.duplicate (rule, key);

-- Up to where changed items were looked at, as in api.changes(): one row.
CREATE TABLE sheaf.duplicate_cursor (
    is_the_one boolean PRIMARY KEY DEFAULT true CHECK (is_the_one),
    changed_in xid8 NOT NULL DEFAULT '0',
    repository_id bigint NOT NULL DEFAULT 0,
    identifier text COLLATE "C" NOT NULL DEFAULT ''
);

INSERT INTO sheaf.duplicate_cursor DEFAULT VALUES;

-- The creator too: there are titles that many thousands have.
CREATE INDEX item_title_key ON sheaf.item
 (title_key, (creator_keys[1] COLLATE "C"))
 WHERE length(title_key) >= 22
   AND deleted_at IS NULL;
