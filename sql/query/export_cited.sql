-- Items for reference managers, a piece at a time; as export_item.sql.
-- $1 repository_id, $2 after this identifier, $3 how many, $4 bytes
-- U+001E separates values of one column.
SELECT i.identifier, i.repository, i.type, i.title, i.creators, i.contributors,
       coalesce(c.year, sheaf.cite_year(i.issued, i.year)),
       coalesce(c.year, i.issued), i.container, i.volume, i.issue,
       i.page_start, i.page_end, i.article_number, i.publisher[1],
       i.degree ->> 'grantor', i.doi,
       coalesce(i.landing_url, sheaf.identifier_url(i.identifiers)), i.abstract,
       (SELECT string_agg(s.subject ->> 'label', U&'\001E' ORDER BY s.n)
          FROM jsonb_array_elements(i.subjects)
               WITH ORDINALITY AS s(subject, n)),
       i.language[1],
       (SELECT string_agg(s.serial ->> 'issn', U&'\001E' ORDER BY s.n)
          FROM jsonb_array_elements(i.issn)
               WITH ORDINALITY AS s(serial, n)),
       (SELECT min(substr(d.identifier, 6))
          FROM unnest(i.identifiers) AS d(identifier)
         WHERE d.identifier LIKE 'isbn:%'),
       i.series -> 0 ->> 'series', i.series -> 0 ->> 'number',
       (SELECT substr(a.identifier, 7)
          FROM unnest(i.identifiers) WITH ORDINALITY AS a(identifier, n)
         WHERE a.identifier LIKE 'arxiv:%'
         ORDER BY a.n
         LIMIT 1)
  FROM sheaf.items_after($1::bigint, $2::text, $3::bigint, $4::bigint) AS next
  JOIN sheaf.repository AS r
    ON r.repository_id = $1::bigint
  JOIN api.item AS i
    ON i.repository = r.name
   AND i.identifier = next.identifier
 CROSS JOIN LATERAL (
       SELECT sheaf.cite_container_year(i.year, i.container_year, i.container,
                  concat(i.volume, i.issue, i.page_start,
                         i.article_number))::text AS year) AS c
 ORDER BY i.identifier
