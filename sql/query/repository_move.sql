-- A repository has a new base URL. Its records stay, its open harvests end, and
-- the next one is due. What was learned about the old place is forgotten; a
-- host that is new here is asked no harder than the old one was, nor than is
-- usual.
-- $1 repository_id, $2 base_url, $3 host
-- $4 default delay in ms, $5 default connections
-- Identify: $6 repositoryName, $7 protocolVersion, $8 adminEmail (one a line),
-- $9 earliestDatestamp, $10 deletedRecord, $11 granularity, $12 descriptions
-- $13 everything is to be harvested again, $14 why it may move, in words
WITH moment AS (
    SELECT sheaf.clock() AS now
), before AS (
    SELECT r.base_url, r.host
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
), locked AS (
    -- In order, so that two of these wait for each other.
    SELECT x.host, x.delay, x.connections
      FROM sheaf.host AS x
     WHERE x.host IN (SELECT host FROM before UNION SELECT $3::text)
     ORDER BY x.host
       FOR UPDATE
), place AS (
    INSERT INTO sheaf.host AS x (host, next_due, delay, connections)
    SELECT $3::text, m.now,
           greatest(l.delay, make_interval(secs => $4::bigint / 1000.0)),
           least(l.connections, $5::integer)
      FROM before AS b
      JOIN locked AS l USING (host), moment AS m
    ON CONFLICT (host) DO UPDATE
       SET asked = x.asked + 1,
           next_due = least(x.next_due, excluded.next_due)
    RETURNING x.host, x.delay, x.connections
), left_behind AS (
    -- Whoever holds the old host looks again.
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1
      FROM before AS b
     WHERE x.host = b.host
       AND x.host <> $3::text
), ended AS (
    UPDATE sheaf.harvest AS h
       SET verdict = 'partial',
           reason = format('the repository was moved to %s before the list ended',
                           sheaf.masked_url($2::text)),
           started_at = coalesce(h.started_at, m.now),
           ended_at = m.now
      FROM moment AS m
     WHERE h.repository_id = $1::bigint
       AND h.verdict IS NULL
    RETURNING h.repository_id, h.harvest_id
), voided AS (
    UPDATE sheaf.sweep AS s
       SET outcome = 'void'
      FROM ended AS h
     WHERE s.repository_id = h.repository_id
       AND s.harvest_id = h.harvest_id
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING ended AS h
     WHERE w.repository_id = h.repository_id
       AND w.harvest_id = h.harvest_id
), selected AS (
    UPDATE sheaf.selection AS s
       SET next_from = CASE WHEN NOT $13::boolean THEN s.next_from END,
           next_due = m.now,
           failures = 0
      FROM moment AS m
     WHERE s.repository_id = $1::bigint
), unlearned AS (
    DELETE FROM sheaf.quirk AS q
     WHERE q.repository_id = $1::bigint
       AND q.setting = 'learned'
), told AS (
    INSERT INTO sheaf.event (repository_id, at, kind, text)
    SELECT $1::bigint, m.now, 'moved',
           format('it was moved from %s to %s: %s',
                  sheaf.masked_url(b.base_url), sheaf.masked_url($2::text),
                  $14::text)
      FROM before AS b, moment AS m
)
UPDATE sheaf.repository AS r
   SET base_url = $2::text,
       host = p.host,
       state = CASE WHEN r.state IN ('late', 'failing', 'blocked')
                    THEN 'active' ELSE r.state END,
       repository_name = $6::text,
       protocol_version = $7::text,
       admin_emails = array_remove(
           string_to_array(coalesce($8::text, ''), E'\n'), ''),
       earliest_datestamp = $9::text,
       deleted_record = $10::text,
       granularity = $11::text,
       descriptions = $12::text,
       identified_at = m.now,
       identify_due = m.now + interval '7 days',
       moved_to = NULL,
       moved_times = 0,
       moved_in = NULL
  FROM place AS p, moment AS m
 WHERE r.repository_id = $1::bigint
RETURNING (SELECT count(*) FROM ended),
          (extract(epoch FROM p.delay) * 1000)::bigint, p.connections
