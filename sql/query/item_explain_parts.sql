-- Of each field of an item of which something was traced, where its elements
-- come from, for people: a row a statement, and how many elements there are.
-- $1 name of the repository; $2 identifier; $3 field; NULL: all; $4 what was
-- traced; $5 what would be otherwise, as in item_explain.sql; $6 how many
-- elements of a list, and statements of each
WITH explained AS MATERIALIZED (
    SELECT e.number, e.field, e.value, jsonb_typeof(e.value) AS kind
      FROM api.explain AS e
     WHERE e.repository = $1::text
       AND e.identifier = $2::text
       AND (e.field = $3::text OR $3::text IS NULL)
       AND NOT $5::jsonb ? e.field
), traced AS MATERIALIZED (
    SELECT t.field, t.parts
      FROM sheaf.traced($4::jsonb) AS t
)
SELECT e.field, p.n,
       CASE e.kind
       WHEN 'object' THEN p.part || ': ' || (p.value #>> '{}')
       ELSE sheaf.in_words(jsonb_build_array(p.value)) END,
       s.line ->> 'rule', s.line ->> 'prefix', s.line ->> 'element',
       s.line ->> 'position',
       (s.line ->> 'statement') || CASE WHEN s.line ? 'is_cut' THEN ' ...'
                                        ELSE '' END, p.count
  FROM explained AS e
  JOIN traced AS t ON t.field = e.field
 CROSS JOIN LATERAL (
       SELECT a.n, a.part, a.value, count(*) OVER () AS count
         FROM sheaf.parts(e.value) AS a
        ORDER BY a.n
        LIMIT $6::bigint) AS p
  LEFT JOIN LATERAL (
       SELECT l.line, l.n
         FROM jsonb_array_elements(t.parts -> p.part)
              WITH ORDINALITY AS l(line, n)
        ORDER BY l.n
        LIMIT $6::bigint) AS s ON true
 ORDER BY e.number, p.n, s.n
