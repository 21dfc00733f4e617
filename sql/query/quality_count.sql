-- Counts the fields of one repository whose count is a day old, or that has
-- none, or had no items then; how many repositories that was. Of more than
-- 20,000 items a sample of 10,000 to 20,000 is counted: hashes are as good as
-- dice, and 20,000 say a share to one in a hundred. As api.explain says it: of a
-- field that shares its element with others, statements that look like it are
-- served for it; so is what its value was made of, and a DOI wherever it stands.
WITH due AS (
    SELECT r.repository_id, (
               SELECT count(*)
                 FROM sheaf.item AS i
                WHERE i.repository_id = r.repository_id
                  AND i.deleted_at IS NULL) AS items
      FROM sheaf.repository AS r
     WHERE NOT EXISTS (
               SELECT 1
                 FROM sheaf.quality AS q
                WHERE q.repository_id = r.repository_id
                  AND q.at > sheaf.clock() - interval '1 day'
                  AND (q.items > 0 OR NOT EXISTS (
                           SELECT 1
                             FROM sheaf.item AS i
                            WHERE i.repository_id = r.repository_id
                              AND i.deleted_at IS NULL)))
     ORDER BY r.repository_id
     LIMIT 1
), counted AS (
    SELECT true AS is_counted, sheaf.item_why(i) AS why, s.said, s.has_ten,
           i.title IS NOT NULL AS title,
           i.creators IS NOT NULL AS creators,
           i.contributors IS NOT NULL AS contributors,
           i.abstract IS NOT NULL AS abstract,
           i.subjects IS NOT NULL AS subjects,
           i.issued IS NOT NULL AS issued,
           i.type IS NOT NULL AS type,
           i.language IS NOT NULL AS language,
           i.publisher IS NOT NULL AS publisher,
           i.container IS NOT NULL AS container,
           i.identifiers IS NOT NULL AS identifiers,
           i.doi IS NOT NULL AS doi,
           i.relations IS NOT NULL AS relations,
           i.access IS NOT NULL AS access,
           i.license IS NOT NULL AS license,
           i.rights_statement IS NOT NULL AS rights_statement,
           i.format IS NOT NULL AS format,
           i.funding IS NOT NULL AS funding,
           i.landing_url IS NOT NULL AS landing_url,
           i.full_text_url IS NOT NULL AS full_text_url
      FROM due AS d
      JOIN sheaf.item AS i USING (repository_id)
     CROSS JOIN LATERAL (
           SELECT jsonb_object_agg(e.element, e.words) AS said,
                  bool_or(strpos(e.words, '10.') > 0) AS has_ten
             FROM (SELECT split_part(k.name, '.', 1) AS element,
                          string_agg(k.name || ' ' || k.list::text, ' ')
                              AS words
                     FROM jsonb_array_elements(sheaf.item_statements(i))
                          AS o(origin)
                    CROSS JOIN LATERAL jsonb_each(o.origin -> 'statements')
                          AS k(name, list)
                    GROUP BY 1) AS e) AS s
     WHERE i.deleted_at IS NULL
       AND i.hash % (1 + d.items / 20000) = 0
    OFFSET 0 -- each is made once, not for each field
), looked AS (
    SELECT f.field, c.is_counted, v.has_value, CASE
               WHEN c.said ? f.element
                AND (f.looks IS NULL OR c.said ->> f.element ~* f.looks)
               THEN true
               WHEN v.has_value
               THEN c.said ? split_part(c.why -> f.explained ->> 'element',
                                        '.', 1)
               WHEN f.field = 'doi'
               THEN c.has_ten AND c.said::text ~* f.looks END AS is_present
      FROM (SELECT 1) AS one
      LEFT JOIN counted AS c ON true
     CROSS JOIN LATERAL (VALUES
           ('title', c.title),
           ('creators', c.creators),
           ('contributors', c.contributors),
           ('abstract', c.abstract),
           ('subjects', c.subjects),
           ('issued', c.issued),
           ('type', c.type),
           ('language', c.language),
           ('publisher', c.publisher),
           ('container', c.container),
           ('identifiers', c.identifiers),
           ('doi', c.doi),
           ('relations', c.relations),
           ('access', c.access),
           ('license', c.license),
           ('rights_statement', c.rights_statement),
           ('format', c.format),
           ('funding', c.funding),
           ('landing_url', c.landing_url),
           ('full_text_url', c.full_text_url))
           AS v(field, has_value)
      JOIN sheaf.field AS f ON f.field = v.field
    OFFSET 0 -- nor is what was said sorted by field
), field AS (
    SELECT l.field, count(l.is_counted) AS counted,
           count(*) FILTER (WHERE l.is_present) AS present,
           count(*) FILTER (WHERE l.has_value) AS normalised
      FROM looked AS l
     GROUP BY l.field
), stored AS (
    INSERT INTO sheaf.quality AS q (repository_id, field, items, counted,
           present, normalised, at)
    SELECT d.repository_id, f.field, d.items, f.counted, f.present,
           f.normalised, (SELECT sheaf.clock())
      FROM due AS d
     CROSS JOIN field AS f
    ON CONFLICT (repository_id, field) DO UPDATE
       SET items = excluded.items,
           counted = excluded.counted,
           present = excluded.present,
           normalised = excluded.normalised,
           at = excluded.at
)
SELECT count(*)
  FROM due
