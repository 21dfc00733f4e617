-- How a repository is asked otherwise than OAI-PMH says.
-- $1 its name
SELECT q.quirk, q.setting, q.is_in_force, q.reason,
       to_char(q.since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
       to_char(q.until AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')
  FROM api.quirk AS q
 WHERE q.repository = $1::text
 ORDER BY q.quirk
