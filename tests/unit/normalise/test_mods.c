#include "record.h"

#define MODS(inside)                               \
	"<mods xmlns='http://www.loc.gov/mods/v3'" \
	" xmlns:xlink='http://www.w3.org/1999/xlink'>" inside "</mods>"

static void
titles_are_put_together(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<titleInfo lang='eng'><nonSort>The </nonSort>"
		 "<title>wool trade :</title><subTitle>a history</subTitle>"
		 "<partNumber>Vol. 2.</partNumber><partName>Skye</partName>"
		 "</titleInfo>"
		 "<titleInfo type='translated' xml:lang='fr'>"
		 "<nonSort>L'</nonSort><title>industrie</title></titleInfo>"
		 "<titleInfo type='uniform'><title>Wool</title>"
		 "<partName>Skye</partName></titleInfo>"
		 "<titleInfo type='alternative'><title>WT</title></titleInfo>"),
	    "title: The wool trade: a history. Vol. 2, Skye [language=eng]\n"
	    "title.translated: L'industrie [language=fr]\n"
	    "title.alternative: WT\n"
	    "title.alternative: Wool. Skye\n");
}

static void
names_are_what_their_roles_are(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<name type='personal' valueURI='https://viaf.org/viaf/1'>"
		 "<namePart type='family'>Doe</namePart>"
		 "<namePart type='given'>Jane</namePart>"
		 "<namePart type='given'>R.</namePart>"
		 "<namePart type='termsOfAddress'>Jr.</namePart>"
		 "<namePart type='date'>1960-</namePart>"
		 "<role><roleTerm type='code'>aut</roleTerm>"
		 "<roleTerm type='text'>author</roleTerm></role>"
		 "<nameIdentifier type='orcid'>0000-0002-1825-0097"
		 "</nameIdentifier><affiliation>Guild</affiliation>"
		 "<affiliation>Mill</affiliation></name>"
		 "<name><namePart>Bloggs, Joe, 1900-1950.</namePart>"
		 "</name><name><namePart>Roe, R.</namePart>"
		 "<role><roleTerm>editor</roleTerm></role>"
		 "<role><roleTerm>ill</roleTerm></role></name>"
		 "<name><displayForm>Poe</displayForm>"
		 "<role><roleTerm valueURI='http://id.loc.gov/"
		 "vocabulary/relators/ths'/></role></name>"
		 "<name><namePart>Moe, M.</namePart>"
		 "<role><roleTerm>edt</roleTerm></role>"
		 "<role><roleTerm>Author.</roleTerm></role></name>"
		 "<name type='corporate'><namePart>Wool Board."
		 "</namePart><namePart>Committee</namePart></name>"
		 "<name type='corporate'><namePart>Fund</namePart>"
		 "<role><roleTerm>fnd</roleTerm></role></name>"
		 "<name type='corporate'><namePart>Press</namePart>"
		 "<role><roleTerm>publisher</roleTerm></role></name>"
		 "<name type='corporate'><namePart>University"
		 "</namePart><role><roleTerm>degree grantor"
		 "</roleTerm></role></name>"
		 "<name type='conference'><namePart>Wool 2014"
		 "</namePart></name><name><etal/></name>"),
	    "creator: Doe, Jane R. [uri=https://viaf.org/viaf/1]"
	    " [family=Doe] [given=Jane R.] [suffix=Jr.] [role=author]"
	    " [orcid=0000-0002-1825-0097] [affiliation=Guild]"
	    " [affiliation=Mill]\n"
	    "creator: Bloggs, Joe, 1900-1950\n"
	    "creator: Moe, M. [role=Author]\n"
	    "creator: Wool Board. Committee [organisation]\n"
	    "publisher: Press\n"
	    "contributor: Roe, R. [role=editor]\n"
	    "contributor: Poe [role=http://id.loc.gov/vocabulary/relators/ths]"
	    "\n"
	    "source.conference: Wool 2014\n"
	    "degree.grantor: University\n"
	    "funding: Fund [funder=Fund]\n");
}

