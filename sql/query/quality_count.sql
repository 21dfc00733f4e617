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
    SELECT i.*, i AS item, s.said, s.has_ten
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
), field AS (
    SELECT f.field, count(c.hash) AS counted,
           count(*) FILTER (WHERE CASE
               WHEN c.said ? f.element
                AND (f.looks IS NULL OR c.said ->> f.element ~* f.looks)
               THEN true
               WHEN v.has_value
               THEN c.said ? split_part(sheaf.item_why(c.item) -> f.explained
                                            ->> 'element', '.', 1)
               WHEN f.field = 'doi'
               THEN c.has_ten AND c.said::text ~* f.looks END) AS present,
           count(*) FILTER (WHERE v.has_value) AS normalised
      FROM (SELECT 1) AS one
      LEFT JOIN counted AS c ON true
     CROSS JOIN LATERAL (VALUES
           ('title', c.title IS NOT NULL),
           ('creators', c.creators IS NOT NULL),
           ('contributors', c.contributors IS NOT NULL),
           ('abstract', c.abstract IS NOT NULL),
           ('subjects', c.subjects IS NOT NULL),
           ('issued', c.issued IS NOT NULL),
           ('type', c.type IS NOT NULL),
           ('language', c.language IS NOT NULL),
           ('publisher', c.publisher IS NOT NULL),
           ('container', c.container IS NOT NULL),
           ('identifiers', c.identifiers IS NOT NULL),
           ('doi', c.doi IS NOT NULL),
           ('relations', c.relations IS NOT NULL),
           ('access', c.access IS NOT NULL),
           ('license', c.license IS NOT NULL),
           ('rights_statement', c.rights_statement IS NOT NULL),
           ('format', c.format IS NOT NULL),
           ('funding', c.funding IS NOT NULL),
           ('landing_url', c.landing_url IS NOT NULL),
           ('full_text_url', c.full_text_url IS NOT NULL))
           AS v(field, has_value)
      JOIN sheaf.field AS f ON f.field = v.field
     GROUP BY f.field
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
