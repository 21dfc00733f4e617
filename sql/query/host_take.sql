-- Takes the host that has waited longest, for one lease; a worker that dies
-- gives it back by doing nothing. No row: nothing is due.
-- $1 worker, $2 lease_id, $3 lease in seconds
-- $4 harvest_ids: only hosts that these are at, due or not; NULL: any
UPDATE sheaf.host
   SET worker = $1::text,
       lease_id = $2::uuid,
       lease_until = (SELECT sheaf.clock()) + make_interval(secs => $3::bigint)
 WHERE host = (
           SELECT host
             FROM sheaf.host AS due
            WHERE lease_until <= (SELECT sheaf.clock())
              AND not_before <= (SELECT sheaf.clock())
              AND ($4::bigint[] IS NOT NULL
                   OR next_due <= (SELECT sheaf.clock()))
              AND ($4::bigint[] IS NULL
                   OR EXISTS (
                       SELECT 1
                         FROM sheaf.harvest AS h
                         JOIN sheaf.repository AS r USING (repository_id)
                         JOIN sheaf.list_request AS l
                              USING (repository_id, harvest_id)
                        WHERE r.host = due.host
                          AND h.harvest_id = ANY ($4::bigint[])
                          AND h.verdict IS NULL
                          AND (r.state NOT IN ('held', 'paused', 'retired')
                               OR (r.state = 'paused'
                                   AND h.asked_by = 'operator'))
                        GROUP BY h.repository_id, h.harvest_id
                       HAVING coalesce(min(l.retry_at)
                                  FILTER (WHERE NOT l.is_ended), '-infinity')
                              <= (SELECT sheaf.clock())))
            ORDER BY next_due, host
            LIMIT 1
              FOR UPDATE SKIP LOCKED)
RETURNING host, (extract(epoch FROM delay) * 1000)::bigint, connections, asked
