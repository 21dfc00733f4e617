-- What has to be there before the first migration. Applied before every run:
-- each statement leaves alone what is there.
CREATE SCHEMA IF NOT EXISTS sheaf;
CREATE SCHEMA IF NOT EXISTS api;

CREATE TABLE IF NOT EXISTS sheaf.migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum bigint NOT NULL,
    at timestamptz NOT NULL
);

CREATE OR REPLACE VIEW api.migration AS
SELECT number, name, checksum, at
  FROM sheaf.migration;

COMMENT ON VIEW api.migration IS
    'which version of its schema this database has';
COMMENT ON COLUMN api.migration.number IS
    'of the migration, in order; 0: the views, written last of all';
COMMENT ON COLUMN api.migration.name IS 'of the file in sql/migration';
COMMENT ON COLUMN api.migration.checksum IS 'of its text as it was applied';
COMMENT ON COLUMN api.migration.at IS 'when it was applied';
