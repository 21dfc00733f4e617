#include <stdio.h>

#include "record.h"

#define KERNEL(version, inside)                                       \
	"<resource xmlns='http://datacite.org/schema/kernel-" version \
	"'>" inside "</resource>"

static void
who_and_what_is_read(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4",
		"<identifier identifierType='DOI'>10.5555/WOOL</identifier>"
		"<creators><creator>"
		"<creatorName nameType='Personal'>Doe, Jane</creatorName>"
		"<givenName>Jane</givenName><familyName>Doe</familyName>"
		"<nameIdentifier nameIdentifierScheme='ISNI'>0000 0001"
		"</nameIdentifier><nameIdentifier nameIdentifierScheme="
		"'orcid'>0000-0002-1825-0097</nameIdentifier>"
		"<affiliation>Wool School</affiliation>"
		"<affiliation> </affiliation><affiliation>Farm</affiliation>"
		"</creator><creator>"
		"<creatorName nameType='Organizational' xml:lang='en'>Guild"
		"</creatorName><familyName>Guild</familyName></creator>"
		"<creator><creatorName/><givenName>Ann</givenName>"
		"<familyName>Roe</familyName></creator></creators>"
		"<titles><title titleType='Subtitle'>A survey</title>"
		"<title xml:lang='en'>Wool</title>"
		"<title titleType='TranslatedTitle' xml:lang='fr'>Laine</title>"
		"<title titleType='alternativetitle'>W</title>"
		"<title titleType='Other'>Fleece</title></titles>"
		"<publisher publisherIdentifier='https://ror.org/1'"
		" publisherIdentifierScheme='ROR'>Press</publisher>"
		"<subjects><subject subjectScheme='DDC' valueURI='urn:d:636'"
		" xml:lang='en'>636 Animals</subject><subject schemeURI="
		"'urn:d'>Sheep</subject></subjects>"
		"<contributors><contributor contributorType='Editor'>"
		"<contributorName>Moe, M.</contributorName></contributor>"
		"<contributor contributorType='HostingInstitution'>"
		"<contributorName>Barn</contributorName><nameIdentifier"
		" nameIdentifierScheme='ROR'>https://ror.org/2"
		"</nameIdentifier></contributor></contributors>"
		"<resourceType resourceTypeGeneral='Dataset'>Survey data"
		"</resourceType><language>en</language>"
		"<alternateIdentifiers><alternateIdentifier"
		" alternateIdentifierType='URL'>https://example.org/1"
		"</alternateIdentifier><alternateIdentifier"
		" alternateIdentifierType='Shelf'>12</alternateIdentifier>"
		"</alternateIdentifiers>"
		"<sizes><size>13 pages</size></sizes>"
		"<formats><format>text/csv</format></formats>"
		"<version>1.0.3</version>"
		"<descriptions><description descriptionType='Abstract'>All."
		"</description><description descriptionType='Methods'>Shears."
		"</description><description descriptionType='Other'>More."
		"</description><description descriptionType='TableOfContents'>"
		"1 Wool</description><description descriptionType="
		"'SeriesInformation'>Wool, 7(2), 11-19</description>"
		"</descriptions>"),
	    "title: Wool [language=en]\n"
	    "title.subtitle: A survey\n"
	    "title.translated: Laine [language=fr]\n"
	    "title.alternative: W\n"
	    "title.alternative: Fleece\n"
	    "creator: Doe, Jane [scheme=ISNI] [uri=0000 0001] [family=Doe]"
	    " [given=Jane] [orcid=0000-0002-1825-0097]"
	    " [affiliation=Wool School] [affiliation=Farm]\n"
	    "creator: Guild [language=en] [organisation]\n"
	    "creator: Roe, Ann [family=Roe] [given=Ann]\n"
	    "subject: 636 Animals [language=en] [scheme=DDC]"
	    " [uri=urn:d:636]\n"
	    "subject: Sheep [scheme=urn:d]\n"
	    "description.abstract: All.\n"
	    "description: More.\n"
	    "description.tableOfContents: 1 Wool\n"
	    "description.note: Shears.\n"
	    "publisher: Press [scheme=ROR] [uri=https://ror.org/1]\n"
	    "contributor: Moe, M. [role=Editor]\n"
	    "contributor: Barn [scheme=ROR] [uri=https://ror.org/2]"
	    " [role=HostingInstitution] [organisation]\n"
	    "type: Survey data [scheme=Dataset]\n"
	    "format.extent: 13 pages\n"
	    "format: text/csv\n"
	    "identifier: 10.5555/WOOL [scheme=DOI]\n"
	    "identifier: https://example.org/1 [scheme=URL]\n"
	    "identifier.other: 12 [scheme=Shelf]\n"
	    "source: Wool, 7(2), 11-19\n"
	    "source.edition: 1.0.3\n"
	    "language: en\n");
}

