-- The next items of a repository that are not deleted: at most so many, of which
-- so many bytes were served (one item at least). That bounds what is made of
-- them; octet_length() unpacks nothing. Asked of the table, for there the order
-- comes from the key, and nothing is sorted.

CREATE OR REPLACE FUNCTION sheaf.items_after(repository_id bigint, after text,
    most bigint, bytes bigint)
RETURNS TABLE (identifier text)
LANGUAGE sql STABLE ROWS 500
AS $$
    SELECT p.identifier
      FROM (SELECT n.identifier,
                   sum(n.bytes) OVER (ORDER BY n.identifier
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                       AS before
              FROM (SELECT i.identifier,
                           coalesce(octet_length(i.statements),
                               pg_column_size(i.statements_before), 0) AS bytes
                      FROM sheaf.item AS i
                     WHERE i.repository_id = $1
                       AND i.identifier > $2 COLLATE "C"
                       AND i.deleted_at IS NULL
                     ORDER BY i.identifier
                     LIMIT $3) AS n) AS p
     WHERE p.before IS NULL
        OR p.before < $4
     ORDER BY p.identifier
$$;
