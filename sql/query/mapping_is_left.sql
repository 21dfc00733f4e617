-- Whether items are to be marked for something.
-- $1 schemes
SELECT EXISTS (
    SELECT 1
      FROM sheaf.mapping
     WHERE NOT is_marked
       AND scheme = ANY ($1::text[]))