static void
a_general_type_alone_is_the_type(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4", "<resourceType resourceTypeGeneral='Software'/>"),
	    "type: Software [scheme=Software]\n");
}

static void
dates_are_told_apart(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4",
		"<publicationYear>2020</publicationYear><dates>"
		"<date dateType='Available'>2020-01-02</date>"
		"<date dateType='Issued'>2019-05</date>"
		"<date dateType='Accepted'>2018</date>"
		"<date dateType='Submitted'>2017</date>"
		"<date dateType='Created'>2016</date>"
		"<date dateType='Collected'>2014/2015</date>"
		"<date dateType='Copyrighted'>2013</date>"
		"<date dateType='Updated'>2021</date>"
		"<date dateType='Valid'>2022</date>"
		"<date dateType='Withdrawn'>2023</date>"
		"<date dateType='Coverage'>1800/1850</date>"
		"<date>2012</date></dates>"),
	    "date.issued: 2019-05\n"
	    "date.dateSubmitted: 2017\n"
	    "date.created: 2016\n"
	    "date.created: 2014/2015 [scheme=Collected]\n"
	    "date.dateCopyrighted: 2013\n"
	    "date.modified: 2021\n"
	    "date.valid: 2022\n"
	    "date.other: 2023 [scheme=Withdrawn]\n"
	    "date: 2012\n"
	    "date.available: 2020-01-02\n"
	    "date.dateAccepted: 2018\n"
	    "date: 2020\n"
	    "coverage.temporal: 1800/1850\n");
	assert_claims("datacite",
	    KERNEL("3", "<publicationYear>2020</publicationYear>"),
	    "date.issued: 2020\n");
}

static void
an_embargo_ends_when_it_is_available(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4",
		"<dates><date dateType='Available'>2030</date></dates>"
		"<rightsList><rights rightsURI='info:eu-repo/semantics/"
		"embargoedAccess'>Later</rights></rightsList>"),
	    "date.embargoEnd: 2030\n"
	    "rights.accessRights: Later"
	    " [uri=info:eu-repo/semantics/embargoedAccess]\n");
}

static void
rights_are_access_or_licence(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4.4",
		"<rightsList>"
		"<rights rightsURI='info:eu-repo/semantics/openAccess'/>"
		"<rights rightsURI='https://creativecommons.org/licenses/by/"
		"4.0/' rightsIdentifier='CC-BY-4.0' rightsIdentifierScheme="
		"'SPDX'>Attribution</rights>"
		"<rights rightsIdentifier='mit'>MIT License</rights>"
		"<rights rightsIdentifier='apache-2.0'/>"
		"<rights>info:eu-repo/semantics/closedAccess</rights>"
		"<rights>Ask us</rights></rightsList>"),
	    "rights.accessRights: info:eu-repo/semantics/openAccess"
	    " [uri=info:eu-repo/semantics/openAccess]\n"
	    "rights: Attribution [scheme=SPDX]"
	    " [uri=https://creativecommons.org/licenses/by/4.0/]\n"
	    "rights: MIT License\n"
	    "rights.license: mit\n"
	    "rights.license: apache-2.0\n"
	    "rights.accessRights: info:eu-repo/semantics/closedAccess\n"
	    "rights: Ask us\n");
}

static void
what_it_is_in_is_its_source(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4",
		"<relatedIdentifiers>"
		"<relatedIdentifier relatedIdentifierType='EISSN'"
		" relationType='IsPartOf'>1472-1481</relatedIdentifier>"
		"<relatedIdentifier relatedIdentifierType='ISSN'"
		" relationType='Cites'>1355-5146</relatedIdentifier>"
		"<relatedIdentifier relatedIdentifierType='DOI'"
		" relationType='IsVersionOf'>10.5555/all</relatedIdentifier>"
		"<relatedIdentifier relatedIdentifierType='DOI'"
		" relationType='HasMetadata'>10.5555/m</relatedIdentifier>"
		"</relatedIdentifiers><relatedItems>"
		"<relatedItem relatedItemType='Collection'"
		" relationType='IsPartOf'><titles><title>Heap</title></titles>"
		"<volume>9</volume></relatedItem>"
		"<relatedItem relatedItemType='Journal'"
		" relationType='IsPublishedIn'>"
		"<relatedItemIdentifier relatedItemIdentifierType='ISSN'>"
		"1355-5146</relatedItemIdentifier>"
		"<titles><title>Wool Letters</title></titles>"
		"<volume>3</volume><issue>4</issue>"
		"<number numberType='Article'>e7</number>"
		"<firstPage>20</firstPage><lastPage>35</lastPage>"
		"</relatedItem>"
		"<relatedItem relatedItemType='Book'"
		" relationType='IsPublishedIn'><titles><title>Second</title>"
		"</titles><volume>8</volume></relatedItem></relatedItems>"),
	    "source.issnElectronic: 1472-1481\n"
	    "source.container: Wool Letters\n"
	    "source.volume: 3\n"
	    "source.issue: 4\n"
	    "source.articleNumber: e7\n"
	    "source.pageStart: 20\n"
	    "source.pageEnd: 35\n"
	    "source.issn: 1355-5146\n"
	    "relation.references: 1355-5146 [scheme=ISSN]\n"
	    "relation.isVersionOf: 10.5555/all [scheme=DOI]\n"
	    "relation: 10.5555/m [scheme=DOI]\n"
	    "relation.isPartOf: Heap\n"
	    "relation.isPartOf: Second\n");
}

