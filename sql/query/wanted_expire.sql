-- What a page still asked for when its harvest was ended by a person: nobody
-- asks any more. 1,000 rows a call; how many went.
WITH old AS (
    SELECT w.repository_id, w.harvest_id, w.n, w.identifier
      FROM sheaf.wanted AS w
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE h.verdict IS NOT NULL
     LIMIT 1000
), gone AS (
    DELETE FROM sheaf.wanted AS w
     USING old
     WHERE w.repository_id = old.repository_id
       AND w.harvest_id = old.harvest_id
       AND w.n = old.n
       AND w.identifier = old.identifier
    RETURNING 1
)
SELECT count(*)
  FROM gone
