-- What is to be marked for a change of these repositories; who is at it is waited
-- for.
-- $1 repository_ids, $2 schemes: of repositories
SELECT scheme, platform, key, spelling, repository_id, identifier, items,
       is_marked, was
  FROM sheaf.mapping
 WHERE NOT is_marked
   AND scheme = ANY ($2::text[])
   AND repository_id = ANY ($1::bigint[])
 ORDER BY scheme, platform, key
 LIMIT 1
   FOR UPDATE
