-- Where the values of an item come from, for readers.

-- A value in words: lists with "; " between, of what has a name the name.
CREATE OR REPLACE FUNCTION sheaf.in_words(value jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE jsonb_typeof(value)
           WHEN 'array' THEN
               (SELECT string_agg(
                           CASE jsonb_typeof(e)
                           WHEN 'object' THEN
                               coalesce(e ->> 'name', e ->> 'label',
                                        e ->> 'title', e ->> 'uri',
                                        (SELECT string_agg(o.value, ' '
                                                           ORDER BY o.key)
                                           FROM jsonb_each_text(e) AS o))
                           ELSE e #>> '{}' END,
                           '; ' ORDER BY n)
                  FROM jsonb_array_elements(value)
                       WITH ORDINALITY AS a(e, n))
           WHEN 'object' THEN
               (SELECT string_agg(o.key || ': ' || o.value, '; '
                                  ORDER BY o.key)
                  FROM jsonb_each_text(value) AS o)
           ELSE value #>> '{}' END
$$;

-- A value in parts: of a list each element, of an object each key, or itself.
CREATE OR REPLACE FUNCTION sheaf.parts(value jsonb)
RETURNS TABLE (n bigint, part text, value jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT a.n, a.n::text, a.e
      FROM jsonb_array_elements(
               CASE jsonb_typeof($1) WHEN 'array' THEN $1 END)
           WITH ORDINALITY AS a(e, n)
     UNION ALL
    SELECT o.n, o.key, o.e
      FROM jsonb_each(CASE jsonb_typeof($1) WHEN 'object' THEN $1 END)
           WITH ORDINALITY AS o(key, e, n)
     UNION ALL
    SELECT 1, '1', $1
     WHERE jsonb_typeof($1) NOT IN ('array', 'object')
$$;

-- What was traced (normalise/trace.h), a row a field: the statements of each
-- part as one object, by the part.
CREATE OR REPLACE FUNCTION sheaf.traced(trace jsonb)
RETURNS TABLE (field text, parts jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT t.field, jsonb_object_agg(t.part, t.statements)
      FROM (SELECT l.line ->> 'field' AS field, l.line ->> 'part' AS part,
                   jsonb_agg(l.line - '{field,part}'::text[] ORDER BY l.n)
                       AS statements
              FROM jsonb_array_elements($1) WITH ORDINALITY AS l(line, n)
             GROUP BY 1, 2) AS t
     GROUP BY t.field
$$;

-- What was served and nobody has looked at: records that are not read, by their
-- issues, and elements that no rule knows, of many the first. MARC and MODS say
-- far more than their tables name, and nobody notes the rest. NULL: nothing.
CREATE OR REPLACE FUNCTION sheaf.unread(issues text[], unmapped text[],
    statements jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT nullif(concat_ws('; ',
        (SELECT string_agg(u.line, '; ' ORDER BY u.n)
           FROM unnest($1) WITH ORDINALITY AS u(line, n)
          WHERE u.line ~ '\m(not read|could not read|has more than)\M'),
        (SELECT 'no rule looks at '
                || array_to_string((array_agg(substr(u.line, 9)
                                              ORDER BY u.n))[:3], ', ')
                || CASE WHEN count(*) > 3 THEN ', ...' ELSE '' END
           FROM unnest($2) WITH ORDINALITY AS u(line, n)
          WHERE starts_with(u.line, 'element=')
         HAVING count(*) > 0),
        (SELECT string_agg(DISTINCT (o.origin ->> 'format')
                                    || ' is read in part', '; ')
           FROM jsonb_array_elements($3) AS o(origin)
          WHERE o.origin ->> 'format' IN ('marcxml', 'mods'))), '')
$$;

CREATE OR REPLACE VIEW api.explain AS
SELECT r.name AS repository,
       i.identifier,
       f.number,
       f.field,
       v.value,
       w.rule,
       w.prefix,
       w.element,
       w.position,
       s.statement,
       CASE WHEN v.value IS NULL
            THEN coalesce(
                CASE WHEN f.explained <> f.field
                      AND j.columns -> f.explained <> 'null'
                     THEN 'not told by ' || f.explained END,
                j.why -> ('no ' || f.field) ->> 'rule',
                (SELECT 'no vocabulary knows "'
                        || string_agg(substr(u.line, length(f.field) + 2),
                                      '", "' ORDER BY u.n) || '"'
                   FROM unnest(i.unmapped) WITH ORDINALITY AS u(line, n)
                  WHERE starts_with(u.line, f.field || '=')),
                (SELECT string_agg(u.line, '; ' ORDER BY u.n)
                   FROM unnest(i.issues) WITH ORDINALITY AS u(line, n)
                  WHERE u.line ~ f.words),
                (SELECT 'no rule is sure that the DOI in '
                        || string_agg(DISTINCT k.element, ', ')
                        || ' is of this work'
                   FROM jsonb_array_elements(j.statements) AS o(origin),
                        jsonb_each_text(o.origin -> 'statements')
                            AS k(element, told)
                  WHERE f.field = 'doi'
                    AND k.told ~ f.looks),
                -- Another field may be made of it.
                (SELECT 'nothing sure about it in what was served as '
                        || string_agg(DISTINCT k, ', ')
                   FROM jsonb_array_elements(j.statements) AS o(origin),
                        jsonb_object_keys(o.origin -> 'statements') AS k
                  WHERE k = ANY (f.elements)),
                -- Sets stand in the header, which is read whole.
                CASE WHEN f.field <> 'sets'
                     THEN 'not in what is read of it (' || j.unread || ')' END,
                'not supplied by the source') END AS absence
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL (
       SELECT to_jsonb(i) AS columns, sheaf.item_why(i) AS why,
              sheaf.item_statements(i) AS statements,
              sheaf.unread(i.issues, i.unmapped, sheaf.item_statements(i))
                  AS unread
       OFFSET 0) AS j
 CROSS JOIN sheaf.field AS f
 CROSS JOIN LATERAL (
       SELECT nullif(j.columns -> f.field, 'null') AS value OFFSET 0) AS v
  LEFT JOIN LATERAL (
       SELECT CASE WHEN j.why ? f.field
                   THEN e.why ->> 'rule'
                   ELSE 'made of ' || f.explained END AS rule,
              e.why ->> 'prefix' AS prefix,
              e.why ->> 'element' AS element,
              (e.why ->> 'position')::integer AS position
         FROM (SELECT coalesce(j.why -> f.field, j.why -> f.explained) AS why)
              AS e
        WHERE e.why IS NOT NULL
          AND v.value IS NOT NULL) AS w ON true
  LEFT JOIN LATERAL (
       SELECT coalesce(t.value ->> 'value', t.value #>> '{}') AS statement
         FROM jsonb_array_elements(j.statements) AS o(origin),
              LATERAL (SELECT o.origin -> 'statements' -> w.element
                              -> (w.position - 1) AS value) AS t
        WHERE o.origin ->> 'prefix' = w.prefix
          AND t.value IS NOT NULL
        LIMIT 1) AS s ON true
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.explain IS
    'where the values of an item come from: a row for each column of api.item that is made of records; of a list, where its first element comes from, as no more is stored: "sheaf explain" works it out for each';
COMMENT ON COLUMN api.explain.repository IS 'name of the repository';
COMMENT ON COLUMN api.explain.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.explain.number IS 'order of the fields, for reading';
COMMENT ON COLUMN api.explain.field IS 'the column of api.item';
COMMENT ON COLUMN api.explain.value IS
    'what stands there, as JSON; NULL: nothing';
COMMENT ON COLUMN api.explain.rule IS
    'how the value was made of the statement';
COMMENT ON COLUMN api.explain.prefix IS
    'metadataPrefix of the record that says it; empty: its header';
COMMENT ON COLUMN api.explain.element IS
    'element, and qualifier behind a dot, of the statement; of a list, of its first element';
COMMENT ON COLUMN api.explain.position IS
    'of the statement, from 1, as in api.statement';
COMMENT ON COLUMN api.explain.statement IS 'what was served, as in api.statement';
COMMENT ON COLUMN api.explain.absence IS
    'why there is no value; NULL: there is one';
