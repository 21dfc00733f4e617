-- Of each scheme how many values no vocabulary knows, in how many places, and
-- the most frequent one; the last column is the row as JSON.
-- $1 name of the repository; NULL: all
SELECT f.scheme, f.values, f.items, f.most_frequent, row_to_json(f)::text
  FROM (SELECT split_part(l.line, '=', 1) AS scheme,
               count(*) AS values,
               sum(l.items)::bigint AS items,
               (array_agg(substr(l.line, strpos(l.line, '=') + 1)
                          ORDER BY l.items DESC, l.line COLLATE "C"))[1]
                   AS most_frequent
          FROM (SELECT u.line, count(*) AS items
                  FROM sheaf.item AS i
                  JOIN sheaf.repository AS r USING (repository_id)
                 CROSS JOIN LATERAL unnest(i.unmapped) AS u(line)
                 WHERE i.deleted_at IS NULL
                   AND (r.name = $1::text OR $1::text IS NULL)
                 GROUP BY u.line) AS l
         GROUP BY 1) AS f
 ORDER BY f.items DESC, f.scheme
