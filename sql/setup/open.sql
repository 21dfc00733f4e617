-- Opens this database to the roles.
DO $$
BEGIN
    EXECUTE format('GRANT CONNECT ON DATABASE %I'
        ' TO sheaf_owner, sheaf_writer, sheaf_reader', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO sheaf_owner',
        current_database());
END $$;
