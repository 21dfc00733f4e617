-- The next of what a sweep missed gets its strike: a record is missing the
-- first time, gone the second; or it has left the set. What GetRecord answered
-- is a strike too, if it can be believed: only where asking came to its end,
-- and so to a record that is listed, and that one came. A second sweep within
-- the hour is none: whatever ails a repository may last so long. What came
-- again in the meantime is let go. Says how many it looked at: fewer than
-- wanted, and that was all. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 lease_id, $4 records at a time
WITH fence AS (
    SELECT s.repository_id, s.harvest_id, h.metadata_prefix, h.set_spec,
           h.started_at, s.is_urgent,
           s.control IS NOT NULL AND NOT s.is_doubtful AND EXISTS (
               SELECT 1
                 FROM sheaf.list_request AS g
                WHERE g.repository_id = s.repository_id
                  AND g.harvest_id = s.harvest_id
                  AND g.n = 2
                  AND g.is_ended
                  AND g.fault IS NULL) AS is_believed,
           CASE WHEN s.phase = 'marking' THEN s.after ELSE '' END AS after,
           (SELECT sheaf.clock()) AS at, pg_current_xact_id() AS changed_in
      FROM sheaf.sweep AS s
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.phase IN ('compared', 'matched', 'asked', 'marking')
       AND h.verdict IS NULL
       AND EXISTS (
           SELECT 1
             FROM sheaf.list_request AS l
            WHERE l.repository_id = s.repository_id
              AND l.harvest_id = s.harvest_id
              AND l.n = 1
              AND l.lease_id = $3::uuid)
       FOR UPDATE OF s
), batch AS MATERIALIZED (
    SELECT f.*, a.identifier, a.strikes,
           a.answer IS NOT NULL AND f.is_believed AS is_answered,
           a.strikes = 0 OR f.is_urgent
               OR a.since <= f.started_at - interval '1 hour' AS is_counted
      FROM fence AS f
     CROSS JOIN LATERAL (
           SELECT identifier, strikes, answer, since
             FROM sheaf.absence
            WHERE repository_id = f.repository_id
              AND missed_in = f.harvest_id
              AND identifier > f.after
            ORDER BY identifier
            LIMIT $4::bigint) AS a
), judged AS (
    SELECT b.*, b.strikes + b.is_counted::integer + b.is_answered::integer >= 2
                AS is_second
      FROM batch AS b
), fit AS MATERIALIZED (
    SELECT j.*,
           CASE WHEN j.set_spec <> '' AND NOT j.is_answered THEN r.status
                WHEN j.is_second THEN 'gone'
                ELSE 'missing' END AS status
      FROM judged AS j
     CROSS JOIN LATERAL (
           SELECT status
             FROM sheaf.record
            WHERE repository_id = j.repository_id
              AND identifier = j.identifier
              AND metadata_prefix = j.metadata_prefix
              AND status IN ('live', 'missing')
              AND first_seen < j.started_at
              AND changed_at < j.started_at
              AND harvest_id <= j.harvest_id
            LIMIT 1) AS r
), changed AS (
    UPDATE sheaf.record AS r
       SET status = i.status,
           changed_at = i.at,
           changed_in = i.changed_in
      FROM (SELECT *
              FROM fit
             ORDER BY identifier
            OFFSET 0) AS i
     WHERE r.repository_id = i.repository_id
       AND r.identifier = i.identifier
       AND r.metadata_prefix = i.metadata_prefix
       AND r.status IN ('live', 'missing')
       AND r.status <> i.status
       AND r.changed_at < i.started_at
       AND r.harvest_id <= i.harvest_id
    RETURNING r.repository_id, r.identifier, r.status
), struck AS (
    UPDATE sheaf.absence AS a
       SET strikes = a.strikes + i.is_counted::integer
                     + i.is_answered::integer,
           counted_in = i.harvest_id,
           since = CASE WHEN a.strikes = 0 THEN i.started_at ELSE a.since END,
           is_concluded = i.is_second
               AND (i.status <> 'gone' OR i.identifier IN (
                        SELECT identifier
                          FROM changed
                         WHERE status = 'gone'))
      FROM (SELECT *
              FROM fit
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
       AND a.set_spec = i.set_spec
    RETURNING a.is_concluded
), dropped AS (
    DELETE FROM sheaf.absence AS a
     USING (SELECT *
              FROM batch
             WHERE identifier NOT IN (SELECT identifier FROM fit)
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
       AND a.set_spec = i.set_spec
), marked AS (
    -- As in page_store.sql.
    INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
    SELECT repository_id, identifier
      FROM changed
     WHERE status = 'gone'
     ORDER BY identifier
    ON CONFLICT (repository_id, identifier) DO UPDATE
       SET crashes = 0,
           is_held = false
     WHERE s.crashes > 0
)
UPDATE sheaf.sweep AS s
   SET after = coalesce((SELECT max(identifier) FROM batch), ''),
       missing = s.missing + (SELECT count(*) FROM struck
                               WHERE NOT is_concluded),
       gone = s.gone + (SELECT count(*) FROM struck WHERE is_concluded),
       phase = CASE WHEN (SELECT count(*) FROM batch) < $4::bigint
                    THEN 'marked' ELSE 'marking' END
  FROM fence AS f
 WHERE s.repository_id = f.repository_id
   AND s.harvest_id = f.harvest_id
RETURNING (SELECT count(*) FROM batch)
