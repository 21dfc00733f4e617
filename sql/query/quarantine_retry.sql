-- Asks for records in quarantine again, one by one: a harvest a format. One
-- that is open and has all of them still before it is joined. Locks the host's
-- row first, as harvest_request.sql does.
-- $1 repository_id; $2 identifiers, or quarantine_ids as text; $3 all
-- Rows: harvest_id, whether it was joined; and NULL, NULL, a word for each that
-- stands for nothing.
WITH asked AS (
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1,
           next_due = least(x.next_due, (SELECT sheaf.clock()))
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
    RETURNING r.repository_id, r.name
), standing AS (
    SELECT a.repository_id, q.quarantine_id, q.metadata_prefix, q.identifier
      FROM asked AS a
      JOIN api.quarantine AS q ON q.repository = a.name
     WHERE q.identifier IS NOT NULL
), meant AS (
    SELECT *
      FROM standing AS s
     WHERE $3::boolean
        OR s.identifier = ANY ($2::text[])
        OR s.quarantine_id::text = ANY ($2::text[])
), format AS (
    SELECT DISTINCT repository_id, metadata_prefix
      FROM meant
), joined AS (
    SELECT f.metadata_prefix, max(h.harvest_id) AS harvest_id
      FROM format AS f
      JOIN sheaf.harvest AS h USING (repository_id, metadata_prefix)
      JOIN sheaf.list_request AS l USING (repository_id, harvest_id)
     WHERE h.verdict IS NULL
       AND h.kind = 'one-off'
       AND l.n = 1
       AND l.verb = 'GetRecord'
       AND NOT l.is_ended
       AND NOT EXISTS (
               SELECT 1
                 FROM meant AS m
                WHERE m.metadata_prefix = f.metadata_prefix
                  AND (m.identifier < l.token
                       OR NOT EXISTS (
                              SELECT 1
                                FROM sheaf.wanted AS w
                               WHERE w.repository_id = h.repository_id
                                 AND w.harvest_id = h.harvest_id
                                 AND w.identifier = m.identifier)))
     GROUP BY f.metadata_prefix
), hurried AS (
    UPDATE sheaf.list_request AS l
       SET retry_at = '-infinity'
      FROM joined AS j
     WHERE l.repository_id = $1::bigint
       AND l.harvest_id = j.harvest_id
), begun AS (
    INSERT INTO sheaf.harvest (repository_id, metadata_prefix, kind, asked_by,
           asked_at)
    SELECT f.repository_id, f.metadata_prefix, 'one-off', 'operator',
           (SELECT sheaf.clock())
      FROM format AS f
     WHERE f.metadata_prefix NOT IN (SELECT metadata_prefix FROM joined)
    RETURNING repository_id, harvest_id, metadata_prefix
), listed AS (
    INSERT INTO sheaf.list_request (repository_id, harvest_id, n, verb)
    SELECT repository_id, harvest_id, 1, 'GetRecord'
      FROM begun
    RETURNING 1
), wanted AS (
    INSERT INTO sheaf.wanted (repository_id, harvest_id, identifier)
    SELECT b.repository_id, b.harvest_id, m.identifier
      FROM begun AS b
      JOIN meant AS m USING (repository_id, metadata_prefix)
    RETURNING 1
)
SELECT harvest_id, true, NULL FROM joined
UNION ALL
SELECT harvest_id, false, NULL FROM begun
UNION ALL
SELECT NULL, NULL, w.word
  FROM unnest($2::text[]) AS w(word)
 WHERE NOT EXISTS (
           SELECT 1
             FROM meant AS m
            WHERE m.identifier = w.word
               OR m.quarantine_id::text = w.word)
