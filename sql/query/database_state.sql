-- What a database is to us, before anything of it is used. Any role may ask:
-- names are looked up in the catalogue, as to_regclass() wants a right to look.
SELECT current_setting('server_version_num')::integer AS server,
       pg_encoding_to_char(d.encoding) AS encoding,
       EXISTS (SELECT FROM pg_catalog.pg_class AS c
                 JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE nspname = 'sheaf'
                  AND relname = 'migration') AS has_schema,
       EXISTS (SELECT FROM pg_catalog.pg_class AS c
                 JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE nspname = 'api'
                  AND relname = 'migration'
                  AND has_schema_privilege(n.oid, 'USAGE')
                  AND has_table_privilege(c.oid, 'SELECT')) AS is_open_to_us,
       current_user AS role
  FROM pg_catalog.pg_database AS d
 WHERE datname = current_database()
