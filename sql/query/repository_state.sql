-- Behind repository_lock.sql: pauses, resumes or retires repositories, where
-- that changes anything; what is held or retired is not paused: it is asked even
-- less. A row for each of them, with what it was before, and for one that was
-- held what held it.
-- $1 repository_ids, $2 state: active, paused or retired
WITH changed AS (
    SELECT r.repository_id, r.host, r.state, b.reason, b.metadata_prefix,
           b.crashes
      FROM sheaf.repository AS r
      LEFT JOIN LATERAL (
           SELECT l.reason, h.metadata_prefix, l.crashes
             FROM sheaf.list_request AS l
             JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
            WHERE r.state = 'held'
              AND l.repository_id = r.repository_id
              AND l.crashes > 0
              AND h.verdict IS NULL
            ORDER BY l.crashes DESC, l.harvest_id
            LIMIT 1) AS b ON true
     WHERE r.repository_id = ANY ($1::bigint[])
       AND CASE $2::text
               WHEN 'active' THEN r.state IN ('held', 'paused', 'retired')
               -- Paused already, but a person asked for a harvest since.
               WHEN 'paused' THEN r.state NOT IN ('held', 'paused', 'retired')
                   OR (r.state = 'paused'
                       AND EXISTS (
                           SELECT 1
                             FROM sheaf.harvest AS h
                            WHERE h.repository_id = r.repository_id
                              AND h.asked_by = 'operator'
                              AND h.kind <> 'import'
                              AND h.verdict IS NULL))
               ELSE r.state <> 'retired' END
), asked AS (
    -- Whoever holds the host, or takes it next, looks again.
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1,
           next_due = least(x.next_due, (SELECT sheaf.clock()))
     WHERE x.host IN (SELECT host FROM changed)
), forgiven AS (
    -- Tried as if it had never ended a worker.
    UPDATE sheaf.list_request AS l
       SET crashes = 0,
           retry_at = '-infinity'
      FROM changed AS c
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE $2::text = 'active'
       AND c.state = 'held'
       AND h.verdict IS NULL
       AND l.repository_id = h.repository_id
       AND l.harvest_id = h.harvest_id
       AND l.crashes > 0
), left_alone AS (
    -- What a person asked for stops too, until it is asked for again.
    UPDATE sheaf.harvest AS h
       SET asked_by = 'schedule'
      FROM changed AS c
     WHERE $2::text = 'paused'
       AND h.repository_id = c.repository_id
       AND h.asked_by = 'operator'
       AND h.kind <> 'import'
       AND h.verdict IS NULL
), ended AS (
    UPDATE sheaf.harvest AS h
       SET verdict = 'partial',
           reason = 'the repository was retired before the list ended',
           started_at = coalesce(h.started_at, (SELECT sheaf.clock())),
           ended_at = (SELECT sheaf.clock())
      FROM changed AS c
     WHERE $2::text = 'retired'
       AND h.repository_id = c.repository_id
       AND h.verdict IS NULL
    RETURNING h.repository_id, h.harvest_id
), voided AS (
    UPDATE sheaf.sweep AS s
       SET outcome = 'void'
      FROM ended AS h
     WHERE s.repository_id = h.repository_id
       AND s.harvest_id = h.harvest_id
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING ended AS h
     WHERE w.repository_id = h.repository_id
       AND w.harvest_id = h.harvest_id
), told AS (
    INSERT INTO sheaf.event (repository_id, at, kind, text)
    SELECT c.repository_id, (SELECT sheaf.clock()),
           CASE $2::text WHEN 'active' THEN 'resumed' ELSE $2::text END,
           CASE $2::text
               WHEN 'paused' THEN 'it was paused: it is harvested only when asked for'
               WHEN 'retired' THEN 'it was retired: it is asked no more, and what it brought stays'
               ELSE concat('it was resumed; before, it was ', c.state,
                           ': ' || c.reason) END
      FROM changed AS c
), done AS (
    UPDATE sheaf.repository AS r
       SET state = $2::text
      FROM changed AS c
     WHERE r.repository_id = c.repository_id
)
SELECT r.name, r.state, c.repository_id IS NOT NULL, c.reason,
       c.metadata_prefix, c.crashes,
       (SELECT count(*)
          FROM ended AS e
         WHERE e.repository_id = r.repository_id)
  FROM sheaf.repository AS r
  LEFT JOIN changed AS c USING (repository_id)
 WHERE r.repository_id = ANY ($1::bigint[])
 ORDER BY r.name
