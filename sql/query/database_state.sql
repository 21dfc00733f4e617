-- What a database is to us, before anything of it is used. Any role may ask.
SELECT current_setting('server_version_num')::integer AS server,
       pg_encoding_to_char(encoding) AS encoding,
       to_regclass('sheaf.migration') IS NOT NULL AS has_schema,
       coalesce(has_table_privilege(to_regclass('api.migration')::oid,
           'SELECT'), false) AS is_open_to_us,
       current_user AS role
  FROM pg_catalog.pg_database
 WHERE datname = current_database()
