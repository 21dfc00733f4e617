-- The columns of an item that are made of records, and what they are made of:
-- the one place where SQL knows it. tests/store/test_field.c holds the names of
-- elements against ours in C.

-- explained: the column whose explanation it has, itself or what it is made of.
-- words: how issues call it. elements: where it would stand if it were served
-- as just that, by the names of api.statement. element: without a qualifier,
-- what tells that something was served for it. looks: where that element says
-- other things too, how its statements or their qualifiers look when they may be
-- of the field; any case.
CREATE OR REPLACE VIEW sheaf.field AS
SELECT c.number, field, c.explained, c.words, c.elements::text[],
       coalesce(c.element, split_part((c.elements::text[])[1], '.', 1))
           AS element,
       l.looks
  FROM (VALUES
           (1, 'title', 'title', '\mtitle', '{title}', NULL),
           (2, 'other_titles', 'other_titles', '\mother title', NULL, NULL),
           (3, 'title_key', 'title', NULL, NULL, NULL),
           (4, 'creators', 'creators', '\m(creator|name)', '{creator}', NULL),
           (5, 'creator_keys', 'creators', NULL, NULL, NULL),
           (6, 'contributors', 'contributors', '\mcontributor',
            '{contributor}', NULL),
           (7, 'abstract', 'abstract', '\mabstract', '{description}', NULL),
           (8, 'subjects', 'subjects', '\msubject', '{subject}', NULL),
           (9, 'issued', 'issued', '\m(date|issued|year)',
            '{date,date.issued}', NULL),
           (10, 'issued_from', 'issued', NULL, NULL, NULL),
           (11, 'issued_to', 'issued', NULL, NULL, NULL),
           (12, 'year', 'issued', NULL, NULL, NULL),
           (13, 'date_quality', 'issued', NULL, NULL, NULL),
           (14, 'printed', 'printed', '\mprinted', '{date.printed}', NULL),
           (15, 'online', 'online', '\monline', '{date.online}', NULL),
           (16, 'accepted', 'accepted', '\maccepted',
            '{date.dateAccepted}', NULL),
           (17, 'deposited', 'deposited', '\mdeposited',
            '{date.deposited}', NULL),
           (18, 'type', 'type', '\mtype', '{type}', NULL),
           (19, 'types', 'type', NULL, NULL, NULL),
           (20, 'version', 'version', '\mversion', '{type.version}', NULL),
           (21, 'peer_reviewed', 'peer_reviewed', '\mpeer.review',
            '{type.peerReviewed}', NULL),
           (22, 'language', 'language', '\mlanguage', '{language}', NULL),
           (23, 'language_basis', 'language', NULL, NULL, NULL),
           (24, 'publisher', 'publisher', '\mpublisher', '{publisher}', NULL),
           (25, 'container', 'container', '\m(container|citation)',
            '{source,source.container,identifier.bibliographicCitation,'
            'relation.container,description.seriesInformation}', NULL),
           (26, 'volume', 'volume', '\mvolume',
            '{source.volume,relation.volume}', NULL),
           (27, 'issue', 'issue', '\missue',
            '{source.issue,relation.issue}', NULL),
           (28, 'page_start', 'page_start', '\mpage',
            '{source.pages,source.pageStart,relation.pageStart}', NULL),
           (29, 'page_end', 'page_end', '\mpage',
            '{source.pageEnd,relation.pageEnd}', NULL),
           (30, 'article_number', 'article_number', '\marticle number',
            '{source.articleNumber}', NULL),
           (31, 'container_year', 'container_year', '\mcitation',
            '{source,identifier.bibliographicCitation,'
            'description.seriesInformation}', NULL),
           (32, 'series', 'series', '\mseries',
            '{relation.isPartOfSeries}', NULL),
           (33, 'issn', 'issn', '\mISSN',
            '{source.issn,source.issnPrint,source.issnElectronic}', NULL),
           (34, 'identifiers', 'identifiers', '\midentifier',
            '{identifier}', NULL),
           (35, 'doi', 'doi', '\mDOI', NULL, 'identifier'),
           (36, 'relations', 'relations', '\mrelation', '{relation}', NULL),
           (37, 'funding', 'funding', '\mfund', '{funding}', NULL),
           (38, 'degree', 'degree', '\mdegree', '{degree,degree.name}', NULL),
           (39, 'access', 'access', '\maccess', '{rights.accessRights}', NULL),
           (40, 'access_basis', 'access', NULL, NULL, NULL),
           (41, 'embargo_end', 'embargo_end', '\membargo',
            '{date.embargoEnd}', NULL),
           (42, 'license', 'license', '\mlicen[cs]e', '{rights.license}', NULL),
           (43, 'license_uri', 'license', NULL, NULL, NULL),
           (44, 'rights_statement', 'rights_statement', '\mrights statement',
            NULL, 'rights'),
           (45, 'rights', 'rights', '\mrights', '{rights}', NULL),
           (46, 'format', 'format', '\mMIME', '{format}', NULL),
           (47, 'extent', 'extent', '\mextent', '{format.extent}', NULL),
           (48, 'sets', 'sets', '\mset', '{setSpec}', NULL),
           (49, 'landing_url', 'landing_url', '\mlanding',
            '{identifier.landing}', NULL),
           (50, 'full_text_url', 'full_text_url', '\mfull text',
            '{identifier.fullText}', NULL))
       AS c(number, field, explained, words, elements, element)
  LEFT JOIN (VALUES
           ('doi', '\m10\.[0-9]{4,9}/'),
           ('license', 'li[csz]en[cçsz]|lisans|лиценз|creative ?commons'
                       '|\mcc[- _]?(by|0)|public domain'),
           ('rights_statement', 'rightsstatements\.org|copyright|©|reserved'
                                '|public domain|rioxx|urheber|rechte|droits'
                                '|derechos|direitos|diritti|zastrze'),
           ('landing_url', '(https?|ftp)://'),
           ('full_text_url', '(https?|ftp)://'))
       AS l(field, looks) USING (field);
