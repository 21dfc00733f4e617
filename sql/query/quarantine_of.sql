-- What stands in quarantine of an identifier.
-- $1 name of the repository; NULL: any; $2 identifier
-- $3 metadata_prefix; NULL: all
SELECT q.repository, q.metadata_prefix, q.reason, row_to_json(q)::text
  FROM api.quarantine AS q
 WHERE (q.repository = $1::text OR $1::text IS NULL)
   AND q.identifier = $2::text
   AND (q.metadata_prefix = $3::text OR $3::text IS NULL)
   -- Mostly there is nothing, and this alone is asked.
   AND EXISTS (
           SELECT 1
             FROM sheaf.repository AS r
             JOIN sheaf.quarantine AS t USING (repository_id)
            WHERE t.identifier = $2::text
              AND t.read_at IS NULL)
 ORDER BY q.repository, q.metadata_prefix
