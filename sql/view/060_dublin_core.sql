-- Unqualified Dublin Core, for readers: the fifteen elements as served.

CREATE OR REPLACE VIEW api.dublin_core AS
SELECT r.name AS repository,
       i.identifier,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'title'))
           AS title,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'creator'))
           AS creator,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'subject'))
           AS subject,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'description'))
           AS description,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'publisher'))
           AS publisher,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'contributor'))
           AS contributor,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'date'))
           AS date,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'type'))
           AS type,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'format'))
           AS format,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'identifier'))
           AS dc_identifier,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'source'))
           AS source,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'language'))
           AS language,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'relation'))
           AS relation,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'coverage'))
           AS coverage,
       ARRAY(SELECT jsonb_array_elements_text(i.dublin_core -> 'rights'))
           AS rights
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
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
