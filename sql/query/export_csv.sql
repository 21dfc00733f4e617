-- Items as rows of a table, a piece at a time; as export_item.sql. Lists are
-- joined by "; ", dates and answers are as PostgreSQL writes them.
-- $1 repository_id, $2 after this identifier, $3 how many, $4 bytes
SELECT i.identifier, i.repository, i.title,
       (SELECT string_agg(c.creator ->> 'name', '; ' ORDER BY c.n)
          FROM jsonb_array_elements(i.creators)
               WITH ORDINALITY AS c(creator, n)),
       (SELECT string_agg(c.contributor ->> 'name', '; ' ORDER BY c.n)
          FROM jsonb_array_elements(i.contributors)
               WITH ORDINALITY AS c(contributor, n)),
       i.year, i.issued, i.date_quality, i.type,
       array_to_string(i.language, '; '), array_to_string(i.publisher, '; '),
       i.container, i.volume, i.issue, i.page_start, i.page_end,
       i.article_number, i.container_year,
       (SELECT string_agg(s.serial ->> 'issn', '; ' ORDER BY s.n)
          FROM jsonb_array_elements(i.issn)
               WITH ORDINALITY AS s(serial, n)),
       i.doi, array_to_string(i.identifiers, '; '),
       (SELECT string_agg(coalesce(s.subject ->> 'label',
                                   s.subject ->> 'uri'), '; ' ORDER BY s.n)
          FROM jsonb_array_elements(i.subjects)
               WITH ORDINALITY AS s(subject, n)),
       i.abstract, i.version, i.peer_reviewed, i.access_now, i.embargo_end,
       i.license, i.license_uri, i.rights_statement,
       array_to_string(i.rights, '; '), array_to_string(i.sets, '; '),
       i.landing_url, i.full_text_url, i.changed_at
  FROM sheaf.items_after($1::bigint, $2::text, $3::bigint, $4::bigint) AS next
  JOIN sheaf.repository AS r
    ON r.repository_id = $1::bigint
  JOIN api.item AS i
    ON i.repository = r.name
   AND i.identifier = next.identifier
 ORDER BY i.identifier
