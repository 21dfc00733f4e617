-- Whether items are to be marked for a change of these repositories.
-- $1 repository_ids
SELECT EXISTS (
    SELECT 1
      FROM sheaf.mapping
     WHERE NOT is_marked
       AND scheme IN ('items', 'gone')
       AND repository_id = ANY ($1::bigint[]))
