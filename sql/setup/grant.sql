-- What the roles may do, given by the owner after every migration. Where Sheaf
-- runs as one role there is nobody to give it to.
DO $$
BEGIN
    IF to_regrole('sheaf_writer') IS NULL
        OR to_regrole('sheaf_reader') IS NULL
    THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA sheaf, api TO sheaf_writer;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sheaf
        TO sheaf_writer;
    REVOKE INSERT, UPDATE, DELETE ON sheaf.migration FROM sheaf_writer;
    GRANT SELECT ON ALL TABLES IN SCHEMA api TO sheaf_writer;
    GRANT USAGE ON SCHEMA api TO sheaf_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA api TO sheaf_reader;
    ALTER DEFAULT PRIVILEGES IN SCHEMA sheaf
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sheaf_writer;
    ALTER DEFAULT PRIVILEGES IN SCHEMA api
        GRANT SELECT ON TABLES TO sheaf_writer, sheaf_reader;
END $$;