static void
dates_are_read_with_their_ends_and_marks(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<originInfo><place><placeTerm type='code'>stk</placeTerm>"
		 "<placeTerm type='text'>Skye</placeTerm></place>"
		 "<publisher>Press,</publisher>"
		 "<dateIssued>c1990.</dateIssued>"
		 "<dateIssued encoding='marc' point='start'>19uu</dateIssued>"
		 "<dateIssued encoding='marc' point='end'>9999</dateIssued>"
		 "<dateCreated point='start' qualifier='approximate'>1860"
		 "</dateCreated><dateCreated point='end'"
		 " qualifier='questionable'>1862</dateCreated>"
		 "<dateCreated point='start'>1870</dateCreated>"
		 "<copyrightDate>1991</copyrightDate>"
		 "<dateCaptured>2001</dateCaptured>"
		 "<dateOther type='embargo end'>2030-01-01</dateOther>"
		 "<edition>2nd ed.</edition></originInfo>"
		 "<originInfo eventType='manufacture'>"
		 "<publisher>Printer</publisher></originInfo>"),
	    "description.note: Skye [scheme=text]\n"
	    "publisher: Press\n"
	    "date.issued: c1990\n"
	    "date.issued: 19--\n"
	    "date.created: 1860~/1862?\n"
	    "date.created: 1870\n"
	    "date.dateCopyrighted: 1991\n"
	    "date.other: 2001\n"
	    "date.embargoEnd: 2030-01-01 [scheme=embargo end]\n"
	    "source.edition: 2nd ed.\n");
}

static void
the_host_is_where_it_was_published(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<relatedItem type='host'><titleInfo><nonSort>The</nonSort>"
		 "<title>Wool Journal</title></titleInfo>"
		 "<titleInfo type='abbreviated'><title>WJ</title></titleInfo>"
		 "<originInfo><publisher>Press</publisher></originInfo>"
		 "<identifier type='issn'>1355-5146</identifier>"
		 "<identifier type='eissn'>1355-5147</identifier>"
		 "<identifier type='issn' invalid='yes'>1</identifier>"
		 "<identifier type='doi'>10.5555/j</identifier>"
		 "<part><detail type='volume'><number>20</number>"
		 "<caption>vol.</caption></detail>"
		 "<detail type='issue'><number>4</number></detail>"
		 "<extent unit='pages'><start>286</start><end>292</end>"
		 "</extent><extent unit='minutes'><start>1</start></extent>"
		 "<date>2014-07</date></part></relatedItem>"),
	    "publisher: Press\n"
	    "date.issued: 2014-07\n"
	    "source.container: The Wool Journal\n"
	    "source.volume: 20\n"
	    "source.issue: 4\n"
	    "source.pageStart: 286\n"
	    "source.pageEnd: 292\n"
	    "source.issn: 1355-5146\n"
	    "source.issnElectronic: 1355-5147\n"
	    "relation.isPartOf: 10.5555/j [scheme=doi]\n");
	/* What it says of itself goes first. */
	assert_claims("mods",
	    MODS("<originInfo><publisher>Own</publisher>"
		 "<dateIssued>2015</dateIssued></originInfo>"
		 "<part><extent><list>e1-e5</list></extent></part>"
		 "<relatedItem type='host'><part><date>2014</date></part>"
		 "<originInfo><publisher>Press</publisher></originInfo>"
		 "</relatedItem>"),
	    "publisher: Own\ndate.issued: 2015\nsource.pages: e1-e5\n");
}

static void
what_is_related_is_a_relation(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<relatedItem type='host' displayLabel='Collection'>"
		 "<titleInfo><title>Papers</title></titleInfo>"
		 "<identifier>p1</identifier>"
		 "<originInfo><dateIssued>1860</dateIssued></originInfo>"
		 "</relatedItem>"
		 "<relatedItem type='series'><titleInfo><title>Studies"
		 "</title></titleInfo><part><detail type='volume'>"
		 "<number>7</number></detail></part></relatedItem>"
		 "<relatedItem type='otherVersion' xlink:href='https://"
		 "example.org/v'/>"
		 "<relatedItem type='reviewOf'><titleInfo><title>A book"
		 "</title></titleInfo><identifier type='isbn'>9780306406157"
		 "</identifier></relatedItem>"
		 "<relatedItem otherType='finding aid'><location>"
		 "<url>https://example.org/f</url></location></relatedItem>"),
	    "relation.isPartOf: Papers\n"
	    "relation.isPartOf: p1\n"
	    "relation.isPartOfSeries: Studies;7\n"
	    "relation.hasVersion: https://example.org/v\n"
	    "relation.reviews: 9780306406157 [scheme=isbn]\n"
	    "relation: https://example.org/f\n");
}

