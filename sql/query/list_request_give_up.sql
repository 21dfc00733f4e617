-- No more requests: the list is not whole. What it had put aside (see
-- page_known.sql) and nobody asks for any more waits in quarantine. No row:
-- fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 fault, $7 reason
-- $8 seconds in which nobody may ask the host (Retry-After); 0: it did not say
-- $9 it is not about this list: the other parts of the harvest end too
-- $10 OAI-PMH error code or HTTP status (NULL: neither)
-- $11 what was learned about the repository did not help: forget it
-- $12 so many parts of a list may be lost; then, if no more than those came
-- whole, it is not about a part
WITH held AS (
    -- The host first, as everybody locks them.
    SELECT x.host
      FROM sheaf.host AS x
      JOIN sheaf.repository AS r USING (host)
     WHERE r.repository_id = $1::bigint
       AND $8::double precision > 0
       FOR UPDATE OF x
), fence AS (
    UPDATE sheaf.list_request
       SET is_ended = true,
           fault = $6::text,
           reason = $7::text,
           error = $10::text
     WHERE repository_id = $1::bigint
       AND harvest_id = $2::bigint
       AND n = $3::integer
       AND lease_id = $4::uuid
       AND page_number = $5::integer
       AND NOT is_ended
       AND ($8::double precision <= 0 OR EXISTS (SELECT 1 FROM held))
    RETURNING repository_id, harvest_id, n, is_extra, verb, token
), sum AS (
    -- As it was before: with this one, one more is lost.
    SELECT f.repository_id, f.harvest_id, f.n,
           $9::boolean
           OR h.pages = 0
           OR (count(*) FILTER (WHERE p.fault IS NOT NULL) + 1
                   >= $12::bigint
               AND count(*) FILTER (WHERE p.fault IS NULL)
                   <= count(*) FILTER (WHERE p.fault IS NOT NULL)) AS is_all
      FROM fence AS f
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
      LEFT JOIN sheaf.list_request AS p
             ON p.repository_id = f.repository_id
            AND p.harvest_id = f.harvest_id
            AND p.n <> f.n
            AND p.is_ended
            AND NOT p.is_split
            AND NOT p.is_extra
     WHERE NOT f.is_extra
     GROUP BY f.repository_id, f.harvest_id, f.n, h.pages
), others AS (
    UPDATE sheaf.list_request AS l
       SET is_ended = s.is_all,
           fault = CASE WHEN s.is_all THEN $6::text ELSE l.fault END,
           reason = CASE WHEN s.is_all THEN $7::text ELSE l.reason END,
           -- Never right behind a failure.
           retry_at = greatest(l.retry_at,
               (SELECT sheaf.clock()) + interval '1 minute')
      FROM sum AS s
     WHERE l.repository_id = s.repository_id
       AND l.harvest_id = s.harvest_id
       AND l.n <> s.n
       AND NOT l.is_ended
    RETURNING l.repository_id, l.harvest_id, l.n, l.is_extra, l.verb, l.token,
              l.is_ended
), left_over AS (
    INSERT INTO sheaf.quarantine (repository_id, harvest_id, page_number,
           metadata_prefix, identifier, bytes, length, reason, at, rule)
    SELECT DISTINCT h.repository_id, h.harvest_id, $5::integer,
           h.metadata_prefix, w.identifier, ''::bytea, 0,
           'it is listed as older than it is here, and was not asked for by itself: '
               || $7::text,
           (SELECT sheaf.clock()), 'answer'
      FROM (SELECT repository_id, harvest_id, n, is_extra, verb, token
              FROM fence
            UNION ALL
            SELECT repository_id, harvest_id, n, is_extra, verb, token
              FROM others
             WHERE is_ended) AS l
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
      JOIN sheaf.wanted AS w USING (repository_id, harvest_id, n)
     -- The token of one that asks is the next identifier.
     WHERE ((l.is_extra AND w.identifier >= coalesce(l.token, ''))
            OR l.verb = 'ListRecords')
       -- It stands there already, or came meanwhile. NOT IN: one look at what
       -- the repository has there, whatever is known of the table.
       AND w.identifier NOT IN (
               SELECT q.identifier
                 FROM sheaf.quarantine AS q
                 JOIN sheaf.harvest AS o
                   ON o.repository_id = q.repository_id
                  AND o.metadata_prefix = q.metadata_prefix
                WHERE q.repository_id = $1::bigint
                  AND o.harvest_id = $2::bigint
                  AND q.identifier IS NOT NULL
                  AND (q.read_at IS NULL OR q.read_at >= o.started_at))
       AND NOT EXISTS (
               SELECT 1
                 FROM sheaf.record AS c
                WHERE c.repository_id = h.repository_id
                  AND c.identifier = w.identifier
                  AND c.metadata_prefix = h.metadata_prefix
                  AND c.harvest_id = h.harvest_id)
    RETURNING 1
), rested AS (
    UPDATE sheaf.host AS x
       SET not_before = greatest(x.not_before, (SELECT sheaf.clock())
               + make_interval(secs => $8::double precision))
      FROM fence AS f
      JOIN sheaf.repository AS r USING (repository_id)
     WHERE x.host = r.host
       AND $8::double precision > 0
), inquired AS (
    -- It may have changed what it says of itself.
    UPDATE sheaf.repository AS r
       SET identify_due = least(r.identify_due, (SELECT sheaf.clock()))
      FROM fence AS f
     WHERE r.repository_id = f.repository_id
       AND $10::text = 'badArgument'
), forgotten AS (
    DELETE FROM sheaf.quirk AS q
     USING fence AS f
     WHERE q.repository_id = f.repository_id
       AND q.setting = 'learned'
       AND $11::boolean
    RETURNING q.repository_id, f.harvest_id, q.quirk
), told AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'quirk',
           format('quirk %s is forgotten: a list failed with it, and the next harvest asks in the usual way',
                  quirk)
      FROM forgotten
)
UPDATE sheaf.harvest AS h
   SET requests = h.requests + 1,
       records = h.records + (SELECT count(*) FROM left_over),
       quarantined = h.quarantined + (SELECT count(*) FROM left_over)
  FROM fence AS f
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING h.harvest_id
