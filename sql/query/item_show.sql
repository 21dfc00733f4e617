-- What was made of an identifier, for people: one row a value.
-- $1 name of the repository, $2 identifier
SELECT v.field, v.value
  FROM sheaf.repository AS r
  JOIN sheaf.item AS i USING (repository_id),
       LATERAL (VALUES
           ('title', i.title),
           ('creators', (SELECT string_agg(e ->> 'name', '; ' ORDER BY n)
                           FROM jsonb_array_elements(i.creators)
                                WITH ORDINALITY AS c(e, n))),
           ('contributors', (SELECT string_agg(e ->> 'name', '; ' ORDER BY n)
                               FROM jsonb_array_elements(i.contributors)
                                    WITH ORDINALITY AS c(e, n))),
           ('issued', i.issued),
           ('type', i.type),
           ('language', array_to_string(i.language, ', ')),
           ('publisher', array_to_string(i.publisher, '; ')),
           ('subjects', (SELECT string_agg(coalesce(e ->> 'label', e ->> 'uri'),
                                           '; ' ORDER BY n)
                           FROM jsonb_array_elements(i.subjects)
                                WITH ORDINALITY AS c(e, n))),
           ('abstract', i.abstract),
           ('identifiers', array_to_string(i.identifiers, ', ')),
           ('license', i.license),
           ('rights', array_to_string(i.rights, '; ')),
           ('landing page', i.landing_url),
           ('issues', array_to_string(i.issues, '; ')))
       AS v(field, value)
 WHERE r.name = $1::text
   AND i.identifier = $2::text
   AND i.deleted_at IS NULL
   AND v.value <> ''
