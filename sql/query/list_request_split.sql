-- Others take the place of a list request: date windows, one a row of the
-- arrays, or none where it goes on by itself, asking for headers first and then
-- for the records that we do not have. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 from, $7 until of the windows (arrays; NULL inside: none)
-- $8 a request failed, $9 fault, $10 why, for people
WITH fence AS (
    UPDATE sheaf.list_request AS l
       SET is_ended = cardinality($6::timestamptz[]) > 0,
           is_split = cardinality($6::timestamptz[]) > 0,
           verb = CASE WHEN cardinality($6::timestamptz[]) > 0
                       THEN 'ListRecords'
                       ELSE 'ListIdentifiers' END,
           token = NULL,
           token_expires = NULL,
           listed = 0,
           unnamed = 0,
           tries = 0,
           token_failures = 0,
           restarts = 0,
           empty_pages = 0,
           fault = $9::text,
           reason = $10::text,
           -- Never right behind a failure.
           retry_at = CASE WHEN $8::boolean
                           THEN (SELECT sheaf.clock()) + interval '1 minute'
                           ELSE '-infinity' END
     WHERE repository_id = $1::bigint
       AND harvest_id = $2::bigint
       AND n = $3::integer
       AND lease_id = $4::uuid
       AND page_number = $5::integer
       AND NOT is_ended
    RETURNING repository_id, harvest_id, n, lease_id, retry_at, tried
), others AS (
    UPDATE sheaf.list_request AS l
       SET retry_at = greatest(l.retry_at, f.retry_at)
      FROM fence AS f
     WHERE l.repository_id = f.repository_id
       AND l.harvest_id = f.harvest_id
       AND l.n <> f.n
       AND NOT l.is_ended
), parts AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, lease_id,
           from_instant, until_instant, retry_at, tried)
    SELECT f.repository_id, f.harvest_id,
           (SELECT max(l.n)
              FROM sheaf.list_request AS l
             WHERE l.repository_id = $1::bigint
               AND l.harvest_id = $2::bigint) + i.position,
           f.lease_id, i.from_instant, i.until_instant, f.retry_at, f.tried
      FROM fence AS f,
           unnest($6::timestamptz[], $7::timestamptz[]) WITH ORDINALITY
           AS i(from_instant, until_instant, position)
    RETURNING 1
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING fence AS f
     WHERE w.repository_id = f.repository_id
       AND w.harvest_id = f.harvest_id
       AND w.n = f.n
), noted AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'window',
           $10::text
      FROM fence
)
UPDATE sheaf.harvest AS h
   SET vain = h.vain + ($8::boolean
                        AND cardinality($6::timestamptz[]) > 0)::integer,
       requests = h.requests + ($8::boolean)::integer,
       retries = h.retries + ($8::boolean)::integer
  FROM fence AS f
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING h.harvest_id, (SELECT count(*) FROM parts)
