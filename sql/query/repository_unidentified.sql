-- Identify was not answered. It is asked again a day after the rest that it asked
-- for, before whatever harvest there is: lists get their turn before that, and
-- count their tries. Told once a week. Its lists rest as after every failure. No
-- row: the lease is lost, or the harvest that asked has ended.
-- $1 repository_id, $2 lease_id, $3 why not
-- $4 seconds in which nobody may ask the host (Retry-After); 0: it did not say
-- $5 harvest_id
WITH held AS (
    -- As in repository_identified.sql.
    SELECT x.host, r.repository_id, r.state, (SELECT sheaf.clock()) AS now
      FROM sheaf.host AS x
      JOIN sheaf.repository AS r USING (host)
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE r.repository_id = $1::bigint
       AND x.lease_id = $2::uuid
       AND h.harvest_id = $5::bigint
       AND h.verdict IS NULL
       FOR UPDATE OF x
       FOR SHARE OF h
), put_off AS (
    UPDATE sheaf.repository AS r
       SET identify_due = p.now + interval '1 day'
               + make_interval(secs => $4::double precision)
      FROM held AS p
     WHERE r.repository_id = p.repository_id
    RETURNING r.repository_id, p.now
), rested AS (
    UPDATE sheaf.host AS x
       SET not_before = greatest(x.not_before,
               p.now + make_interval(secs => $4::double precision))
      FROM held AS p
     WHERE x.host = p.host
       AND $4::double precision > 0
), lists AS (
    -- Whoever refuses us gets one request a day; what is under way there waits
    -- for that, and counts how often.
    UPDATE sheaf.list_request AS l
       SET retry_at = greatest(l.retry_at, p.now
               + CASE WHEN p.state = 'blocked' AND l.token IS NOT NULL
                      THEN interval '1 day' ELSE interval '1 minute' END),
           tries = l.tries
               + (p.state = 'blocked' AND l.token IS NOT NULL)::integer
      FROM held AS p
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE h.verdict IS NULL
       AND h.kind <> 'import'
       AND l.repository_id = h.repository_id
       AND l.harvest_id = h.harvest_id
       AND NOT l.is_ended
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
