-- A page of headers (ListIdentifiers): those that we do not have as they are
-- listed are asked for one by one when the list has ended. No row: fenced.
--
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 the page ends here; $7 the list ends here; $8 the next token
-- $9 responseDate, $10 completeListSize, $11 cursor, $12 the token expires in
-- so many seconds
-- $13 headers listed, $14 repairs, $15 bytes
-- $16 identifier, $17 header_hash: an array each
-- rejects: $18 identifier, $19 bytes, $20 length, $21 reason, $24 rule
-- $22 listed in the whole page, when it ends; $23 of these, unnamed rejects
WITH fence AS (
    UPDATE sheaf.list_request AS l
       SET page_number = l.page_number + ($6::boolean)::integer,
           verb = CASE WHEN $7::boolean THEN 'GetRecord' ELSE l.verb END,
           token = CASE WHEN $7::boolean THEN NULL
                        WHEN $6::boolean THEN $8::text
                        ELSE l.token END,
           token_expires = CASE WHEN $6::boolean
                                THEN (SELECT sheaf.clock())
                                     + make_interval(
                                         secs => $12::double precision)
                                ELSE l.token_expires END,
           cursor = coalesce($11::bigint, l.cursor),
           complete_list_size = coalesce($10::bigint, l.complete_list_size),
           first_response_date = coalesce(l.first_response_date,
               CASE WHEN l.token IS NULL THEN $9::timestamptz END),
           listed = l.listed + $22::bigint,
           unnamed = l.unnamed + $23::bigint,
           empty_pages = CASE WHEN $22::bigint > 0 THEN 0
                              WHEN $6::boolean THEN l.empty_pages + 1
                              ELSE l.empty_pages END,
           tries = CASE WHEN $6::boolean THEN 0 ELSE l.tries END,
           token_failures = CASE WHEN $6::boolean THEN 0
                                 ELSE l.token_failures END,
           crashes = CASE WHEN $6::boolean THEN 0 ELSE l.crashes END,
           fault = CASE WHEN NOT $6::boolean THEN l.fault END,
           reason = CASE WHEN NOT $6::boolean THEN l.reason END,
           retry_at = '-infinity'
      FROM sheaf.harvest AS h
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.n = $3::integer
       AND l.lease_id = $4::uuid
       AND l.page_number = $5::integer
       AND NOT l.is_ended
       AND h.repository_id = l.repository_id
       AND h.harvest_id = l.harvest_id
       AND h.verdict IS NULL
    RETURNING l.repository_id, l.harvest_id, l.n, h.metadata_prefix,
              h.quarantined, (SELECT sheaf.clock()) AS at
), wanted AS (
    INSERT INTO sheaf.wanted (repository_id, harvest_id, n, identifier)
    SELECT f.repository_id, f.harvest_id, f.n, i.identifier
      FROM fence AS f,
           unnest($16::text[], $17::bigint[]) AS i(identifier, header_hash)
     WHERE NOT EXISTS (
               SELECT 1
                 FROM sheaf.record AS c
                WHERE c.repository_id = f.repository_id
                  AND c.identifier = i.identifier
                  AND c.metadata_prefix = f.metadata_prefix
                  AND c.header_hash = i.header_hash
                  AND c.status IN ('live', 'deleted'))
       -- It could not be had a moment ago, in a window beside this one.
       AND i.identifier NOT IN (
               SELECT q.identifier
                 FROM sheaf.quarantine AS q
                WHERE q.repository_id = $1::bigint
                  AND q.harvest_id = $2::bigint
                  AND q.identifier IS NOT NULL)
    ON CONFLICT (repository_id, harvest_id, n, identifier) DO NOTHING
    RETURNING 1
), quarantined AS (
    INSERT INTO sheaf.quarantine (repository_id, harvest_id, page_number,
           metadata_prefix, identifier, bytes, length, reason, at, rule,
           dropped_at)
    SELECT f.repository_id, f.harvest_id, $5::integer, f.metadata_prefix,
           i.identifier,
           CASE WHEN f.quarantined < 1000 THEN i.bytes
                ELSE substring(i.bytes FROM 1 FOR 1024) END,
           i.length, i.reason, f.at, i.rule,
           -- As in page_store.sql.
           (SELECT max(d.dropped_at)
              FROM sheaf.quarantine AS d
             WHERE d.repository_id = f.repository_id
               AND d.identifier = i.identifier
               AND d.metadata_prefix = f.metadata_prefix
               AND d.read_at IS NULL
               AND d.length = i.length
               AND d.reason = i.reason
               AND substring(d.bytes FROM 1 FOR 1024)
                   = substring(i.bytes FROM 1 FOR 1024))
      FROM fence AS f,
           unnest($18::text[], $19::bytea[], $20::bigint[], $21::text[],
                  $24::text[])
           AS i(identifier, bytes, length, reason, rule)
    RETURNING 1
), counted AS (
    -- What is asked for is counted when it comes.
    SELECT (SELECT count(*) FROM quarantined) AS quarantined,
           greatest($13::bigint - (SELECT count(*) FROM wanted)
                    - (SELECT count(*) FROM quarantined), 0) AS known
)
UPDATE sheaf.harvest AS h
   SET records = h.records + c.known + c.quarantined,
       unchanged = h.unchanged + c.known,
       quarantined = h.quarantined + c.quarantined,
       repaired = h.repaired + $14::bigint,
       pages = h.pages + ($6::boolean)::integer,
       bytes = h.bytes + $15::bigint,
       requests = h.requests + ($6::boolean)::integer,
       vain = h.vain + ($7::boolean)::integer
  FROM fence AS f, counted AS c
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING (SELECT count(*)
             FROM sheaf.wanted AS w
            WHERE w.repository_id = h.repository_id
              AND w.harvest_id = h.harvest_id
              AND w.n = f.n)
          + (SELECT count(*) FROM wanted)
