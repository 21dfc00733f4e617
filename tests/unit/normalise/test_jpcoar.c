#include "record.h"

#define JPCOAR(inside)                                                       \
	"<jpcoar:jpcoar xmlns:jpcoar='https://github.com/JPCOAR/schema/blob" \
	"/master/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'"          \
	" xmlns:dcterms='http://purl.org/dc/terms/'"                         \
	" xmlns:datacite='https://schema.datacite.org/meta/kernel-4/'"       \
	" xmlns:oaire='http://namespace.openaire.eu/schema/oaire/'"          \
	" xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" inside   \
	"</jpcoar:jpcoar>"

static void
an_article_is_read(void **state)
{
	(void)state;
	assert_claims("jpcoar",
	    JPCOAR("<dc:title xml:lang='en'>On wool</dc:title>"
		   "<dcterms:alternative xml:lang='ja'>羊毛"
		   "</dcterms:alternative><jpcoar:creator>"
		   "<jpcoar:nameIdentifier nameIdentifierScheme='e-Rad'>7"
		   "</jpcoar:nameIdentifier>"
		   "<jpcoar:nameIdentifier nameIdentifierScheme='ORCID'>"
		   "0000-0002-1825-0097</jpcoar:nameIdentifier>"
		   "<jpcoar:creatorName xml:lang='en'>Doe, Jane"
		   "</jpcoar:creatorName>"
		   "<jpcoar:creatorName xml:lang='ja'>土井"
		   "</jpcoar:creatorName>"
		   "<jpcoar:familyName>Doe</jpcoar:familyName>"
		   "<jpcoar:givenName>Jane</jpcoar:givenName>"
		   "<jpcoar:affiliation><jpcoar:affiliationName>Guild"
		   "</jpcoar:affiliationName></jpcoar:affiliation>"
		   "</jpcoar:creator>"
		   "<jpcoar:contributor contributorType='Editor'>"
		   "<jpcoar:contributorName nameType='Organizational'>Board"
		   "</jpcoar:contributorName></jpcoar:contributor>"
		   "<dcterms:accessRights rdf:resource='http://purl.org/coar/"
		   "access_right/c_abf2'>open access</dcterms:accessRights>"
		   "<dc:rights rdf:resource='urn:r'>Free</dc:rights>"
		   "<jpcoar:subject subjectScheme='NDC' subjectURI='urn:s'>"
		   "Sheep</jpcoar:subject>"
		   "<datacite:description descriptionType='Abstract'>All "
		   "about it.</datacite:description>"
		   "<dc:publisher>Press</dc:publisher>"
		   "<datacite:date dateType='Issued'>2014-07</datacite:date>"
		   "<datacite:date dateType='Available'>2015</datacite:date>"
		   "<dc:language>eng</dc:language>"
		   "<dc:type rdf:resource='urn:t'>journal article</dc:type>"
		   "<datacite:version>1.1</datacite:version>"
		   "<oaire:version rdf:resource='urn:v'>VoR</oaire:version>"
		   "<jpcoar:identifier identifierType='HDL'>https://hdl."
		   "handle.net/1.1/2</jpcoar:identifier>"
		   "<jpcoar:identifierRegistration identifierType='JaLC'>"
		   "10.5555/one</jpcoar:identifierRegistration>"
		   "<jpcoar:relation relationType='isVersionOf'>"
		   "<jpcoar:relatedIdentifier identifierType='DOI'>10.5555/two"
		   "</jpcoar:relatedIdentifier><jpcoar:relatedTitle>Two"
		   "</jpcoar:relatedTitle></jpcoar:relation>"
		   "<jpcoar:relation relationType='inSeries'>"
		   "<jpcoar:relatedTitle>Studies</jpcoar:relatedTitle>"
		   "</jpcoar:relation>"
		   "<jpcoar:sourceIdentifier identifierType='PISSN'>1355-5146"
		   "</jpcoar:sourceIdentifier>"
		   "<jpcoar:sourceIdentifier identifierType='NCID'>AA1"
		   "</jpcoar:sourceIdentifier>"
		   "<jpcoar:sourceTitle>Wool</jpcoar:sourceTitle>"
		   "<jpcoar:volume>20</jpcoar:volume>"
		   "<jpcoar:issue>4</jpcoar:issue>"
		   "<jpcoar:pageStart>286</jpcoar:pageStart>"
		   "<jpcoar:pageEnd>292</jpcoar:pageEnd>"
		   "<jpcoar:file><jpcoar:URI objectType='fulltext'>https://"
		   "example.org/1.pdf</jpcoar:URI><jpcoar:mimeType>"
		   "application/pdf</jpcoar:mimeType><jpcoar:extent>2 MB"
		   "</jpcoar:extent></jpcoar:file>"
		   "<jpcoar:file><jpcoar:URI objectType='thumbnail'>https://"
		   "example.org/1.png</jpcoar:URI></jpcoar:file>"),
	    "title: On wool [language=en]\n"
	    "title.alternative: 羊毛 [language=ja]\n"
	    "creator: Doe, Jane [language=en] [scheme=e-Rad] [uri=7]"
	    " [family=Doe] [given=Jane] [orcid=0000-0002-1825-0097]"
	    " [affiliation=Guild]\n"
	    "subject: Sheep [scheme=NDC] [uri=urn:s]\n"
	    "description.abstract: All about it.\n"
	    "publisher: Press\n"
	    "contributor: Board [role=Editor] [organisation]\n"
	    "date.issued: 2014-07\n"
	    "date.available: 2015\n"
	    "type: journal article [uri=urn:t]\n"
	    "type.version: VoR [uri=urn:v]\n"
	    "format: application/pdf\n"
	    "format.extent: 2 MB\n"
	    "identifier: 10.5555/one [scheme=doi]\n"
	    "identifier: https://hdl.handle.net/1.1/2 [scheme=HDL]\n"
	    "identifier.fullText: https://example.org/1.pdf\n"
	    "identifier.other: https://example.org/1.png\n"
	    "source.edition: 1.1\n"
	    "source.container: Wool\n"
	    "source.volume: 20\n"
	    "source.issue: 4\n"
	    "source.pageStart: 286\n"
	    "source.pageEnd: 292\n"
	    "source.issnPrint: 1355-5146\n"
	    "language: eng\n"
	    "relation.isPartOf: AA1 [scheme=NCID]\n"
	    "relation.isVersionOf: 10.5555/two [scheme=DOI]\n"
	    "relation.isPartOfSeries: Studies\n"
	    "rights: Free [uri=urn:r]\n"
	    "rights.accessRights: open access"
	    " [uri=http://purl.org/coar/access_right/c_abf2]\n");
}

