-- The next items, and what they say: a row for each value, as often as it is
-- said; of an item that says nothing one without. No row: there are no more items.
-- $1 repository_id and $2 identifier of the last one; $3 how many, $4 with so
-- many bytes of statements, one at least; $5 elements; $6 bytes of a value,
-- longer is prose; $7 platform ('': any); $8 spelling of a type that items without
-- one have where that is said of their platform, as key; NULL: of no such; $9
-- true: the roles of their people, too, which statements do not have
WITH next AS (
    SELECT repository_id, identifier,
           coalesce(octet_length(statements),
                    pg_column_size(statements_before), 0) AS bytes
      FROM sheaf.item
     WHERE (repository_id, identifier) > ($1::bigint, $2::text)
     ORDER BY repository_id, identifier
     LIMIT $3::bigint
), batch AS (
    SELECT repository_id, identifier
      FROM (SELECT repository_id, identifier,
                   sum(bytes) OVER (ORDER BY repository_id, identifier)
                       - bytes AS before
              FROM next) AS n
     WHERE n.before < $4::bigint
)
SELECT b.repository_id, b.identifier, s.said, coalesce(p.has_kind, false)
  FROM batch AS b
  LEFT JOIN LATERAL (
       SELECT i AS item,
              cardinality(i.types) > 0 IS NOT TRUE
              AND $8::text IS NOT NULL
              AND ($7::text <> '' OR EXISTS (
                       SELECT 1
                         FROM sheaf.synonym AS y
                        WHERE y.scheme = 'type'
                          AND y.platform <> ''
                          AND y.platform = coalesce(r.platform_set, r.platform)
                          AND y.key = $8::text)) AS has_kind
         FROM sheaf.item AS i
         JOIN sheaf.repository AS r USING (repository_id)
        WHERE i.repository_id = b.repository_id
          AND i.identifier = b.identifier
          AND i.deleted_at IS NULL
          AND $7::text IN ('', coalesce(r.platform_set, r.platform))) AS p
    ON true
  LEFT JOIN LATERAL (
       SELECT w.said
         FROM jsonb_array_elements(sheaf.item_statements(p.item))
                  AS o(origin),
              jsonb_each(o.origin -> 'statements') AS k,
              jsonb_array_elements(k.value) AS v(value),
              LATERAL (VALUES (coalesce(v.value ->> 'value', v.value #>> '{}')),
                              (v.value ->> 'uri'),
                              (v.value ->> 'scheme')) AS w(said)
        WHERE split_part(k.key, '.', 1) = ANY ($5::text[])
          AND octet_length(w.said) <= $6::bigint
        UNION ALL
       SELECT a.author ->> 'role'
         FROM (VALUES ((p.item).creators), ((p.item).contributors))
                  AS c(authors),
              jsonb_array_elements(c.authors) AS a(author)
        WHERE $9::boolean
          AND a.author ? 'role'
        UNION ALL
       SELECT substr(u.line, length('role=') + 1)
         FROM unnest((p.item).unmapped) AS u(line)
        WHERE $9::boolean
          AND starts_with(u.line, 'role=')) AS s
    ON true
 ORDER BY b.repository_id, b.identifier
