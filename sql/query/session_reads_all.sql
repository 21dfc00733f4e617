-- For a session that writes, and is about to read all of a table: its settings
-- (session.sql) are for looking up by key.
SELECT set_config(name, 'on', false)
  FROM (VALUES ('enable_seqscan'), ('enable_hashjoin'), ('enable_mergejoin'))
           AS session(name)
