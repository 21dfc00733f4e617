-- Identify was not answered. It is asked again tomorrow, before whatever harvest
-- there is; told once a week. No row: the lease is lost.
-- $1 repository_id, $2 lease_id, $3 why not
WITH put_off AS (
    UPDATE sheaf.repository AS r
       SET identify_due = (SELECT sheaf.clock()) + interval '1 day'
      FROM sheaf.host AS x
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
       AND x.lease_id = $2::uuid
    RETURNING r.repository_id, (SELECT sheaf.clock()) AS now
), told AS (
    INSERT INTO sheaf.event (repository_id, at, kind, text)
    SELECT p.repository_id, p.now, 'identify',
           format('Identify was not answered: %s', $3::text)
      FROM put_off AS p
     WHERE NOT EXISTS (
               SELECT 1
                 FROM sheaf.event AS e
                WHERE e.repository_id = p.repository_id
                  AND e.kind = 'identify'
                  AND e.at > p.now - interval '7 days'
                  AND e.text = format('Identify was not answered: %s',
                                      $3::text))
)
SELECT repository_id FROM put_off
