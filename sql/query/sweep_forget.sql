-- What sweeps have seen that have ended. 100,000 rows a call; how many.
WITH RECURSIVE sweep AS (
    -- One after the other by the index: a running one has millions of rows.
    (SELECT repository_id, harvest_id
       FROM sheaf.listed
      ORDER BY repository_id, harvest_id
      LIMIT 1)
     UNION ALL
    SELECT n.repository_id, n.harvest_id
      FROM sweep AS s
     CROSS JOIN LATERAL (
           SELECT repository_id, harvest_id
             FROM sheaf.listed
            WHERE (repository_id, harvest_id)
                  > (s.repository_id, s.harvest_id)
            ORDER BY repository_id, harvest_id
            LIMIT 1) AS n
), old AS (
    SELECT l.repository_id, l.harvest_id, l.hash
      FROM (SELECT s.repository_id, s.harvest_id
              FROM sweep AS s
             WHERE NOT EXISTS (
                       SELECT 1
                         FROM sheaf.harvest AS h
                        WHERE h.repository_id = s.repository_id
                          AND h.harvest_id = s.harvest_id
                          AND h.verdict IS NULL)
            OFFSET 0) AS s
      JOIN sheaf.listed AS l USING (repository_id, harvest_id)
     LIMIT 100000
), gone AS (
    DELETE FROM sheaf.listed AS l
     USING old
     WHERE l.repository_id = old.repository_id
       AND l.harvest_id = old.harvest_id
       AND l.hash = old.hash
    RETURNING 1
)
SELECT count(*)
  FROM gone
