-- No more requests: the list is not whole. No row: fenced.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 fault, $7 reason
-- $8 seconds in which nobody may ask the host (Retry-After); 0: it did not say
-- $9 it is not about this list: the other parts of the harvest end too, as they
-- do where none of them has ever brought a page
-- $10 OAI-PMH error code or HTTP status (NULL: neither)
-- $11 what was learned about the repository did not help: forget it
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
    RETURNING repository_id, harvest_id, n, is_extra
), others AS (
    UPDATE sheaf.list_request AS l
       SET is_ended = true,
           fault = $6::text,
           reason = $7::text
      FROM fence AS f
      JOIN sheaf.harvest AS h USING (repository_id, harvest_id)
     WHERE l.repository_id = f.repository_id
       AND l.harvest_id = f.harvest_id
       AND l.n <> f.n
       AND NOT l.is_ended
       AND NOT f.is_extra
       AND ($9::boolean OR h.pages = 0)
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
   SET requests = h.requests + 1
  FROM fence AS f
 WHERE h.repository_id = f.repository_id
   AND h.harvest_id = f.harvest_id
RETURNING h.harvest_id
