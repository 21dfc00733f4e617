-- A date window that is as large as the list that it was cut from, or windows
-- that together are far more: dates do not divide it. The list is asked for in
-- one piece, from its start, and those of the repository are not cut for a
-- while. No row: it is not so.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 why, for people; $7 it is known to be so
WITH root AS (
    SELECT l.from_instant, l.until_instant, l.complete_list_size
      FROM sheaf.list_request AS l
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.is_split
       AND l.n = 1
), parts AS (
    SELECT sum(l.complete_list_size) AS size
      FROM sheaf.list_request AS l
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND NOT l.is_split
       AND NOT l.is_extra
), fence AS (
    UPDATE sheaf.list_request AS l
       SET from_instant = r.from_instant,
           until_instant = r.until_instant,
           -- What is on its way was asked for with other dates.
           page_number = l.page_number + 1,
           token = NULL,
           token_expires = NULL,
           listed = 0,
           unnamed = 0,
           empty_pages = 0
      FROM root AS r, parts AS p
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.n = $3::integer
       AND l.lease_id = $4::uuid
       AND l.page_number = $5::integer
       AND NOT l.is_ended
       AND (l.from_instant, l.until_instant) IS DISTINCT FROM
           (r.from_instant, r.until_instant)
       AND ($7::boolean
            OR l.complete_list_size >= r.complete_list_size
            OR p.size > 2.5 * r.complete_list_size)
    RETURNING l.repository_id, l.harvest_id, l.n
), others AS (
    UPDATE sheaf.list_request AS l
       SET is_ended = true,
           is_split = true
      FROM fence AS f
     WHERE l.repository_id = f.repository_id
       AND l.harvest_id = f.harvest_id
       AND l.n <> f.n
       AND NOT l.is_extra
), learned AS (
    INSERT INTO sheaf.quirk AS q (repository_id, quirk, setting, reason, since,
           until)
    SELECT repository_id, 'no-windows', 'learned', $6::text,
           (SELECT sheaf.clock()), (SELECT sheaf.clock()) + interval '30 days'
      FROM fence
    ON CONFLICT (repository_id, quirk) DO UPDATE
       SET reason = excluded.reason,
           since = excluded.since,
           until = excluded.until
     WHERE q.setting = 'learned'
)
INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
SELECT repository_id, (SELECT sheaf.clock()), harvest_id, 'quirk', $6::text
  FROM fence
RETURNING harvest_id
