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
       sheaf.item_why(i) AS why,
       i.unmapped,
       i.issues,
       i.changed_at,
       i.other_titles,
       i.title_key,
       i.printed,
       i.online,
       i.accepted,
       i.deposited,
       i.types,
       i.version,
       i.peer_reviewed,
       i.language_basis,
       i.container,
       i.volume,
       i.issue,
       i.page_start,
       i.page_end,
       i.article_number,
       i.series,
       i.issn,
       i.relations,
       i.funding,
       i.degree,
       i.access,
       CASE WHEN i.access = 'embargoed access'
             AND i.embargo_end <= current_date
            THEN CASE WHEN i.full_text_url IS NOT NULL
                      THEN 'open access' END
            ELSE i.access END AS access_now,
       i.access_basis,
       i.embargo_end,
       i.license_uri,
       i.rights_statement,
       i.format,
       i.extent,
       i.sets,
       i.full_text_url,
       i.container_year
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE i.deleted_at IS NULL;

COMMENT ON VIEW api.item IS
    'what the records of an identifier say, in one row, normalised; NULL: nothing was served, or nothing that a rule is sure of';
COMMENT ON COLUMN api.item.repository IS 'name of the repository';
COMMENT ON COLUMN api.item.identifier IS 'OAI identifier';
COMMENT ON COLUMN api.item.title IS 'the title';
COMMENT ON COLUMN api.item.creators IS
    'authors and others who made it, in order: [{"name", "family", "given", "suffix", "role", "orcid", "affiliation", "organisation", "guess"}, ...]; guess: where family and given name part is guessed';
COMMENT ON COLUMN api.item.creator_keys IS
    'of the creators, for comparing: family name and first initial, folded';
COMMENT ON COLUMN api.item.contributors IS 'others who took part; as creators';
COMMENT ON COLUMN api.item.abstract IS 'the abstract';
COMMENT ON COLUMN api.item.subjects IS
    'what it is about: [{"label", "scheme", "code", "uri"}, ...]; scheme: ddc, jel, lcsh, ...; code: in the scheme';
COMMENT ON COLUMN api.item.issued IS
    'date of publication as far as it is known, EDTF level 1: 2014-07, 196X, 1650?';
COMMENT ON COLUMN api.item.issued_from IS 'first day that issued can mean';
COMMENT ON COLUMN api.item.issued_to IS 'last day that issued can mean';
COMMENT ON COLUMN api.item.year IS
    'year of publication; NULL where issued spans several';
COMMENT ON COLUMN api.item.date_quality IS
    'typed: the date says that it is of publication; plain: it does not say what it is of; citation: from a citation';
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
COMMENT ON COLUMN api.item.landing_url IS
    'the page of it on the web, as served; where there is none, api.cite and exports make a link of a DOI, Handle, arXiv or PubMed number';
COMMENT ON COLUMN api.item.why IS
    'where each value comes from: {"issued": {"prefix", "element", "position", "rule"}, ...}';
COMMENT ON COLUMN api.item.unmapped IS
    'values that no vocabulary knows, as scheme=value';
COMMENT ON COLUMN api.item.issues IS
    'what is wrong with the metadata, one sentence each';
COMMENT ON COLUMN api.item.changed_at IS 'when this row last changed';
COMMENT ON COLUMN api.item.other_titles IS
    'its other titles: [{"title", "language", "kind"}, ...]; kind is alternative or translated';
COMMENT ON COLUMN api.item.title_key IS
    'the title for comparing: folded, letters and digits only';
COMMENT ON COLUMN api.item.printed IS 'date of the printed publication, EDTF';
COMMENT ON COLUMN api.item.online IS 'date of the publication online, EDTF';
COMMENT ON COLUMN api.item.accepted IS 'when it was accepted, EDTF';
COMMENT ON COLUMN api.item.deposited IS 'when the repository got it, EDTF';
COMMENT ON COLUMN api.item.types IS
    'all that is said about its type, by labels of COAR Resource Types';
COMMENT ON COLUMN api.item.version IS
    'version of a publication: AO, SMUR, AM, P, VoR, CVoR, EVoR, NA (NISO RP-8)';
COMMENT ON COLUMN api.item.peer_reviewed IS
    'whether it is said to be peer reviewed';
COMMENT ON COLUMN api.item.language_basis IS
    'what language was taken from: code, name, or default (what the platform writes by itself)';
COMMENT ON COLUMN api.item.container IS
    'the journal, book or proceedings it is in';
COMMENT ON COLUMN api.item.volume IS 'of the container';
COMMENT ON COLUMN api.item.issue IS 'of the container';
COMMENT ON COLUMN api.item.page_start IS 'first page';
COMMENT ON COLUMN api.item.page_end IS 'last page';
COMMENT ON COLUMN api.item.article_number IS 'where there are no pages';
COMMENT ON COLUMN api.item.series IS '[{"series", "number"}, ...]';
COMMENT ON COLUMN api.item.issn IS
    'of the container: [{"issn", "medium"}, ...]; medium is print, electronic or linking';
COMMENT ON COLUMN api.item.relations IS
    'what it is related to: [{"rel", "scheme", "value"}, ...]';
COMMENT ON COLUMN api.item.funding IS
    '[{"funder", "funder_id", "programme", "grant", "title", "acronym", "jurisdiction"}, ...]';
COMMENT ON COLUMN api.item.degree IS
    'of a thesis: {"name", "level", "discipline", "grantor"}';
COMMENT ON COLUMN api.item.access IS
    'label of COAR Access Rights, as it was said; see access_now';
COMMENT ON COLUMN api.item.access_now IS
    'access today: what was under embargo until embargo_end is open now, if there is a file of it';
COMMENT ON COLUMN api.item.access_basis IS
    'what access was taken from: statement, licence, embargo';
COMMENT ON COLUMN api.item.embargo_end IS 'the first day without embargo';
COMMENT ON COLUMN api.item.license_uri IS 'the canonical URI of the licence';
COMMENT ON COLUMN api.item.rights_statement IS
    'the rights statement, by its code: InC-1.0, ...';
COMMENT ON COLUMN api.item.format IS 'MIME types of its files';
COMMENT ON COLUMN api.item.extent IS '{"pages", "bytes"}';
COMMENT ON COLUMN api.item.sets IS
    'the sets it is in, setSpecs decoded where their platform encodes them';
COMMENT ON COLUMN api.item.full_text_url IS 'a file of it on the web';
COMMENT ON COLUMN api.item.container_year IS
    'the year in which the container appeared, as the citation says it that names it; a preprint is issued before, and citations with the container have this year';
