-- A record that was asked for by GetRecord in a sweep did not come; the next
-- one is due. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 its identifier, $7 the error that the repository answered; NULL: none
-- $8 the next identifier; NULL: it was the last
WITH fence AS (
    UPDATE sheaf.list_request AS l
       SET page_number = l.page_number + 1,
           token = $8::text,
           is_ended = $8::text IS NULL,
           tries = 0,
           crashes = 0,
           fault = NULL,
           reason = NULL,
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
    RETURNING l.repository_id, l.harvest_id
), answered AS (
    UPDATE sheaf.absence AS a
       SET answer = $7::text
      FROM fence AS f
     WHERE a.repository_id = f.repository_id
       AND a.missed_in = f.harvest_id
       AND a.identifier = $6::text
), doubted AS (
    UPDATE sheaf.sweep AS s
       SET is_doubtful = true
      FROM fence AS f
     WHERE s.repository_id = f.repository_id
       AND s.harvest_id = f.harvest_id
       AND s.control = $6::text
)
UPDATE sheaf.harvest AS h
   SET requests = h.requests + 1
  FROM fence AS f
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING h.harvest_id
