-- With role.sql before and open.sql and close.sql behind: "sheaf db init
-- --print", a script for psql and for whoever runs the server.
DO $$
BEGIN
    IF to_regrole('sheaf') IS NULL THEN
        CREATE ROLE sheaf LOGIN NOINHERIT;
    END IF;
END $$;
GRANT sheaf_owner, sheaf_writer, sheaf_reader TO sheaf;
COMMENT ON ROLE sheaf IS 'Sheaf: logs in, and takes one of the other roles';

SELECT 'CREATE DATABASE sheaf OWNER sheaf_owner TEMPLATE template0'
       ' ENCODING ''UTF8'''
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = 'sheaf')
\gexec
\connect sheaf
GRANT CONNECT ON DATABASE sheaf TO sheaf;
