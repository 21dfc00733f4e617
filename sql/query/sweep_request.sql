-- Asks for a sweep on behalf of a person. One that is open already is joined.
-- Locks the host's row first: its holder cannot give it back without seeing
-- this.
-- $1 repository_id, $2 metadata_prefix, $3 set_spec ('' for all)
-- $4 it counts although the one before was a moment ago
WITH asked AS (
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1,
           next_due = least(x.next_due, (SELECT sheaf.clock()))
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
    RETURNING r.repository_id
), joined AS (
    SELECT h.repository_id, h.harvest_id
      FROM asked AS a
      JOIN sheaf.harvest AS h USING (repository_id)
     WHERE h.verdict IS NULL
       AND h.kind = 'sweep'
       AND h.metadata_prefix = $2::text
       AND h.set_spec = $3::text
), hurried AS (
    -- Whoever asks now does not wait for the back-off of an earlier failure.
    UPDATE sheaf.list_request AS l
       SET retry_at = '-infinity'
      FROM joined AS j
     WHERE l.repository_id = j.repository_id
       AND l.harvest_id = j.harvest_id
    RETURNING l.repository_id, l.harvest_id
), wished AS (
    -- From what is locked already: list request, harvest, sweep, in the order
    -- in which a page locks them.
    UPDATE sheaf.harvest AS h
       SET asked_by = 'operator'
      FROM (SELECT DISTINCT repository_id, harvest_id
              FROM hurried) AS j
     WHERE h.repository_id = j.repository_id
       AND h.harvest_id = j.harvest_id
    RETURNING h.repository_id, h.harvest_id
), urged AS (
    UPDATE sheaf.sweep AS s
       SET is_urgent = s.is_urgent OR $4::boolean
      FROM wished AS j
     WHERE s.repository_id = j.repository_id
       AND s.harvest_id = j.harvest_id
), begun AS (
    INSERT INTO sheaf.harvest (repository_id, metadata_prefix, set_spec, kind,
           asked_by, asked_at)
    SELECT a.repository_id, $2::text, $3::text, 'sweep', 'operator',
           (SELECT sheaf.clock())
      FROM asked AS a
     WHERE NOT EXISTS (SELECT 1 FROM joined)
    RETURNING repository_id, harvest_id
), listing AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, verb)
    SELECT repository_id, harvest_id, 1, 'ListIdentifiers'
      FROM begun
), sweep AS (
    INSERT INTO sheaf.sweep (repository_id, harvest_id, is_urgent)
    SELECT repository_id, harvest_id, $4::boolean
      FROM begun
)
SELECT harvest_id, true FROM joined
UNION ALL
SELECT harvest_id, false FROM begun
