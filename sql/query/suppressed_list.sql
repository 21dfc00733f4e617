-- What is suppressed, for the operator, the newest first.
-- $1 name of the repository; NULL: of all; $2 identifier; NULL: all
SELECT r.name, s.identifier,
       to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), s.by, s.reason,
       c.is_here, row_to_json(j)::text
  FROM sheaf.suppressed AS s
  JOIN sheaf.repository AS r USING (repository_id)
  CROSS JOIN LATERAL (
       SELECT EXISTS (
                  SELECT 1
                    FROM sheaf.record AS e
                   WHERE e.repository_id = s.repository_id
                     AND e.identifier = s.identifier) AS is_here) AS c
  CROSS JOIN LATERAL (
       SELECT r.name AS repository, s.identifier, s.reason, s.by, s.at,
              c.is_here) AS j
 WHERE (r.name = $1::text OR $1::text IS NULL)
   AND (s.identifier = $2::text OR $2::text IS NULL)
 ORDER BY r.name, s.at DESC, s.identifier
