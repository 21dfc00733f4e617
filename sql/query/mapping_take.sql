-- The same of any that is not done, where nobody else is at it.
-- $1 schemes
SELECT scheme, platform, key, spelling, repository_id, identifier, items,
       is_marked, was
  FROM sheaf.mapping
 WHERE NOT is_marked
   AND scheme = ANY ($1::text[])
 ORDER BY scheme, platform, key
 LIMIT 1
   FOR UPDATE SKIP LOCKED
