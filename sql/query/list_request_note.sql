-- A list that ended, though its repository answered an error. Told once a week.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 OAI-PMH error code, $7 kind and $8 text of the event
WITH fence AS (
    UPDATE sheaf.list_request
       SET error = $6::text
     WHERE repository_id = $1::bigint
       AND harvest_id = $2::bigint
       AND n = $3::integer
       AND lease_id = $4::uuid
       AND page_number = $5::integer
    RETURNING repository_id, harvest_id, (SELECT sheaf.clock()) AS at
)
INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
SELECT f.repository_id, f.at, f.harvest_id, $7::text, $8::text
  FROM fence AS f
 WHERE NOT EXISTS (
           SELECT 1
             FROM sheaf.event AS e
            WHERE e.repository_id = f.repository_id
              AND e.kind = $7::text
              AND e.text = $8::text
              AND e.at > f.at - interval '7 days')
