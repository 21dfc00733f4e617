-- The lists of an item, one value a row, for readers.

-- Creators or contributors of an item.
CREATE OR REPLACE FUNCTION sheaf.persons(persons jsonb)
RETURNS TABLE ("position" bigint, name text, family text, given text,
               suffix text, role text, orcid text, affiliation text[],
               is_organisation boolean, is_guess boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4
AS $$
    SELECT p.n,
           p.person ->> 'name',
           p.person ->> 'family',
           p.person ->> 'given',
           p.person ->> 'suffix',
           p.person ->> 'role',
           p.person ->> 'orcid',
           ARRAY(SELECT jsonb_array_elements_text(p.person -> 'affiliation')),
           coalesce((p.person ->> 'organisation')::boolean, false),
           coalesce((p.person ->> 'guess')::boolean, false)
      FROM jsonb_array_elements(persons) WITH ORDINALITY AS p(person, n)
$$;

CREATE OR REPLACE VIEW api.creator AS
SELECT r.name AS repository,
       i.identifier,
       p.*
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL sheaf.persons(i.creators) AS p
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.creator IS 'who made an item, one a row';
COMMENT ON COLUMN api.creator.repository IS 'name of the repository';
COMMENT ON COLUMN api.creator.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.creator.position IS 'from 1, in the order served';
COMMENT ON COLUMN api.creator.name IS 'the name as people write it';
COMMENT ON COLUMN api.creator.family IS 'family name';
COMMENT ON COLUMN api.creator.given IS 'given names or initials';
COMMENT ON COLUMN api.creator.suffix IS 'Jr., III, ...';
COMMENT ON COLUMN api.creator.role IS 'what he or she did; several are joined with "; "';
COMMENT ON COLUMN api.creator.orcid IS 'ORCID iD, with hyphens';
COMMENT ON COLUMN api.creator.affiliation IS
    'where he or she works, as served; empty: nothing was';
COMMENT ON COLUMN api.creator.is_organisation IS 'not a person';
COMMENT ON COLUMN api.creator.is_guess IS
    'family and given name were told apart by guess';

CREATE OR REPLACE VIEW api.contributor AS
SELECT r.name AS repository,
       i.identifier,
       p.*
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 CROSS JOIN LATERAL sheaf.persons(i.contributors) AS p
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.contributor IS
    'who took part in an item and did not make it, one a row';
COMMENT ON COLUMN api.contributor.repository IS 'name of the repository';
COMMENT ON COLUMN api.contributor.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.contributor.position IS 'from 1, in the order served';
COMMENT ON COLUMN api.contributor.name IS 'the name as people write it';
COMMENT ON COLUMN api.contributor.family IS 'family name';
COMMENT ON COLUMN api.contributor.given IS 'given names or initials';
COMMENT ON COLUMN api.contributor.suffix IS 'Jr., III, ...';
COMMENT ON COLUMN api.contributor.role IS
    'supervisor, editor, ..., as served';
COMMENT ON COLUMN api.contributor.orcid IS 'ORCID iD, with hyphens';
COMMENT ON COLUMN api.contributor.affiliation IS
    'where he or she works, as served; empty: nothing was';
COMMENT ON COLUMN api.contributor.is_organisation IS 'not a person';
COMMENT ON COLUMN api.contributor.is_guess IS
    'family and given name were told apart by guess';
