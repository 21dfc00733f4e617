-- What is kept: 90 days, and the newest 10,000 of a repository. 1,000 rows a
-- call; how many went.
WITH old AS (
    SELECT q.repository_id, q.quarantine_id
      FROM sheaf.repository AS r,
           LATERAL (
               SELECT repository_id, quarantine_id, at
                 FROM sheaf.quarantine
                WHERE repository_id = r.repository_id
                ORDER BY quarantine_id DESC
               OFFSET 10000) AS q
    UNION
    SELECT repository_id, quarantine_id
      FROM sheaf.quarantine
     WHERE at < (SELECT sheaf.clock()) - interval '90 days'
     LIMIT 1000
), gone AS (
    DELETE FROM sheaf.quarantine AS q
     USING old
     WHERE q.repository_id = old.repository_id
       AND q.quarantine_id = old.quarantine_id
    RETURNING 1
)
SELECT count(*)
  FROM gone
