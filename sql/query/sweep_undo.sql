-- Behind sweep_lock.sql: whatever a sweep concluded is as if it had not been,
-- and is not concluded again for a while; but what another sweep found gone as well stays so, be it
-- of a set or of the whole repository. Says how many it looked at: fewer than
-- wanted, and that was all. No row: it is under way, or has concluded nothing.
-- $1 repository_id, $2 harvest_id, $3 days it is spared, $4 records at a time
WITH sweep AS (
    SELECT s.repository_id, s.harvest_id, (SELECT sheaf.clock()) AS at,
           pg_current_xact_id() AS changed_in
      FROM sheaf.sweep AS s
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.outcome IN ('found', 'confirmed')
       FOR UPDATE OF s
), batch AS MATERIALIZED (
    SELECT f.*, a.identifier, a.metadata_prefix, a.set_spec
      FROM sweep AS f
     CROSS JOIN LATERAL (
           SELECT identifier, metadata_prefix, set_spec
             FROM sheaf.absence
            WHERE repository_id = f.repository_id
              AND missed_in >= f.harvest_id
              AND counted_in = f.harvest_id
            ORDER BY identifier
            LIMIT $4::bigint) AS a
), changed AS (
    UPDATE sheaf.record AS r
       SET status = 'live',
           changed_at = i.at,
           changed_in = i.changed_in
      FROM (SELECT b.*
              FROM batch AS b
             WHERE NOT EXISTS (
                   SELECT 1
                     FROM sheaf.absence AS o
                    WHERE o.repository_id = b.repository_id
                      AND o.identifier = b.identifier
                      AND o.metadata_prefix = b.metadata_prefix
                      AND o.set_spec <> b.set_spec
                      AND (o.is_concluded OR o.strikes > 0)
                      -- Else it is said to have left a set, and no more.
                      AND (o.set_spec = '' OR o.answer IS NOT NULL))
             ORDER BY b.identifier
            OFFSET 0) AS i
     WHERE r.repository_id = i.repository_id
       AND r.identifier = i.identifier
       AND r.metadata_prefix = i.metadata_prefix
       AND r.status IN ('missing', 'gone')
    RETURNING r.repository_id, r.identifier
), spared AS (
    UPDATE sheaf.absence AS a
       SET strikes = 0,
           is_concluded = false,
           answer = NULL,
           counted_in = NULL,
           spared_until = i.at + make_interval(days => $3::integer)
      FROM (SELECT *
              FROM batch
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
       AND a.set_spec = i.set_spec
    RETURNING 1
), marked AS (
    -- As in page_store.sql.
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM changed
     ORDER BY identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
), finished AS (
    UPDATE sheaf.sweep AS s
       SET outcome = CASE WHEN n.is_last THEN 'undone' ELSE s.outcome END,
           missing = CASE WHEN n.is_last THEN 0 ELSE s.missing END,
           gone = CASE WHEN n.is_last THEN 0 ELSE s.gone END
      FROM sweep AS f
     CROSS JOIN (SELECT count(*) < $4::bigint AS is_last FROM batch) AS n
     WHERE s.repository_id = f.repository_id
       AND s.harvest_id = f.harvest_id
    RETURNING s.repository_id, s.harvest_id, s.outcome, s.missed, s.live
), told AS (
    UPDATE sheaf.harvest AS h
       SET reason = format('%s of %s records %s not listed; undone on %s UTC:'
                               ' nothing is concluded from it',
                           f.missed, f.live,
                           CASE f.missed WHEN 1 THEN 'was' ELSE 'were' END,
                           to_char((SELECT sheaf.clock()) AT TIME ZONE 'UTC',
                                   'YYYY-MM-DD HH24:MI'))
      FROM finished AS f
     WHERE h.repository_id = f.repository_id
       AND h.harvest_id = f.harvest_id
       AND f.outcome = 'undone'
), noted AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'sweep',
           'a person undid what the sweep had concluded'
      FROM finished
     WHERE outcome = 'undone'
)
SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM spared)
  FROM finished
