-- Gives a host back. No row: the lease is lost, or people asked for something
-- that this holder has not seen yet (then it looks again).
-- $1 host, $2 lease_id, $3 asked, as far as the holder has seen
-- $4 seconds in which nobody may ask the host (Retry-After, politeness)
WITH given AS (
    UPDATE sheaf.host AS x
       SET worker = NULL,
           lease_id = NULL,
           lease_until = '-infinity',
           not_before = greatest(x.not_before, (SELECT sheaf.clock())
                                 + make_interval(secs => $4::double precision)),
           next_due = least(
               (SELECT min(s.next_due)
                  FROM sheaf.selection AS s
                  JOIN sheaf.repository AS r USING (repository_id)
                 WHERE r.host = $1::text
                   AND r.state NOT IN ('held', 'paused', 'retired')
                   AND NOT EXISTS (
                       SELECT 1
                         FROM sheaf.harvest AS h
                        WHERE h.repository_id = s.repository_id
                          AND h.selection_id = s.selection_id
                          AND h.verdict IS NULL)),
               -- As sweep_begin.sql has it.
               (SELECT min(s.sweep_due)
                  FROM sheaf.selection AS s
                  JOIN sheaf.repository AS r USING (repository_id)
                 WHERE r.host = $1::text
                   AND s.next_from IS NOT NULL
                   AND r.state IN ('active', 'late')
                   AND (s.sweep_again
                        OR (r.sweep IS NOT NULL
                            AND sheaf.is_swept(r.deleted_record, s.set_spec)))
                   AND NOT EXISTS (
                       SELECT 1
                         FROM sheaf.harvest AS h
                        WHERE h.repository_id = s.repository_id
                          AND h.verdict IS NULL
                          AND h.metadata_prefix = s.metadata_prefix
                          AND h.set_spec = s.set_spec
                          AND (h.kind = 'sweep'
                               OR h.selection_id = s.selection_id))),
               -- Of a harvest: its next request, or its verdict when all of its
               -- list requests have ended.
               (SELECT min(o.due)
                  FROM (SELECT coalesce(min(l.retry_at)
                                   FILTER (WHERE NOT l.is_ended),
                                   '-infinity') AS due
                          FROM sheaf.list_request AS l
                          JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
                          JOIN sheaf.repository AS r USING (repository_id)
                         WHERE r.host = $1::text
                           AND (r.state NOT IN ('held', 'paused', 'retired')
                                OR (r.state = 'paused'
                                    AND h.asked_by = 'operator'))
                           AND h.verdict IS NULL
                           AND h.kind <> 'import'
                         GROUP BY h.repository_id, h.harvest_id) AS o),
               'infinity'::timestamptz)
     WHERE x.host = $1::text
       AND x.lease_id = $2::uuid
       AND x.asked = $3::bigint
    RETURNING x.host
), returned AS (
    -- Nothing is under way: whoever takes them next can rely on that.
    UPDATE sheaf.list_request AS l
       SET lease_id = NULL
      FROM given AS g
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE h.verdict IS NULL
       AND l.repository_id = h.repository_id
       AND l.harvest_id = h.harvest_id
       AND l.lease_id = $2::uuid
       AND l.token IS NOT NULL
)
SELECT host FROM given
