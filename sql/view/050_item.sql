-- Normalised items, for readers. Those whose records are gone are not shown.

CREATE OR REPLACE VIEW api.item AS
SELECT r.name AS repository,
       i.identifier,
       i.title,
       i.creators,
       i.creator_keys,
       i.contributors,
       i.abstract,
       i.subjects,
       i.issued,
       i.issued_from,
       i.issued_to,
       i.year,
       i.date_quality,
       i.type,
       i.language,
       i.publisher,
       i.identifiers,
       i.doi,
       i.rights,
       i.license,
       i.landing_url,
       i.why,
       i.unmapped,
       i.issues,
       i.changed_at
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.item IS
    'what the records of an identifier say, in one row, normalised; NULL: nothing was served, or nothing that a rule is sure of';
COMMENT ON COLUMN api.item.repository IS 'name of the repository';
COMMENT ON COLUMN api.item.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.item.title IS 'the title';
COMMENT ON COLUMN api.item.creators IS
    'authors and others who made it: [{"name": as served}, ...], in the order served';
COMMENT ON COLUMN api.item.creator_keys IS
    'of the creators, for comparing: family name and first initial, folded';
COMMENT ON COLUMN api.item.contributors IS 'others who took part; as creators';
COMMENT ON COLUMN api.item.abstract IS 'the abstract';
COMMENT ON COLUMN api.item.subjects IS
    'what it is about: [{"label": ...} or {"uri": ...}, ...]';
COMMENT ON COLUMN api.item.issued IS
    'date of publication as far as it is known, EDTF level 1: 2014-07, 196X, 1650?';
COMMENT ON COLUMN api.item.issued_from IS 'first day that issued can mean';
COMMENT ON COLUMN api.item.issued_to IS 'last day that issued can mean';
COMMENT ON COLUMN api.item.year IS
    'year of publication; NULL where issued spans several';
COMMENT ON COLUMN api.item.date_quality IS
    'what issued was taken from; plain: a date that does not say what it is the date of';
COMMENT ON COLUMN api.item.type IS
    'what it is, by its label in COAR Resource Types: journal article, doctoral thesis, ...';
COMMENT ON COLUMN api.item.language IS 'its languages, ISO 639-3';
COMMENT ON COLUMN api.item.publisher IS 'its publishers';
COMMENT ON COLUMN api.item.identifiers IS
    'identifiers of other kinds, as scheme:value: doi:10.1000/182, isbn:..., ...';
COMMENT ON COLUMN api.item.doi IS 'the first DOI among them, in small letters';
COMMENT ON COLUMN api.item.rights IS 'what is said about rights, as served';
COMMENT ON COLUMN api.item.license IS
    'the licence, by its SPDX identifier where it has one';
COMMENT ON COLUMN api.item.landing_url IS 'the page of it on the web';
COMMENT ON COLUMN api.item.why IS
    'where each value comes from: {"issued": {"prefix", "element", "position", "rule"}, ...}';
COMMENT ON COLUMN api.item.unmapped IS
    'values that no vocabulary knows, as scheme=value';
COMMENT ON COLUMN api.item.issues IS
    'what is wrong with the metadata, one sentence each';
COMMENT ON COLUMN api.item.changed_at IS 'when this row last changed';
