-- $1 name; NULL: all
SELECT r.repository, r.base_url, r.state, r.every::text,
       array_to_string(r.metadata_prefixes, ' '),
       array_to_string(r.set_specs, ' '),
       to_char(r.next_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       row_to_json(j)::text
  FROM api.repository AS r,
       LATERAL (
           SELECT r.repository, r.base_url, r.repository_name, r.state,
                  extract(epoch FROM r.every)::bigint AS every_seconds,
                  r.metadata_prefixes, r.set_specs, r.next_due) AS j
 WHERE r.repository = $1::text OR $1::text IS NULL
 ORDER BY r.repository
