-- Whether the three roles are there, and whether we may make them and open
-- this database to them.
SELECT (SELECT count(*) = 3
          FROM pg_catalog.pg_roles
         WHERE rolname IN ('sheaf_owner', 'sheaf_writer', 'sheaf_reader'))
           AS is_there,
       rolsuper OR rolcreaterole AS may_make,
       rolsuper OR pg_has_role(datdba, 'USAGE') AS may_open
  FROM pg_catalog.pg_roles, pg_catalog.pg_database
 WHERE rolname = session_user
   AND datname = current_database()
