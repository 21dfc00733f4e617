-- How well each field of a repository's items is served and understood:
-- statement quality_count.sql counts it once a day, api.quality shows it.
CREATE TABLE sheaf.quality (
    repository_id bigint NOT NULL REFERENCES sheaf.repository ON DELETE CASCADE,
    field text COLLATE "C" NOT NULL,
    items bigint NOT NULL,
    counted bigint NOT NULL,
    present bigint NOT NULL,
    normalised bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (repository_id, field)
);

COMMENT ON COLUMN sheaf.quality.counted IS
    'of the items, how many were looked at: all, or a fair sample of many';

-- For "by the same author": see api.related().
CREATE INDEX item_creator_keys ON sheaf.item USING gin (creator_keys);

CREATE INDEX item_orcid ON sheaf.item
 USING gin (jsonb_path_query_array(creators, '$[*].orcid'))
 WHERE jsonb_path_exists(creators, '$[*].orcid');
