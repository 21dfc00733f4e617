#include "record.h"

#define OPENAIRE(inside)                                            \
	"<oaire:resource"                                           \
	" xmlns:oaire='http://namespace.openaire.eu/schema/oaire/'" \
	" xmlns:datacite='http://datacite.org/schema/kernel-4'"     \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'"              \
	" xmlns:dcterms='http://purl.org/dc/terms/'>" inside        \
	"</oaire:resource>"
#define COAR "http://purl.org/coar/"

static void
a_publication_is_read(void **state)
{
	(void)state;
	assert_claims("openaire",
	    OPENAIRE(
		"<datacite:titles><datacite:title xml:lang='en'>Wool"
		"</datacite:title></datacite:titles>"
		"<datacite:creators><datacite:creator>"
		"<datacite:creatorName nameType='Personal'>Doe, Jane"
		"</datacite:creatorName><datacite:familyName>Doe"
		"</datacite:familyName><datacite:givenName>Jane"
		"</datacite:givenName><datacite:nameIdentifier"
		" nameIdentifierScheme='ORCID'>0000-0002-1825-0097"
		"</datacite:nameIdentifier></datacite:creator>"
		"</datacite:creators>"
		"<datacite:contributors><datacite:contributor"
		" contributorType='HostingInstitution'>"
		"<datacite:contributorName nameType='Organizational'>Barn"
		"</datacite:contributorName><datacite:nameIdentifier"
		" nameIdentifierScheme='e-mail'>x@example.org"
		"</datacite:nameIdentifier></datacite:contributor>"
		"</datacite:contributors>"
		"<oaire:fundingReferences><oaire:fundingReference>"
		"<oaire:funderName>Wool Board</oaire:funderName>"
		"<oaire:funderIdentifier>http://doi.org/10.13039/1"
		"</oaire:funderIdentifier>"
		"<oaire:fundingStream>Fleece</oaire:fundingStream>"
		"<oaire:awardNumber awardURI='https://example.org/7'>7"
		"</oaire:awardNumber><oaire:awardTitle>Shear"
		"</oaire:awardTitle></oaire:fundingReference>"
		"</oaire:fundingReferences>"
		"<datacite:alternateIdentifiers><datacite:alternateIdentifier"
		" alternateIdentifierType='DOI'>10.5555/wool"
		"</datacite:alternateIdentifier>"
		"</datacite:alternateIdentifiers>"
		"<datacite:relatedIdentifiers><datacite:relatedIdentifier"
		" relatedIdentifierType='ISSN' relationType='IsPartOf'>"
		"1355-5146</datacite:relatedIdentifier>"
		"</datacite:relatedIdentifiers>"
		"<datacite:dates><datacite:date dateType='Accepted'>2019-05"
		"</datacite:date><datacite:date dateType='Issued'>2019-05"
		"</datacite:date><datacite:date dateType='Accepted'>2019-01-02"
		"</datacite:date></datacite:dates>"
		"<dc:language>eng</dc:language><dc:publisher>Press"
		"</dc:publisher>"
		"<oaire:resourceType resourceTypeGeneral='literature'"
		" uri='" COAR "resource_type/c_6501'>journal article"
		"</oaire:resourceType>"
		"<dc:description>All.</dc:description>"
		"<dc:format>application/pdf</dc:format>"
		"<datacite:identifier identifierType='Handle'>"
		"http://hdl.handle.net/1721.1/1</datacite:identifier>"
		"<datacite:rights rightsURI='" COAR
		"access_right/c_abf2'>open access</datacite:rights>"
		"<dc:source>Wool</dc:source><datacite:subjects>"
		"<datacite:subject>Sheep</datacite:subject>"
		"</datacite:subjects><dc:coverage>Skye</dc:coverage>"
		"<datacite:sizes><datacite:size>4711 bytes</datacite:size>"
		"</datacite:sizes>"
		"<oaire:licenseCondition startDate='2019-02-01'"
		" uri='http://creativecommons.org/licenses/by/4.0/'>"
		"Attribution</oaire:licenseCondition>"
		"<oaire:version uri='" COAR
		"version/c_ab4af688f83e57aa'>AM</oaire:version>"
		"<oaire:file accessRightsURI='" COAR
		"access_right/c_abf2' mimeType='application/pdf'"
		" objectType='fulltext'>https://example.org/1.pdf"
		"</oaire:file>"
		"<oaire:file objectType='other'>https://example.org/x"
		"</oaire:file>"
		"<oaire:citationTitle>Wool Letters</oaire:citationTitle>"
		"<oaire:citationVolume>3</oaire:citationVolume>"
		"<oaire:citationIssue>4</oaire:citationIssue>"
		"<oaire:citationStartPage>20</oaire:citationStartPage>"
		"<oaire:citationEndPage>35</oaire:citationEndPage>"
		"<oaire:citationConferencePlace>Skye"
		"</oaire:citationConferencePlace>"
		"<dcterms:audience>Shepherds</dcterms:audience>"),
	    "title: Wool [language=en]\n"
	    "creator: Doe, Jane [family=Doe] [given=Jane]"
	    " [orcid=0000-0002-1825-0097]\n"
	    "subject: Sheep\n"
	    "description: All.\n"
	    "description.note: Skye [scheme=citationConferencePlace]\n"
	    "description.note: Shepherds [scheme=audience]\n"
	    "publisher: Press\n"
	    "contributor: Barn [role=HostingInstitution] [organisation]\n"
	    "date.issued: 2019-05\n"
	    "date.other: 2019-05 [scheme=Accepted]\n"
	    "date.dateAccepted: 2019-01-02 [scheme=Accepted]\n"
	    "type: journal article [scheme=literature] [uri=" COAR
	    "resource_type/c_6501]\n"
	    "type.version: AM [uri=" COAR "version/c_ab4af688f83e57aa]\n"
	    "format.extent: 4711 bytes\n"
	    "format: application/pdf\n"
	    "format: application/pdf\n"
	    "identifier: http://hdl.handle.net/1721.1/1 [scheme=Handle]\n"
	    "identifier: 10.5555/wool [scheme=DOI]\n"
	    "identifier.fullText: https://example.org/1.pdf\n"
	    "identifier.other: https://example.org/x\n"
	    "source.issn: 1355-5146\n"
	    "source.container: Wool Letters\n"
	    "source.volume: 3\n"
	    "source.issue: 4\n"
	    "source.pageStart: 20\n"
	    "source.pageEnd: 35\n"
	    "source: Wool\n"
	    "language: eng\n"
	    "coverage: Skye\n"
	    "rights.accessRights: open access"
	    " [uri=" COAR "access_right/c_abf2]\n"
	    "rights.license: Attribution"
	    " [uri=http://creativecommons.org/licenses/by/4.0/]\n"
	    "funding: 7 [uri=https://example.org/7] [funder=Wool Board]"
	    " [funder_id=http://doi.org/10.13039/1] [programme=Fleece]"
	    " [grant=7] [title=Shear]\n");
}

