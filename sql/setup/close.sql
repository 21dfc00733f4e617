-- A database that is Sheaf's alone: nobody else connects, and nobody makes
-- temporary tables or anything in schema public, or large objects, which
-- belong to no schema.
DO $$
DECLARE
    routine regprocedure;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC',
        current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    FOR routine IN
        SELECT oid::regprocedure FROM pg_catalog.pg_proc
         WHERE pronamespace = 'pg_catalog'::regnamespace
           AND proname IN ('lo_create', 'lo_creat', 'lo_from_bytea')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
    END LOOP;
END $$;
