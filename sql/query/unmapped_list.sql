-- Values of a scheme that no vocabulary knows, the most frequent first; the
-- last columns are the row as JSON, and how many values there are.
-- $1 scheme, $2 name of the repository; NULL: all; $3 how many
SELECT f.value, f.items, array_to_string(f.repositories, ', '),
       row_to_json(f)::text, count(*) OVER ()
  FROM (SELECT $1::text AS scheme,
               substr(u.line, length($1::text) + 2) AS value,
               count(*) AS items,
               array_agg(DISTINCT r.name ORDER BY r.name) AS repositories
          FROM sheaf.item AS i
          JOIN sheaf.repository AS r USING (repository_id)
         CROSS JOIN LATERAL unnest(i.unmapped) AS u(line)
         WHERE i.deleted_at IS NULL
           AND starts_with(u.line, $1::text || '=')
           AND (r.name = $2::text OR $2::text IS NULL)
         GROUP BY u.line) AS f
 ORDER BY f.items DESC, f.value COLLATE "C"
 LIMIT $3::bigint
