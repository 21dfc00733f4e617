-- By which rules items are made, one row: whoever has newer ones takes over, and
-- marks all items again, up to repository_id and identifier until now.
CREATE TABLE sheaf.rule_version (
    is_the_one boolean PRIMARY KEY DEFAULT true CHECK (is_the_one),
    version integer NOT NULL,
    schemas bigint NOT NULL,
    is_marked boolean NOT NULL DEFAULT false,
    repository_id bigint NOT NULL DEFAULT 0,
    identifier text COLLATE "C" NOT NULL DEFAULT ''
);

COMMENT ON COLUMN sheaf.rule_version.schemas IS
    'hash of the tables of schemas/, which are rules too';
COMMENT ON COLUMN sheaf.rule_version.is_marked IS
    'all items are made by these rules, or marked';
COMMENT ON COLUMN sheaf.item.rule_version IS
    'that wrote it; later ones may have made the same of it';

-- In its place until now.
DELETE FROM sheaf.setting
 WHERE name = 'rules';
