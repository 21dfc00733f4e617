-- Vocabularies, and what they do not know, for readers.

CREATE OR REPLACE VIEW api.vocabulary AS
SELECT scheme, code, label, uri, broader, source
  FROM sheaf.vocabulary;

COMMENT ON VIEW api.vocabulary IS
    'the terms that normalised values are taken from, as they ship with Sheaf';
COMMENT ON COLUMN api.vocabulary.scheme IS 'type, language, ...';
COMMENT ON COLUMN api.vocabulary.code IS 'as it stands in api.item';
COMMENT ON COLUMN api.vocabulary.label IS 'its name, where it is not the code';
COMMENT ON COLUMN api.vocabulary.uri IS 'what stands for it on the web';
COMMENT ON COLUMN api.vocabulary.broader IS
    'the code of the broader term; NULL: there is none';
COMMENT ON COLUMN api.vocabulary.source IS 'where it is from';

CREATE OR REPLACE VIEW api.synonym AS
SELECT scheme,
       nullif(platform, '') AS platform,
       spelling,
       nullif(code, '') AS code,
       source,
       is_own
  FROM sheaf.synonym;

COMMENT ON VIEW api.synonym IS
    'what repositories write, and the term that it stands for';
COMMENT ON COLUMN api.synonym.scheme IS 'as in api.vocabulary';
COMMENT ON COLUMN api.synonym.platform IS
    'it means that in repositories of this platform; NULL: everywhere';
COMMENT ON COLUMN api.synonym.spelling IS
    'what is written; letters of any case, blanks and punctuation alike';
COMMENT ON COLUMN api.synonym.code IS
    'what it stands for; NULL: it is known to say nothing';
COMMENT ON COLUMN api.synonym.source IS 'who writes so, or where it is from';
COMMENT ON COLUMN api.synonym.is_own IS
    'true: a person added it ("sheaf map"), and it goes before what ships with Sheaf';

CREATE OR REPLACE VIEW api.unmapped AS
SELECT split_part(u.line, '=', 1) AS scheme,
       substr(u.line, strpos(u.line, '=') + 1) AS value,
       count(*) AS items,
       array_agg(DISTINCT r.name ORDER BY r.name) AS repositories
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL unnest(i.unmapped) AS u(line)
 WHERE i.deleted_at IS NULL
 GROUP BY 1, 2;

COMMENT ON VIEW api.unmapped IS
    'values that no vocabulary knows; "sheaf map" says what one means';
COMMENT ON COLUMN api.unmapped.scheme IS 'as in api.vocabulary';
COMMENT ON COLUMN api.unmapped.value IS 'as it was served';
COMMENT ON COLUMN api.unmapped.items IS 'how many items have it';
COMMENT ON COLUMN api.unmapped.repositories IS 'the names of their repositories';