static void
headings_are_one_subject(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<subject authority='lcsh' valueURI='urn:s1'>"
		 "<topic>Wool</topic><geographic>Skye</geographic>"
		 "<temporal>1900-1950</temporal></subject>"
		 "<subject><name authority='naf' valueURI='urn:n1'>"
		 "<namePart>Doe, Jane,</namePart>"
		 "<namePart type='date'>1960-</namePart>"
		 "<role><roleTerm>depicted</roleTerm></role></name></subject>"
		 "<subject><hierarchicalGeographic><country>Scotland"
		 "</country><city>Portree</city></hierarchicalGeographic>"
		 "</subject>"
		 "<subject><cartographics><coordinates>W 6 N 57"
		 "</coordinates></cartographics></subject>"
		 "<subject><geographicCode>e-uk-st</geographicCode></subject>"
		 "<classification authority='ddc'>677.3</classification>"),
	    "subject: Wool -- Skye -- 1900-1950 [scheme=lcsh] [uri=urn:s1]\n"
	    "subject: Doe, Jane, 1960- [scheme=naf] [uri=urn:n1]\n"
	    "subject: Scotland -- Portree\n"
	    "subject: 677.3 [scheme=ddc]\n"
	    "coverage.spatial: W 6 N 57\n");
}

static void
everything_else_is_read(void **state)
{
	(void)state;
	assert_claims("mods",
	    MODS("<typeOfResource>text</typeOfResource>"
		 "<genre authority='marcgt' valueURI='urn:g'>thesis</genre>"
		 "<language><languageTerm type='text'>English</languageTerm>"
		 "<languageTerm type='code'>eng</languageTerm></language>"
		 "<language objectPart='summary'><languageTerm>fre"
		 "</languageTerm></language>"
		 "<physicalDescription><form>print</form><extent>13 p."
		 "</extent><internetMediaType>application/pdf"
		 "</internetMediaType></physicalDescription>"
		 "<abstract xml:lang='en'>All about it.</abstract>"
		 "<tableOfContents>One -- Two</tableOfContents>"
		 "<note type='thesis'>A thesis</note><note>A note</note>"
		 "<note type='preferred citation'>Doe. Wool.</note>"
		 "<identifier type='doi'>10.5555/one</identifier>"
		 "<identifier type='isbn' invalid='yes'>1</identifier>"
		 "<location><physicalLocation>Shelf</physicalLocation>"
		 "<url usage='primary display'>https://example.org/1</url>"
		 "<url access='raw object'>https://example.org/1.pdf</url>"
		 "<url access='preview'>https://example.org/1.jpg</url>"
		 "<url>https://example.org/2</url></location>"
		 "<accessCondition type='use and reproduction'"
		 " xlink:href='https://creativecommons.org/licenses/by/4.0/'/>"
		 "<accessCondition type='restriction on access'>Campus only"
		 "</accessCondition>"
		 "<extension><degree xmlns='http://www.ndltd.org/standards/"
		 "metadata/etdms/1.0/'><name>PhD</name><level>Doctoral</level>"
		 "<discipline>Wool</discipline><grantor>U</grantor></degree>"
		 "</extension>"),
	    "description.abstract: All about it. [language=en]\n"
	    "description.tableOfContents: One -- Two\n"
	    "description.note: A thesis [scheme=thesis]\n"
	    "description.note: A note [scheme=note]\n"
	    "type: text\n"
	    "type: thesis [scheme=marcgt] [uri=urn:g]\n"
	    "format.extent: 13 p.\n"
	    "format: application/pdf\n"
	    "format.medium: print\n"
	    "identifier.bibliographicCitation: Doe. Wool.\n"
	    "identifier: 10.5555/one [scheme=doi]\n"
	    "identifier.other: 1 [scheme=isbn]\n"
	    "identifier.landing: https://example.org/1\n"
	    "identifier.fullText: https://example.org/1.pdf\n"
	    "identifier.other: https://example.org/1.jpg\n"
	    "identifier: https://example.org/2\n"
	    "language: eng\n"
	    "rights: https://creativecommons.org/licenses/by/4.0/"
	    " [uri=https://creativecommons.org/licenses/by/4.0/]\n"
	    "rights.accessRights: Campus only\n"
	    "degree.name: PhD\n"
	    "degree.level: Doctoral\n"
	    "degree.discipline: Wool\n"
	    "degree.grantor: U\n");
}

static void
a_collection_has_its_first_record(void **state)
{
	(void)state;
	assert_claims("mods",
	    "<m:modsCollection xmlns:m='http://www.loc.gov/mods/v3'><m:mods>"
	    "<m:titleInfo><m:title>Wool</m:title></m:titleInfo></m:mods>"
	    "</m:modsCollection>",
	    "title: Wool\n");
}

TESTS(WITH_VOCABULARY(titles_are_put_together),
    WITH_VOCABULARY(names_are_what_their_roles_are),
    WITH_VOCABULARY(dates_are_read_with_their_ends_and_marks),
    WITH_VOCABULARY(the_host_is_where_it_was_published),
    WITH_VOCABULARY(what_is_related_is_a_relation),
    WITH_VOCABULARY(headings_are_one_subject),
    WITH_VOCABULARY(everything_else_is_read),
    WITH_VOCABULARY(a_collection_has_its_first_record))