static void
theses_and_grants_are_read(void **state)
{
	(void)state;
	assert_claims("jpcoar",
	    JPCOAR("<dissertationNumber>9</dissertationNumber>"
		   "<degreeName>Doctor of Wool</degreeName>"
		   "<dateGranted>2014-03-01</dateGranted>"
		   "<jpcoar:degreeGrantor><jpcoar:degreeGrantorName>University"
		   "</jpcoar:degreeGrantorName></jpcoar:degreeGrantor>"
		   "<jpcoar:publisher><jpcoar:publisherName>Press"
		   "</jpcoar:publisherName></jpcoar:publisher>"
		   "<jpcoar:conference><jpcoar:conferenceName>Wool Days"
		   "</jpcoar:conferenceName></jpcoar:conference>"
		   "<jpcoar:fundingReference><jpcoar:funderName>Board"
		   "</jpcoar:funderName><datacite:funderIdentifier>urn:f"
		   "</datacite:funderIdentifier><jpcoar:fundingStream>Sheep"
		   "</jpcoar:fundingStream><datacite:awardNumber "
		   "awardURI='urn:a'>B-1</datacite:awardNumber>"
		   "<jpcoar:awardTitle>On wool</jpcoar:awardTitle>"
		   "</jpcoar:fundingReference>"),
	    "publisher: Press\n"
	    "date: 2014-03-01\n"
	    "identifier.other: 9\n"
	    "source.conference: Wool Days\n"
	    "degree.name: Doctor of Wool\n"
	    "degree.grantor: University\n"
	    "funding: B-1 [uri=urn:a] [funder=Board] [funder_id=urn:f]"
	    " [programme=Sheep] [grant=B-1] [title=On wool]\n");
}

static void
what_becomes_available_ends_an_embargo(void **state)
{
	(void)state;
	assert_claims("jpcoar",
	    JPCOAR("<dcterms:accessRights rdf:resource='http://purl.org/coar/"
		   "access_right/c_f1cf'/>"
		   "<jpcoar:file><datacite:date dateType='Available'>"
		   "2030-01-01</datacite:date></jpcoar:file>"),
	    "date.embargoEnd: 2030-01-01\n"
	    "rights.accessRights: http://purl.org/coar/access_right/c_f1cf"
	    " [uri=http://purl.org/coar/access_right/c_f1cf]\n");
}

TESTS(WITH_VOCABULARY(an_article_is_read),
    WITH_VOCABULARY(theses_and_grants_are_read),
    WITH_VOCABULARY(what_becomes_available_ends_an_embargo))