static void
funding_and_places_are_read(void **state)
{
	(void)state;
	assert_claims("datacite",
	    KERNEL("4",
		"<geoLocations><geoLocation><geoLocationPlace>Skye"
		"</geoLocationPlace><geoLocationPoint><pointLatitude>57"
		"</pointLatitude></geoLocationPoint></geoLocation>"
		"<geoLocation/></geoLocations><fundingReferences>"
		"<fundingReference><funderName>Wool Board</funderName>"
		"<funderIdentifier funderIdentifierType='ROR'>"
		"https://ror.org/3</funderIdentifier>"
		"<awardNumber awardURI='https://example.org/g7'>G7"
		"</awardNumber><awardTitle>Shear</awardTitle>"
		"</fundingReference><fundingReference><funderName>Guild"
		"</funderName></fundingReference><fundingReference/>"
		"</fundingReferences>"),
	    "coverage.spatial: Skye\n"
	    "funding: G7 [uri=https://example.org/g7] [funder=Wool Board]"
	    " [funder_id=https://ror.org/3] [grant=G7] [title=Shear]\n"
	    "funding: Guild [funder=Guild]\n");
	assert_claims("datacite",
	    KERNEL("3",
		"<geoLocations><geoLocation><geoLocationPoint>31.2 -67.3"
		"</geoLocationPoint></geoLocation></geoLocations>"
		"<contributors><contributor contributorType='Funder'>"
		"<contributorName>European Commission</contributorName>"
		"<nameIdentifier nameIdentifierScheme='info'>info:eu-repo/"
		"grantAgreement/EC/FP7/282896</nameIdentifier></contributor>"
		"<contributor contributorType='Funder'><contributorName>Guild"
		"</contributorName></contributor></contributors>"),
	    "relation: info:eu-repo/grantAgreement/EC/FP7/282896\n"
	    "coverage.spatial: 31.2 -67.3\n"
	    "funding: Guild [funder=Guild]\n");
}

static void
it_is_found_in_its_envelope(void **state)
{
	static const char *const envelopes[] = {
		"<oai_datacite xmlns='http://schema.datacite.org/oai/oai-1.0/'>"
		"<isReferenceQuality>true</isReferenceQuality><payload>",
		"<oai_datacite xmlns='http://schema.datacite.org/oai/oai-1.1/'>"
		"<schemaVersion>4.3</schemaVersion><payload>",
		"<oai_datacite><payload>",
		"<oai_datacite xmlns='http://www.openarchives.org/OAI/2.0/'>"
		"<payload>",
	};
	char record[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		(void)snprintf(record, sizeof(record),
		    "%s%s</payload></oai_datacite>", envelopes[i],
		    KERNEL("4", "<titles><title>Wool</title></titles>"));
		assert_claims("datacite", record, "title: Wool\n");
	}
	assert_claims("datacite", KERNEL("2.2", ""), "");
	assert_claims("datacite",
	    "<resource><titles><title>Wool</title></titles></resource>",
	    "title: Wool\n");
}

TESTS(WITH_VOCABULARY(who_and_what_is_read),
    WITH_VOCABULARY(a_general_type_alone_is_the_type),
    WITH_VOCABULARY(dates_are_told_apart),
    WITH_VOCABULARY(an_embargo_ends_when_it_is_available),
    WITH_VOCABULARY(rights_are_access_or_licence),
    WITH_VOCABULARY(what_it_is_in_is_its_source),
    WITH_VOCABULARY(funding_and_places_are_read),
    WITH_VOCABULARY(it_is_found_in_its_envelope))
