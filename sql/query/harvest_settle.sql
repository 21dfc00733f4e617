-- The verdict, and when this selection is next due. No row: fenced, settled
-- already, or not all of its list requests have ended.
-- $1 repository_id, $2 harvest_id, $3 lease_id
-- $4 verdict, $5 proof, $6 fault, $7 reason, $8 next due in seconds
-- $9 state of the repository from now on; NULL: as it is
-- $10 a quirk that it has, as it turned out; NULL: none
-- $11 quirks that would have shown: those learned whose time is over, and that
-- were not learned again, are not needed any more
-- $12 what a person should know of it later (NULL: nothing)
WITH ended AS (
    SELECT l.repository_id, l.harvest_id,
           CASE WHEN bool_and(l.first_response_date IS NOT NULL
                              OR l.is_split OR l.is_extra)
                THEN min(l.first_response_date)
                         FILTER (WHERE NOT l.is_extra) END AS first_response
      FROM sheaf.list_request AS l
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
     GROUP BY l.repository_id, l.harvest_id
    HAVING bool_and(l.is_ended) AND bool_and(l.lease_id = $3::uuid)
), settled AS (
    UPDATE sheaf.harvest AS h
       SET verdict = $4::text,
           proof = $5::text,
           fault = $6::text,
           reason = $7::text,
           started_at = coalesce(h.started_at, (SELECT sheaf.clock())),
           ended_at = (SELECT sheaf.clock())
      FROM ended AS e
     WHERE h.repository_id = e.repository_id
       AND h.harvest_id = e.harvest_id
       AND h.verdict IS NULL
    RETURNING h.repository_id, h.harvest_id, h.selection_id, h.started_at,
              e.first_response, h.kind = 'full' AND h.records = 0 AS is_empty,
              h.kind, h.metadata_prefix, h.deleted
), state AS (
    UPDATE sheaf.repository AS r
       SET state = $9::text
      FROM settled AS h
     WHERE r.repository_id = h.repository_id
       AND r.state <> $9::text
       AND r.state NOT IN ('held', 'paused', 'retired')
    RETURNING r.repository_id
), learned AS (
    INSERT INTO sheaf.quirk AS q (repository_id, quirk, setting, reason, since,
           until)
    SELECT repository_id, $10::text, 'learned', $7::text,
           (SELECT sheaf.clock()), (SELECT sheaf.clock()) + interval '30 days'
      FROM settled
     WHERE $10::text IS NOT NULL
    ON CONFLICT (repository_id, quirk) DO UPDATE
       SET reason = excluded.reason,
           since = excluded.since,
           until = excluded.until
     WHERE q.setting = 'learned'
    RETURNING q.repository_id, q.quirk, q.reason
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING settled AS h
     WHERE w.repository_id = h.repository_id
       AND w.harvest_id = h.harvest_id
), selection AS (
    -- next_from: the first response of all, by the repository's own clock,
    -- less the overlap; never past the start of the harvest by our clock,
    -- never back. Without a readable responseDate it stays what it was, and
    -- so it does where a repository says that it has nothing at all: whatever
    -- it has tomorrow will carry the datestamps of years ago.
    UPDATE sheaf.selection AS s
       SET next_from = CASE WHEN $4::text = 'complete'
                             AND h.first_response IS NOT NULL
                             AND NOT h.is_empty
                            THEN greatest(s.next_from,
                                     least(h.first_response, h.started_at)
                                     - CASE WHEN k.is_local
                                            THEN greatest(r.overlap,
                                                          interval '1 day')
                                            ELSE r.overlap END)
                            ELSE s.next_from END,
           failures = CASE WHEN $4::text = 'complete' THEN 0
                           ELSE s.failures + 1 END,
           next_due = (SELECT sheaf.clock())
                      + make_interval(secs => $8::double precision)
      FROM settled AS h
      JOIN sheaf.repository AS r USING (repository_id)
     CROSS JOIN LATERAL (
           SELECT EXISTS (
                      SELECT 1
                        FROM sheaf.quirk AS q
                       WHERE q.repository_id = r.repository_id
                         AND q.quirk = 'local-time'
                         AND q.setting <> 'off') AS is_local) AS k
     WHERE s.repository_id = h.repository_id
       AND s.selection_id = h.selection_id
    RETURNING 1
), mended AS (
    DELETE FROM sheaf.quirk AS q
     USING settled AS h
     WHERE $4::text = 'complete'
       AND q.repository_id = h.repository_id
       AND q.setting = 'learned'
       AND q.until <= h.started_at
       AND q.quirk = ANY ($11::text[])
    RETURNING q.repository_id, h.harvest_id, q.quirk
), told AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'quirk',
           format('quirk %s is not needed any more: a harvest was complete without it',
                  quirk)
      FROM mended
    UNION ALL
    SELECT l.repository_id, (SELECT sheaf.clock()), h.harvest_id, 'quirk',
           format('quirk %s was learned: %s', l.quirk, l.reason)
      FROM learned AS l
      JOIN settled AS h USING (repository_id)
    UNION ALL
    -- The repository says so, and it is believed; but somebody should know.
    SELECT h.repository_id, (SELECT sheaf.clock()), h.harvest_id, 'deletion',
           format('%s records were deleted in one harvest, more than are left',
                  h.deleted)
      FROM settled AS h
     WHERE h.kind = 'incremental'
       AND h.deleted > 100
       AND h.deleted > (SELECT count(*)
                          FROM (SELECT 1
                                  FROM sheaf.record AS e
                                 WHERE e.repository_id = h.repository_id
                                   AND e.metadata_prefix = h.metadata_prefix
                                   AND e.status IN ('live', 'missing')
                                 LIMIT h.deleted) AS here)
    UNION ALL
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'unlisted',
           $12::text
      FROM settled
     WHERE $12::text IS NOT NULL
       -- Where nothing says what has changed, every harvest is full.
       AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.event AS e
                 JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
                WHERE e.repository_id = $1::bigint
                  AND e.kind = 'unlisted'
                  AND h.selection_id IS NOT DISTINCT FROM settled.selection_id
                  AND e.at > (SELECT sheaf.clock()) - interval '7 days')
)
SELECT harvest_id, (SELECT count(*) FROM state),
       (SELECT count(*) FROM selection),
       (SELECT r.verify_tls
          FROM sheaf.repository AS r
         WHERE r.repository_id = $1::bigint)
  FROM settled
