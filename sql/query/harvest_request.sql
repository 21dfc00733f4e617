-- Asks for a harvest on behalf of a person. One that is open already and asks
-- the same is joined. Locks the host's row first: its holder cannot give it
-- back without seeing this.
-- $1 repository_id, $2 metadata_prefix, $3 set_spec ('' for all)
-- $4 from, $5 until (timestamptz, NULL for none), $6 everything again
WITH asked AS (
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1,
           next_due = least(x.next_due, (SELECT sheaf.clock()))
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
    RETURNING r.repository_id
), wanted AS (
    SELECT a.repository_id,
           CASE WHEN $4::timestamptz IS NULL AND $5::timestamptz IS NULL
                THEN s.selection_id END AS selection_id,
           CASE WHEN $4::timestamptz IS NOT NULL
                  OR $5::timestamptz IS NOT NULL
                  OR s.selection_id IS NULL THEN 'one-off'
                WHEN $6::boolean OR s.next_from IS NULL
                  OR sheaf.has_quirk(a.repository_id, 'no-dates') THEN 'full'
                ELSE 'incremental' END AS kind,
           CASE WHEN $4::timestamptz IS NOT NULL
                  OR $5::timestamptz IS NOT NULL THEN $4::timestamptz
                WHEN $6::boolean
                  OR sheaf.has_quirk(a.repository_id, 'no-dates') THEN NULL
                ELSE s.next_from END AS from_instant
      FROM asked AS a
      LEFT JOIN sheaf.selection AS s
        ON s.repository_id = a.repository_id
       AND s.metadata_prefix = $2::text
       AND s.set_spec = $3::text
), joined AS (
    SELECT h.repository_id, h.harvest_id
      FROM wanted AS w
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE h.verdict IS NULL
       AND h.metadata_prefix = $2::text
       AND h.set_spec = $3::text
       AND h.kind = w.kind
       AND h.from_instant IS NOT DISTINCT FROM w.from_instant
       AND h.until_instant IS NOT DISTINCT FROM $5::timestamptz
       -- Not what asks for single records: see quarantine_retry.sql.
       AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.list_request AS l
                WHERE h.kind = 'one-off'
                  AND l.repository_id = h.repository_id
                  AND l.harvest_id = h.harvest_id
                  AND l.n = 1
                  AND l.verb = 'GetRecord'
                  AND NOT l.is_extra)
     ORDER BY h.harvest_id
     LIMIT 1
), hurried AS (
    -- Whoever asks now does not wait for the back-off of an earlier failure.
    UPDATE sheaf.list_request AS l
       SET retry_at = '-infinity'
      FROM joined AS j
     WHERE l.repository_id = j.repository_id
       AND l.harvest_id = j.harvest_id
), wished AS (
    -- It goes on although its repository is paused.
    UPDATE sheaf.harvest AS h
       SET asked_by = 'operator'
      FROM joined AS j
     WHERE h.repository_id = j.repository_id
       AND h.harvest_id = j.harvest_id
       AND h.asked_by <> 'operator'
), begun AS (
    INSERT INTO sheaf.harvest (repository_id, selection_id, metadata_prefix,
           set_spec, kind, asked_by, asked_at, from_instant, until_instant)
    SELECT w.repository_id, w.selection_id, $2::text, $3::text, w.kind,
           'operator', (SELECT sheaf.clock()), w.from_instant, $5::timestamptz
      FROM wanted AS w
     WHERE NOT EXISTS (SELECT 1 FROM joined)
    RETURNING repository_id, harvest_id, from_instant, until_instant
), listed AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n,
           from_instant, until_instant)
    SELECT repository_id, harvest_id, 1, from_instant, until_instant
      FROM begun
)
SELECT harvest_id, true FROM joined
UNION ALL
SELECT harvest_id, false FROM begun
