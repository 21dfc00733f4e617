-- More lists of an item, one value a row, for readers.

CREATE OR REPLACE VIEW api.identifier AS
SELECT r.name AS repository,
       i.identifier,
       v.n AS position,
       split_part(v.value, ':', 1) AS scheme,
       substr(v.value, strpos(v.value, ':') + 1) AS value
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL unnest(i.identifiers) WITH ORDINALITY AS v(value, n)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.identifier IS
    'identifiers of an item, one a row: DOI, Handle, ISBN, ...';
COMMENT ON COLUMN api.identifier.repository IS 'name of the repository';
COMMENT ON COLUMN api.identifier.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.identifier.position IS
    'from 1, in the order of identifiers in api.item';
COMMENT ON COLUMN api.identifier.scheme IS 'doi, hdl, isbn, pmid, ...';
COMMENT ON COLUMN api.identifier.value IS
    'the identifier in its one form; check digits hold';

CREATE OR REPLACE VIEW api.funding AS
SELECT r.name AS repository,
       i.identifier,
       g.n AS position,
       g."grant" ->> 'funder' AS funder,
       g."grant" ->> 'funder_id' AS funder_id,
       g."grant" ->> 'programme' AS programme,
       g."grant" ->> 'grant' AS "grant",
       g."grant" ->> 'title' AS title,
       g."grant" ->> 'acronym' AS acronym,
       g."grant" ->> 'jurisdiction' AS jurisdiction
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL jsonb_array_elements(i.funding)
       WITH ORDINALITY AS g("grant", n)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.funding IS 'who paid for what is in an item, one grant a row';
COMMENT ON COLUMN api.funding.repository IS 'name of the repository';
COMMENT ON COLUMN api.funding.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.funding.position IS 'from 1, in the order served';
COMMENT ON COLUMN api.funding.funder IS 'its name';
COMMENT ON COLUMN api.funding.funder_id IS 'its identifier, as served';
COMMENT ON COLUMN api.funding.programme IS 'the programme of the funder';
COMMENT ON COLUMN api.funding."grant" IS 'number of the grant';
COMMENT ON COLUMN api.funding.title IS 'of the project';
COMMENT ON COLUMN api.funding.acronym IS 'of the project';
COMMENT ON COLUMN api.funding.jurisdiction IS 'where the funder is';

CREATE OR REPLACE VIEW api.subject AS
SELECT r.name AS repository,
       i.identifier,
       s.n AS position,
       s.subject ->> 'label' AS label,
       s.subject ->> 'scheme' AS scheme,
       s.subject ->> 'uri' AS uri
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL jsonb_array_elements(i.subjects)
       WITH ORDINALITY AS s(subject, n)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.subject IS 'what an item is about, one subject a row';
COMMENT ON COLUMN api.subject.repository IS 'name of the repository';
COMMENT ON COLUMN api.subject.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.subject.position IS 'from 1, in the order served';
COMMENT ON COLUMN api.subject.label IS 'in words';
COMMENT ON COLUMN api.subject.scheme IS
    'the list of subjects that it is of: ddc, lcsh, ...';
COMMENT ON COLUMN api.subject.uri IS 'what stands for it in that list';
