-- The repositories that anything was put into quarantine of.
SELECT r.repository_id, r.name
  FROM sheaf.repository AS r
 WHERE EXISTS (
           SELECT 1
             FROM sheaf.quarantine AS q
            WHERE q.repository_id = r.repository_id)
 ORDER BY r.name
