-- What was found out about a repository, and still holds.
-- $1 repository_id
SELECT q.quirk, q.reason, extract(epoch FROM q.since)::bigint
  FROM sheaf.quirk AS q
 WHERE q.repository_id = $1::bigint
   AND q.setting = 'learned'
   AND q.until > (SELECT sheaf.clock())
 ORDER BY q.since
