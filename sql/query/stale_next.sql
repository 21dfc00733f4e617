-- A repository with something to normalise, round about.
-- $1 repository_id looked at last, $2 repository_ids: only these; NULL: any
(SELECT repository_id
   FROM sheaf.stale_item
  WHERE repository_id > $1::bigint
    AND NOT is_held
    AND (repository_id = ANY ($2::bigint[]) OR $2::bigint[] IS NULL)
  ORDER BY repository_id
  LIMIT 1)
UNION ALL
(SELECT repository_id
   FROM sheaf.stale_item
  WHERE NOT is_held
    AND (repository_id = ANY ($2::bigint[]) OR $2::bigint[] IS NULL)
  ORDER BY repository_id
  LIMIT 1)
LIMIT 1
