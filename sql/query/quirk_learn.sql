-- A page showed how its repository wants to be asked: for a while it is asked
-- like that from the first request on. What a person said stands.
-- $1 repository_id, $2 harvest_id, $3 n, $4 lease_id, $5 page_number: the fence
-- $6 quirk, $7 reason, $8 the quirk that it contradicts (NULL: none)
-- $9 for how many days, $10 what the quirk means
-- $11 it showed in badArgument: what it says of itself is asked for again
WITH fence AS (
    UPDATE sheaf.list_request AS l
       SET trying = CASE WHEN l.trying <> $6::text THEN l.trying END,
           trying_reason = CASE WHEN l.trying <> $6::text
                                THEN l.trying_reason END
      FROM sheaf.harvest AS h
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = $2::bigint
       AND l.n = $3::integer
       AND l.lease_id = $4::uuid
       AND l.page_number = $5::integer
       AND h.repository_id = l.repository_id
       AND h.harvest_id = l.harvest_id
       AND h.verdict IS NULL
    RETURNING l.repository_id, l.harvest_id, (SELECT sheaf.clock()) AS at
), learned AS (
    INSERT INTO sheaf.quirk AS q (repository_id, quirk, setting, reason, since,
           until)
    SELECT repository_id, $6::text, 'learned', $7::text, at,
           at + make_interval(days => $9::integer)
      FROM fence
    ON CONFLICT (repository_id, quirk) DO UPDATE
       SET reason = excluded.reason,
           until = excluded.until
     WHERE q.setting = 'learned'
    RETURNING q.repository_id, q.xmax = 0 AS is_new
), inquired AS (
    UPDATE sheaf.repository AS r
       SET identify_due = least(r.identify_due, f.at)
      FROM fence AS f
     WHERE r.repository_id = f.repository_id
       AND $11::boolean
), contrary AS (
    DELETE FROM sheaf.quirk AS q
     USING learned AS l
     WHERE q.repository_id = l.repository_id
       AND q.quirk = $8::text
       AND q.setting = 'learned'
), told AS (
    INSERT INTO sheaf.event (repository_id, at, harvest_id, kind, text)
    SELECT f.repository_id, f.at, f.harvest_id, 'quirk',
           format(CASE WHEN l.is_new THEN 'quirk %s was learned (%s): %s'
                       ELSE 'quirk %s is still needed (%s): %s' END,
                  $6::text, $10::text, $7::text)
      FROM fence AS f
      JOIN learned AS l USING (repository_id)
)
SELECT is_new FROM learned
