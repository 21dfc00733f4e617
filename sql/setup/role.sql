-- The three roles of Sheaf, where they are not there yet. None can log in:
-- what logs in is a member, see server.sql and private.sql.
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['sheaf_owner', 'sheaf_writer', 'sheaf_reader']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role)
        THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
END $$;

-- The second line: the first is that the reader has no right to write.
ALTER ROLE sheaf_reader SET default_transaction_read_only = on;
ALTER ROLE sheaf_reader SET statement_timeout = '30s';
COMMENT ON ROLE sheaf_owner IS 'Sheaf: owns the tables; for migrations';
COMMENT ON ROLE sheaf_writer IS 'Sheaf: harvests and normalises';
COMMENT ON ROLE sheaf_reader IS 'Sheaf: sees the views of schema api';
