-- The settings of every session of ours: names are always written with their
-- schema, and a stalled session lets go of its locks. The role is taken where
-- it exists and is open to us; where Sheaf runs as one role, we stay who we
-- are. An owner's role counts only while what is there belongs to it.
-- Whoever writes only looks up by key: plans are kept for the life of a
-- session, and one made while a table was small must not read all of it later.
-- $1 role to take, NULL: stay who we are; $2 read only
SELECT set_config('role', $1::text, false)
 WHERE pg_has_role(to_regrole($1::text), CASE
           WHEN current_setting('server_version_num')::integer < 160000
           THEN 'MEMBER' ELSE 'SET' END)
   AND ($1::text <> 'sheaf_owner' OR NOT EXISTS (
           SELECT FROM pg_catalog.pg_namespace
            WHERE nspname = 'sheaf' AND nspowner <> to_regrole($1::text)))
UNION ALL
SELECT set_config(name, value, false)
  FROM (VALUES ('search_path', 'pg_catalog'),
               ('timezone', 'UTC'),
               ('datestyle', 'ISO, YMD'),
               ('intervalstyle', 'postgres'),
               ('bytea_output', 'hex'),
               ('jit', 'off'),
               ('idle_in_transaction_session_timeout', '60s'),
               ('enable_seqscan',
                CASE WHEN $2::boolean THEN 'on' ELSE 'off' END),
               ('enable_hashjoin',
                CASE WHEN $2::boolean THEN 'on' ELSE 'off' END),
               ('enable_mergejoin',
                CASE WHEN $2::boolean THEN 'on' ELSE 'off' END),
               ('default_transaction_read_only',
                CASE WHEN $2::boolean THEN 'on' ELSE 'off' END),
               ('statement_timeout',
                CASE WHEN $2::boolean THEN '30s' ELSE '0' END))
       AS session(name, value)
