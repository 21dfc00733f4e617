-- What is kept, as of quarantine: 90 days, and the newest 10,000 of a
-- repository. 1,000 rows a call; how many went.
WITH old AS (
    SELECT e.repository_id, e.event_id
      FROM sheaf.repository AS r,
           LATERAL (
               SELECT repository_id, event_id
                 FROM sheaf.event
                WHERE repository_id = r.repository_id
                ORDER BY event_id DESC
               OFFSET 10000) AS e
    UNION
    SELECT repository_id, event_id
      FROM sheaf.event
     WHERE at < (SELECT sheaf.clock()) - interval '90 days'
     LIMIT 1000
), gone AS (
    DELETE FROM sheaf.event AS e
     USING old
     WHERE e.repository_id = old.repository_id
       AND e.event_id = old.event_id
    RETURNING 1
)
SELECT count(*)
  FROM gone
