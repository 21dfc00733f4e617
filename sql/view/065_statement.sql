-- What was served, one statement a row, for readers.

CREATE OR REPLACE VIEW api.statement AS
SELECT r.name AS repository,
       i.identifier,
       o.origin ->> 'prefix' AS prefix,
       o.origin ->> 'format' AS format,
       split_part(k.key, '.', 1) AS element,
       nullif(split_part(k.key, '.', 2), '') AS qualifier,
       v.n AS position,
       v.value ->> 'language' AS lang,
       coalesce(v.value ->> 'value', v.value #>> '{}') AS value,
       v.value ->> 'scheme' AS scheme,
       v.value ->> 'uri' AS uri
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL jsonb_array_elements(sheaf.item_statements(i)) AS o(origin)
 CROSS JOIN LATERAL jsonb_each(o.origin -> 'statements') AS k
 CROSS JOIN LATERAL jsonb_array_elements(k.value)
       WITH ORDINALITY AS v(value, n)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.statement IS
    'what the records of an item say, one statement a row, in the words of Dublin Core; values without blanks and markup around them, else as served';
COMMENT ON COLUMN api.statement.repository IS 'name of the repository';
COMMENT ON COLUMN api.statement.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.statement.prefix IS
    'metadataPrefix of the record that says it; empty: its header';
COMMENT ON COLUMN api.statement.format IS
    'the format of that record: oai_dc, rioxx, ...; header: its setSpecs';
COMMENT ON COLUMN api.statement.element IS
    'element of Dublin Core in which it is served, or degree, funding, setSpec';
COMMENT ON COLUMN api.statement.qualifier IS
    'what it says more closely, a term of DCMI where there is one: issued, abstract, ...; "volume:12" in a relation is its volume';
COMMENT ON COLUMN api.statement.position IS
    'from 1, among the statements of that record with this element and qualifier';
COMMENT ON COLUMN api.statement.lang IS 'xml:lang';
COMMENT ON COLUMN api.statement.value IS 'what is said';
COMMENT ON COLUMN api.statement.scheme IS 'the authority or kind of the value, as served';
COMMENT ON COLUMN api.statement.uri IS 'a URI that stands for the value, as served';
