-- Groups of repositories, for commands that are about many: a repository is
-- in one group or in none.

ALTER TABLE sheaf.repository
    ADD COLUMN group_name text
        CHECK (group_name ~ '^[a-z0-9][a-z0-9._-]{0,62}$');

COMMENT ON COLUMN sheaf.repository.group_name IS 'NULL: it is in none';
