-- Behind sweep_lock.sql: a person takes as gone, or out of the set, what a
-- sweep missed and was refused for: the last of its format and set. What came again in the meantime
-- is let go. Says how many it looked at: fewer than wanted, and that was all.
-- No row: it is not refused, or not the last. One under way may see it all
-- again: true, and nothing is done.
-- $1 repository_id, $2 harvest_id, $3 records at a time
WITH later AS (
    SELECT n.outcome IS NULL AS is_open
      FROM sheaf.harvest AS h
      JOIN sheaf.harvest AS o USING (repository_id, metadata_prefix, set_spec)
      JOIN sheaf.sweep AS n
        ON n.repository_id = o.repository_id
       AND n.harvest_id = o.harvest_id
     WHERE h.repository_id = $1::bigint
       AND h.harvest_id = $2::bigint
       AND o.harvest_id > h.harvest_id
       AND n.outcome IS DISTINCT FROM 'void'
), refused AS (
    SELECT s.repository_id, s.harvest_id, h.metadata_prefix, h.set_spec,
           h.started_at, (SELECT sheaf.clock()) AS at,
           pg_current_xact_id() AS changed_in
      FROM sheaf.sweep AS s
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE s.repository_id = $1::bigint
       AND s.harvest_id = $2::bigint
       AND s.outcome = 'refused'
       AND NOT EXISTS (SELECT 1 FROM later)
       FOR UPDATE OF s
), batch AS MATERIALIZED (
    SELECT f.*, a.identifier
      FROM refused AS f
     CROSS JOIN LATERAL (
           SELECT identifier
             FROM sheaf.absence
            WHERE repository_id = f.repository_id
              AND missed_in = f.harvest_id
              AND NOT is_concluded
            ORDER BY identifier
            LIMIT $3::bigint) AS a
), fit AS MATERIALIZED (
    SELECT b.*
      FROM batch AS b
     CROSS JOIN LATERAL (
           SELECT 1
             FROM sheaf.record
            WHERE repository_id = b.repository_id
              AND identifier = b.identifier
              AND metadata_prefix = b.metadata_prefix
              AND status IN ('live', 'missing')
              AND changed_at < b.started_at
              AND harvest_id <= b.harvest_id
            LIMIT 1) AS r
), changed AS (
    UPDATE sheaf.record AS r
       SET status = 'gone',
           changed_at = i.at,
           changed_in = i.changed_in
      FROM (SELECT *
              FROM fit
             WHERE set_spec = ''
             ORDER BY identifier
            OFFSET 0) AS i
     WHERE r.repository_id = i.repository_id
       AND r.identifier = i.identifier
       AND r.metadata_prefix = i.metadata_prefix
       AND r.status IN ('live', 'missing')
       AND r.changed_at < i.started_at
       AND r.harvest_id <= i.harvest_id
    RETURNING r.repository_id, r.identifier
), concluded AS (
    UPDATE sheaf.absence AS a
       SET strikes = greatest(a.strikes, 2),
           counted_in = i.harvest_id,
           is_concluded = true
      FROM (SELECT *
              FROM fit
             WHERE set_spec <> ''
                OR identifier IN (SELECT identifier FROM changed)
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
       AND a.set_spec = i.set_spec
    RETURNING a.identifier
), dropped AS (
    DELETE FROM sheaf.absence AS a
     USING (SELECT *
              FROM batch
             WHERE identifier NOT IN (SELECT identifier FROM concluded)
            OFFSET 0) AS i
     WHERE a.repository_id = i.repository_id
       AND a.identifier = i.identifier
       AND a.metadata_prefix = i.metadata_prefix
       AND a.set_spec = i.set_spec
       AND NOT a.is_concluded
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
       SET gone = s.gone + (SELECT count(*) FROM concluded),
           outcome = CASE WHEN (SELECT count(*) FROM batch) < $3::bigint
                          THEN 'confirmed' ELSE s.outcome END
      FROM refused AS f
     WHERE s.repository_id = f.repository_id
       AND s.harvest_id = f.harvest_id
    RETURNING s.repository_id, s.harvest_id, s.outcome, s.gone, s.missed,
              s.live
), told AS (
    UPDATE sheaf.harvest AS h
       SET reason = format('%s of %s records %s not listed; confirmed on %s'
                               ' UTC: %s taken as %s',
                           f.missed, f.live,
                           CASE f.missed WHEN 1 THEN 'was' ELSE 'were' END,
                           to_char((SELECT sheaf.clock()) AT TIME ZONE 'UTC',
                                   'YYYY-MM-DD HH24:MI'),
                           f.gone, CASE h.set_spec WHEN '' THEN 'gone'
                                   ELSE 'out of the set' END)
      FROM finished AS f
     WHERE h.repository_id = f.repository_id
       AND h.harvest_id = f.harvest_id
       AND f.outcome = 'confirmed'
), noted AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'sweep',
           format('a person took %s records as gone that the sweep had missed',
                  gone)
      FROM finished
     WHERE outcome = 'confirmed'
)
SELECT (SELECT count(*) FROM batch), gone, false
  FROM finished
UNION ALL
SELECT 0, 0, true
 WHERE EXISTS (SELECT 1 FROM later WHERE is_open)
