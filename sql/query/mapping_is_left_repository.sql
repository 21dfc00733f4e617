-- Whether items are to be marked for a change of these repositories.
-- $1 repository_ids, $2 schemes: of repositories
SELECT EXISTS (
    SELECT 1
      FROM sheaf.mapping
     WHERE NOT is_marked
       AND scheme = ANY ($2::text[])
       AND repository_id = ANY ($1::bigint[]))
