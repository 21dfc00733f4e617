-- Where the values of an item come from: a row a field; the last column is that
-- of api.explain as JSON, with what was traced of each element, and whether it
-- is what would be made now.
-- What was traced of a field is one object, as a join with a row for each of
-- very many elements may be planned as a nested loop.
-- $1 name of the repository; $2 identifier; $3 field; NULL: all; $4 what was
-- traced (normalise/trace.h); NULL: nothing; $5 what would be otherwise, an
-- object: field, and what it would be in words; NULL: nobody knows
WITH explained AS MATERIALIZED (
    SELECT e.*
      FROM api.explain AS e
     WHERE e.repository = $1::text
       AND e.identifier = $2::text
       AND (e.field = $3::text OR $3::text IS NULL)
), traced AS MATERIALIZED (
    SELECT t.field, t.parts
      FROM sheaf.traced($4::jsonb) AS t
)
SELECT e.field, sheaf.in_words(e.value), e.rule, e.prefix, e.element,
       e.position, e.statement, e.absence, $5::jsonb ? e.field,
       $5::jsonb ->> e.field,
       ((to_jsonb(e) - 'number')
        || jsonb_build_object('elements', p.elements,
                              'is_current', NOT $5::jsonb ? e.field,
                              'would_be', $5::jsonb ->> e.field))::text
  FROM explained AS e
  LEFT JOIN traced AS t ON t.field = e.field AND NOT $5::jsonb ? e.field
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('part', p.part, 'value', p.value,
                                           'statements', t.parts -> p.part)
                        ORDER BY p.n) AS elements
         FROM sheaf.parts(e.value) AS p
        WHERE t.parts IS NOT NULL) AS p ON true
 ORDER BY e.number
