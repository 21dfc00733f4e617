-- Unqualified Dublin Core, for readers: the fifteen elements as served. Where
-- oai_dc was harvested, as that says; else as the most specific format does,
-- without its qualifiers.

CREATE OR REPLACE FUNCTION sheaf.element_values(statements jsonb, element text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(array_agg(coalesce(v.value ->> 'value', v.value #>> '{}')
                              ORDER BY k.key, v.n), '{}')
      FROM jsonb_each(statements) AS k,
           jsonb_array_elements(k.value) WITH ORDINALITY AS v(value, n)
     WHERE split_part(k.key, '.', 1) = element
$$;

CREATE OR REPLACE VIEW api.dublin_core AS
SELECT r.name AS repository,
       i.identifier,
       sheaf.element_values(s.statements, 'title') AS title,
       sheaf.element_values(s.statements, 'creator') AS creator,
       sheaf.element_values(s.statements, 'subject') AS subject,
       sheaf.element_values(s.statements, 'description') AS description,
       sheaf.element_values(s.statements, 'publisher') AS publisher,
       sheaf.element_values(s.statements, 'contributor') AS contributor,
       sheaf.element_values(s.statements, 'date') AS date,
       sheaf.element_values(s.statements, 'type') AS type,
       sheaf.element_values(s.statements, 'format') AS format,
       sheaf.element_values(s.statements, 'identifier') AS dc_identifier,
       sheaf.element_values(s.statements, 'source') AS source,
       sheaf.element_values(s.statements, 'language') AS language,
       sheaf.element_values(s.statements, 'relation') AS relation,
       sheaf.element_values(s.statements, 'coverage') AS coverage,
       sheaf.element_values(s.statements, 'rights') AS rights
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
  LEFT JOIN LATERAL (
       SELECT o.origin -> 'statements' AS statements
         FROM jsonb_array_elements(sheaf.item_statements(i))
              WITH ORDINALITY AS o(origin, n)
        WHERE o.origin ->> 'format' <> 'header'
        ORDER BY o.origin ->> 'format' = 'oai_dc' DESC, o.n
        LIMIT 1) AS s ON true
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.dublin_core IS
    'the fifteen elements of Dublin Core as served: without blanks and markup around them, in the order served; empty where there is none';
COMMENT ON COLUMN api.dublin_core.repository IS 'name of the repository';
COMMENT ON COLUMN api.dublin_core.identifier IS
    'OAI identifier; dc:identifier is in dc_identifier';
COMMENT ON COLUMN api.dublin_core.title IS 'dc:title';
COMMENT ON COLUMN api.dublin_core.creator IS 'dc:creator';
COMMENT ON COLUMN api.dublin_core.subject IS 'dc:subject';
COMMENT ON COLUMN api.dublin_core.description IS 'dc:description';
COMMENT ON COLUMN api.dublin_core.publisher IS 'dc:publisher';
COMMENT ON COLUMN api.dublin_core.contributor IS 'dc:contributor';
COMMENT ON COLUMN api.dublin_core.date IS 'dc:date';
COMMENT ON COLUMN api.dublin_core.type IS 'dc:type';
COMMENT ON COLUMN api.dublin_core.format IS 'dc:format';
COMMENT ON COLUMN api.dublin_core.dc_identifier IS 'dc:identifier';
COMMENT ON COLUMN api.dublin_core.source IS 'dc:source';
COMMENT ON COLUMN api.dublin_core.language IS 'dc:language';
COMMENT ON COLUMN api.dublin_core.relation IS 'dc:relation';
COMMENT ON COLUMN api.dublin_core.coverage IS 'dc:coverage';
COMMENT ON COLUMN api.dublin_core.rights IS 'dc:rights';
