-- What was made of an identifier, for people: one row a value.
-- $1 name of the repository, $2 identifier
SELECT v.field, v.value
  FROM sheaf.repository AS r
  JOIN sheaf.item AS i USING (repository_id),
       LATERAL (VALUES
           ('title', i.title),
           ('other titles', (SELECT string_agg(e ->> 'title', '; ' ORDER BY n)
                               FROM jsonb_array_elements(i.other_titles)
                                    WITH ORDINALITY AS c(e, n))),
           ('creators', (SELECT string_agg(e ->> 'name', '; ' ORDER BY n)
                           FROM jsonb_array_elements(i.creators)
                                WITH ORDINALITY AS c(e, n))),
           ('contributors', (SELECT string_agg(e ->> 'name', '; ' ORDER BY n)
                               FROM jsonb_array_elements(i.contributors)
                                    WITH ORDINALITY AS c(e, n))),
           ('issued', i.issued),
           ('printed', i.printed),
           ('online', i.online),
           ('accepted', i.accepted),
           ('deposited', i.deposited),
           ('type', i.type),
           ('version', i.version),
           ('peer reviewed', CASE WHEN i.peer_reviewed THEN 'yes'
                                  WHEN NOT i.peer_reviewed THEN 'no' END),
           ('language', array_to_string(i.language, ', ')),
           ('publisher', array_to_string(i.publisher, '; ')),
           ('in', i.container),
           ('volume', i.volume),
           ('issue', i.issue),
           ('pages', concat_ws('-', i.page_start, i.page_end)),
           ('article', i.article_number),
           ('container year', i.container_year::text),
           ('issn', (SELECT string_agg(concat_ws(' ', e ->> 'issn',
                                                 '(' || (e ->> 'medium') || ')'),
                                       ', ' ORDER BY n)
                       FROM jsonb_array_elements(i.issn)
                            WITH ORDINALITY AS c(e, n))),
           ('series', (SELECT string_agg(concat_ws('; ', e ->> 'series',
                                                   e ->> 'number'),
                                         ', ' ORDER BY n)
                         FROM jsonb_array_elements(i.series)
                              WITH ORDINALITY AS c(e, n))),
           ('subjects', (SELECT string_agg(coalesce(e ->> 'label',
                           (e ->> 'scheme') || ':' || (e ->> 'code'),
                           e ->> 'uri'),
                                           '; ' ORDER BY n)
                           FROM jsonb_array_elements(i.subjects)
                                WITH ORDINALITY AS c(e, n))),
           ('abstract', i.abstract),
           ('identifiers', array_to_string(i.identifiers, ', ')),
           ('funding', (SELECT string_agg(concat_ws(' ', e ->> 'funder',
                                                    e ->> 'grant'),
                                          '; ' ORDER BY n)
                          FROM jsonb_array_elements(i.funding)
                               WITH ORDINALITY AS c(e, n))),
           ('access', concat_ws(', until ', i.access, i.embargo_end)),
           ('license', i.license),
           ('rights', concat_ws('; ', i.rights_statement,
                                array_to_string(i.rights, '; '))),
           ('landing page', i.landing_url),
           ('full text', i.full_text_url),
           ('issues', array_to_string(i.issues, '; ')))
       AS v(field, value)
 WHERE r.name = $1::text
   AND i.identifier = $2::text
   AND i.deleted_at IS NULL
   AND v.value <> ''
