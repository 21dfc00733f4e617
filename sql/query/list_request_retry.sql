-- A request failed and is to be made again. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 wait in seconds, $7 fault, $8 reason
-- $9 it was the token's failure; $10 start the list again, without token
-- $11 seconds in which nobody may ask the host (Retry-After); 0: it did not say
-- $12 OAI-PMH error code or HTTP status (NULL: neither)
-- $13 the quirk to try (NULL: none), $14 it is another one than before: that is
-- no retry, and counts as none; $15 the one that did not help (NULL: none)
WITH held AS (
    -- The host first, as everybody locks them.
    SELECT x.host
      FROM sheaf.host AS x
      JOIN sheaf.repository AS r USING (host)
     WHERE r.repository_id = $1::bigint
       AND $11::double precision > 0
       FOR UPDATE OF x
), fence AS (
    UPDATE sheaf.list_request AS l
       SET tries = CASE WHEN $10::boolean THEN 0
                        WHEN $14::boolean THEN l.tries
                        ELSE l.tries + 1 END,
           retry_at = (SELECT sheaf.clock())
                      + make_interval(secs => $6::double precision),
           fault = $7::text,
           reason = $8::text,
           error = $12::text,
           trying = $13::text,
           trying_reason = CASE WHEN $14::boolean THEN $8::text
                                WHEN $13::text IS NOT NULL
                                THEN l.trying_reason END,
           tried = CASE WHEN $15::text IS NULL THEN l.tried
                        ELSE l.tried || $15::text END,
           token_failures = CASE WHEN $10::boolean THEN 0
                                 ELSE l.token_failures + ($9::boolean)::integer
                            END,
           restarts = l.restarts + ($10::boolean)::integer,
           token = CASE WHEN $10::boolean THEN NULL ELSE l.token END,
           listed = CASE WHEN $10::boolean THEN 0 ELSE l.listed END,
           unnamed = CASE WHEN $10::boolean THEN 0 ELSE l.unnamed END,
           empty_pages = CASE WHEN $10::boolean THEN 0
                              ELSE l.empty_pages END
     WHERE repository_id = $1::bigint
       AND harvest_id = $2::bigint
       AND n = $3::integer
       AND lease_id = $4::uuid
       AND page_number = $5::integer
       AND NOT is_ended
       AND ($11::double precision <= 0 OR EXISTS (SELECT 1 FROM held))
    RETURNING repository_id, harvest_id, n, retry_at
), others AS (
    -- Nor are the other parts of it asked for before.
    UPDATE sheaf.list_request AS l
       SET retry_at = greatest(l.retry_at, f.retry_at)
      FROM fence AS f
     WHERE l.repository_id = f.repository_id
       AND l.harvest_id = f.harvest_id
       AND l.n <> f.n
       AND NOT l.is_ended
), rested AS (
    -- Now, and not when the host is given back: it holds whoever dies.
    UPDATE sheaf.host AS x
       SET not_before = greatest(x.not_before, (SELECT sheaf.clock())
               + make_interval(secs => $11::double precision))
      FROM fence AS f
      JOIN sheaf.repository AS r USING (repository_id)
     WHERE x.host = r.host
       AND $11::double precision > 0
)
UPDATE sheaf.harvest AS h
   SET requests = h.requests + 1,
       retries = h.retries + 1
  FROM fence AS f
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING h.harvest_id
