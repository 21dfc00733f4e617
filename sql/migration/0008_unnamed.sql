-- Losses that cannot be named decide the verdict, and are counted where the
-- list's other counts are: quarantine is capped.

ALTER TABLE sheaf.list_request ADD COLUMN unnamed bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN sheaf.list_request.unnamed IS
    'records without a readable identifier since the last start of the list';

UPDATE sheaf.list_request AS l
   SET unnamed = q.unnamed
  FROM (SELECT q.repository_id, q.harvest_id, count(*) AS unnamed
          FROM sheaf.quarantine AS q
          JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
         WHERE q.identifier IS NULL
           AND h.verdict IS NULL
         GROUP BY q.repository_id, q.harvest_id) AS q
 WHERE l.repository_id = q.repository_id
   AND l.harvest_id = q.harvest_id
   AND l.n = 1;
