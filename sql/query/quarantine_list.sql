-- What stands in quarantine, or what a person let go of it, the newest first.
-- $1 repository_id; $2 the dropped ones
SELECT q.quarantine_id, to_char(q.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       q.metadata_prefix, q.identifier, q.reason, q.rule, row_to_json(q)::text,
       q.file
  FROM (SELECT s.repository, s.identifier, s.metadata_prefix, s.reason,
               s.rule, s.length, s.at, s.harvest_id, s.page_number,
               s.quarantine_id, s.file
          FROM api.quarantine AS s
          JOIN sheaf.repository AS r ON r.name = s.repository
         WHERE r.repository_id = $1::bigint
           AND NOT $2::boolean
        UNION ALL
        SELECT r.name, d.identifier, d.metadata_prefix, d.reason, d.rule,
               d.length, d.at, d.harvest_id, d.page_number, d.quarantine_id,
               d.file
          FROM (SELECT DISTINCT ON (t.metadata_prefix,
                                    coalesce(t.identifier,
                                             t.quarantine_id::text)) t.*
                  FROM sheaf.quarantine AS t
                 WHERE t.repository_id = $1::bigint
                   AND t.read_at IS NULL
                   AND $2::boolean
                 ORDER BY t.metadata_prefix,
                          coalesce(t.identifier, t.quarantine_id::text),
                          t.quarantine_id DESC) AS d
          JOIN sheaf.repository AS r USING (repository_id)
         WHERE d.dropped_at IS NOT NULL) AS q
 ORDER BY q.at DESC, q.quarantine_id DESC