static void
a_version_is_of_a_publication_or_of_data(void **state)
{
	(void)state;
	assert_claims("openaire",
	    OPENAIRE("<oaire:resourceType resourceTypeGeneral='dataset'>dataset"
		     "</oaire:resourceType>"
		     "<oaire:version>1.0.3</oaire:version>"),
	    "type: dataset [scheme=dataset]\nsource.edition: 1.0.3\n");
	assert_claims("openaire",
	    OPENAIRE("<oaire:resourceType resourceTypeGeneral='literature'"
		     " uri='urn:t'/><oaire:version>VoR</oaire:version>"),
	    "type: urn:t [scheme=literature] [uri=urn:t]\ntype.version: VoR\n");
}

static void
an_embargo_is_read(void **state)
{
	(void)state;
	assert_claims("openaire",
	    OPENAIRE("<datacite:dates><datacite:date dateType='Accepted'>2018"
		     "</datacite:date><datacite:date dateType='Available'>2019"
		     "</datacite:date></datacite:dates><datacite:rights"
		     " rightsURI='" COAR "access_right/c_f1cf'>x"
		     "</datacite:rights>"),
	    "date.embargoEnd: 2019\n"
	    "date.other: 2018 [scheme=Accepted]\n"
	    "rights.accessRights: x [uri=" COAR "access_right/c_f1cf]\n");
	assert_claims("openaire",
	    OPENAIRE("<datacite:rights>Embargoed Access</datacite:rights>"
		     "<oaire:licenseCondition startDate='2019' uri='urn:l'/>"),
	    "date.embargoEnd: 2019\n"
	    "rights.accessRights: Embargoed Access\n"
	    "rights.license: urn:l [uri=urn:l]\n");
}

static void
files_speak_where_the_whole_does_not(void **state)
{
	(void)state;
	assert_claims("openaire",
	    OPENAIRE("<oaire:file accessRightsURI='" COAR
		     "access_right/c_16ec'>urn:f</oaire:file>"),
	    "identifier.fullText: urn:f\n"
	    "rights.accessRights: " COAR "access_right/c_16ec\n");
}

static void
lists_may_be_left_out(void **state)
{
	(void)state;
	assert_claims("openaire",
	    OPENAIRE("<datacite:title>Wool</datacite:title>"
		     "<datacite:creator><datacite:creatorName>Doe, J."
		     "</datacite:creatorName></datacite:creator>"
		     "<dc:creator>Roe, R.</dc:creator>"
		     "<datacite:date dateType='Issued'>2019</datacite:date>"
		     "<datacite:subject>Sheep</datacite:subject>"),
	    "title: Wool\ncreator: Doe, J.\ncreator: Roe, R.\n"
	    "subject: Sheep\ndate.issued: 2019\n");
}

static void
it_is_found_in_the_envelope_of_datacite(void **state)
{
	(void)state;
	assert_claims("datacite",
	    "<oai_datacite xmlns='http://schema.datacite.org/oai/oai-1.1/'>"
	    "<payload>" OPENAIRE("<oaire:citationTitle>Wool Letters"
				 "</oaire:citationTitle>") "</payload>"
							   "</oai_datacite>",
	    "source.container: Wool Letters\n");
	assert_claims("datacite",
	    "<resource xmlns:o='http://namespace.openaire.eu/schema/oaire/'>"
	    "<o:citationTitle>Wool Letters</o:citationTitle></resource>",
	    "source.container: Wool Letters\n");
}

TESTS(WITH_VOCABULARY(a_publication_is_read),
    WITH_VOCABULARY(a_version_is_of_a_publication_or_of_data),
    WITH_VOCABULARY(an_embargo_is_read),
    WITH_VOCABULARY(files_speak_where_the_whole_does_not),
    WITH_VOCABULARY(lists_may_be_left_out),
    WITH_VOCABULARY(it_is_found_in_the_envelope_of_datacite))
