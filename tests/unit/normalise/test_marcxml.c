#include <string.h>

#include "normalise/slice.h"
#include "record.h"

static void
add_field(struct buffer *record, struct text line)
{
	struct text subfield;
	struct text rest = slice_from(line, 7);

	buffer_printf(record, "<datafield tag='%.3s' ind1='%c' ind2='%c'>",
	    line.bytes, line.bytes[4] == '_' ? ' ' : line.bytes[4],
	    line.bytes[5] == '_' ? ' ' : line.bytes[5]);
	while (slice_next(&rest, "$", &subfield))
		buffer_printf(record, "<subfield code='%c'>%.*s</subfield>",
		    subfield.bytes[0], (int)subfield.length - 1,
		    subfield.bytes + 1);
	buffer_add_string(record, "</datafield>");
}

/* A record of lines such as "245 10$aOn wool :$ba history", blanks in
 * indicators as "_". */
static const char *
marc(const char *lines)
{
	struct text rest = text_of(lines);
	struct buffer record;
	struct text line;
	struct text xml;

	buffer_init(&record, 0);
	buffer_add_string(
	    &record, "<record xmlns='http://www.loc.gov/MARC21/slim'>");
	while (slice_next(&rest, "\n", &line)) {
		struct text value = slice_from(line, 4);

		if (slice_starts(line, "LDR"))
			buffer_printf(&record, "<leader>%.*s</leader>",
			    (int)value.length, value.bytes);
		else if (slice_starts(line, "00"))
			buffer_printf(&record,
			    "<controlfield tag='%.3s'>%.*s</controlfield>",
			    line.bytes, (int)value.length, value.bytes);
		else if (line.length > 7)
			add_field(&record, line);
	}
	buffer_add_string(&record, "</record>");
	buffer_add_char(&record, '\0');
	xml = memory_copy(arena, buffer_text(&record));
	buffer_fini(&record);
	return xml.bytes;
}

#define assert_marc(lines, expected) \
	assert_claims("marcxml", marc(lines), expected)

static void
punctuation_between_parts_is_taken_off(void **state)
{
	(void)state;
	assert_marc("245 10$aOn wool :$ba history.$nVol. 2,$pSkye /$cJ. Doe.\n"
		    "245 10$aWolle =$bWool$h[Elektronische Ressource]\n"
		    "246 13$iCover:$aWool in Skye\n"
		    "242 10$aSur la laine.\n"
		    "240 10$aWool.$lEnglish\n"
		    "740 0_$aSheep.\n"
		    "740 02$aA part.\n"
		    "250 __$a5th ed. /$brev. by J. Roe.\n"
		    "260 __$a[Portree] :$b[Press],$c[2014]\n"
		    "300 __$aIV, 283 p. :$bill. ;$c46 cm\n"
		    "490 1_$aWool studies ;$v7$x1355-5146\n"
		    "830 _0$aWool studies ;$v7.\n"
		    "520 __$aAll about it.\n"
		    "505 0_$aOne --$tTwo.\n"
		    "504 __$aBibliography: p. 280.\n"
		    "561 __$aBought in 1950.\n"
		    "590 __$aOur copy.\n",
	    "title: On wool: a history. Vol. 2, Skye\n"
	    "title: Wolle = Wool\n"
	    "title.alternative: Wool in Skye\n"
	    "title.translated: Sur la laine\n"
	    "title.alternative: Wool\n"
	    "title.alternative: Sheep\n"
	    "description.note: [Portree] [scheme=260]\n"
	    "description.abstract: All about it.\n"
	    "description.tableOfContents: One -- Two.\n"
	    "description.note: Bibliography: p. 280. [scheme=504]\n"
	    "publisher: Press\n"
	    "date.issued: 2014\n"
	    "format.extent: IV, 283 p.\n"
	    "source.edition: 5th ed. / rev. by J. Roe.\n"
	    "source.issn: 1355-5146\n"
	    "relation.isPartOfSeries: Wool studies;7\n");
}

static void
names_are_what_their_roles_are(void **state)
{
	(void)state;
	assert_marc(
	    "100 1_$aDoe, Jane,$cJr.,$d1960-$eauthor.$4aut"
	    "$0(orcid)0000-0002-1825-0097$1https://viaf.org/viaf/1$uGuild\n"
	    "700 1_$aRoe, R.,$eeditor,$eillustrator.\n"
	    "700 1_$aPoe, P.$4trl\n"
	    "700 1_$aMoe, M.\n"
	    "700 12$aZoe, Z.$tAnother work\n"
	    "710 2_$aWool Board.$bCommittee.\n"
	    "710 2_$aUniversity,$edegree granting institution.\n"
	    "710 2_$aFund$4fnd\n"
	    "711 2_$aWool Days$n(4th :$d2014 :$cSkye)\n",
	    "creator: Doe, Jane, Jr. [uri=https://viaf.org/viaf/1]"
	    " [role=author] [orcid=0000-0002-1825-0097] [affiliation=Guild]\n"
	    "creator: Moe, M.\n"
	    "contributor: Roe, R. [role=editor]\n"
	    "contributor: Poe, P. [role=trl]\n"
	    "contributor: Wool Board. Committee [organisation]\n"
	    "source.conference: Wool Days (4th : 2014 : Skye)\n"
	    "degree.grantor: University\n"
	    "funding: Fund [funder=Fund]\n");
	/* Under its title: what they did nobody says. */
	assert_marc("700 1_$aMoe, M.\n720 __$aDoe$4aut\n",
	    "creator: Doe [role=aut]\ncontributor: Moe, M.\n");
	assert_marc("110 2_$aE. &amp; G.W. Blunt (Firm).\n",
	    "creator: E. & G.W. Blunt (Firm) [organisation]\n");
}

#define CODED(date) "008 020710" date "nyu           000 0 eng d\n"

static void
coded_dates_are_read(void **state)
{
	static const struct {
		const char *coded;
		const char *dates;
	} cases[] = {
		{ CODED("s1862    "), "date.issued: 1862 [scheme=008]\n" },
		{ CODED("r20151752"), "date.issued: 2015 [scheme=008]\n" },
		{ CODED("m19981999"), "date.issued: 1998/1999 [scheme=008]\n" },
		{ CODED("c19989999"), "date.issued: 1998 [scheme=008]\n" },
		{ CODED("d19uu199u"), "date.issued: 19--/199- [scheme=008]\n" },
		{ CODED("e20140714"),
		    "date.issued: 2014-07-14 [scheme=008]\n" },
		{ CODED("e201407  "), "date.issued: 2014-07 [scheme=008]\n" },
		{ CODED("i18601862"),
		    "date.created: 1860/1862 [scheme=008]\n" },
		{ CODED("t20142013"),
		    "date.issued: 2014 [scheme=008]\n"
		    "date.dateCopyrighted: 2013 [scheme=008]\n" },
		{ CODED("nuuuuuuuu"), "" },
		{ CODED("||||||||||"), "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *claims =
		    record_claims("marcxml", marc(cases[i].coded));
		size_t length = strlen(cases[i].dates);

		assert_memory_equal(claims, cases[i].dates, length);
		if (strncmp(claims + length, "date", 4) == 0)
			fail_msg("%s: %s", cases[i].coded, claims);
	}
}

/* What is printed goes behind what is coded. */
static void
printed_dates_are_read(void **state)
{
	(void)state;
	assert_marc("008 020710s1862    nyu\n"
		    "264 _1$aSkye$bPress,$c1862 [i.e. 1863]\n"
		    "264 _2$bShop$c1864\n"
		    "264 _4$c\u00A91861\n",
	    "description.note: Skye [scheme=264]\n"
	    "publisher: Press\n"
	    "date.issued: 1862 [scheme=008]\n"
	    "date: 1862 [i.e. 1863]\n"
	    "date.dateCopyrighted: \u00A91861\n");
	assert_marc("260 __$b[Skye : Press,$c2014, c2013]\n"
		    "260 __$c1990]\n",
	    "publisher: Skye : Press\ndate.issued: 2014\ndate: 1990\n");
}

static void
leader_and_008_say_the_type(void **state)
{
	static const struct {
		const char *record;
		const char *types;
	} cases[] = {
		{ "LDR 00888nam a2200229 a 4500\n",
		    "type: language material, monograph [scheme=leader]\n" },
		{ "LDR      nas a22     2a 4500\n",
		    "type: language material, serial [scheme=leader]\n" },
		{ "LDR 00888cem a2200229 a 4500\n",
		    "type: cartographic material [scheme=leader]\n" },
		{ "LDR 00888nab a2200229 a 4500\n",
		    "type: language material, serial component part"
		    " [scheme=leader]\n" },
		{ "LDR 00888xxx\n", "" },
		{ "LDR 4500\n", "" },
		{ "LDR 00888nam a2200229 a 4500\n"
		  "008 020710s2014    nyua     bm   100 0 fre d\n",
		    "date.issued: 2014 [scheme=008]\n"
		    "type: theses [scheme=008]\n"
		    "type: conference publication [scheme=008]\n"
		    "type: language material, monograph [scheme=leader]\n"
		    "language: fre [scheme=008]\n" },
		/* A serial has something else in these places. */
		{ "LDR 00888nas a2200229 a 4500\n"
		  "041 1_$aeng$hger\n"
		  "008 020710c20149999nyumr mm   1 0 fre d\n",
		    "date.issued: 2014 [scheme=008]\n"
		    "type: language material, serial [scheme=leader]\n"
		    "language: eng\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_marc(cases[i].record, cases[i].types);
}

static void
identifiers_have_their_schemes(void **state)
{
	(void)state;
	assert_marc("020 __$a0-306-40615-2 (pbk.) :$c5 GBP$z9780306406157\n"
		    "022 __$a1355-5146$l1355-5147\n"
		    "024 7_$a10.5555/one$2doi\n"
		    "024 2_$aM-2306-7118-7\n"
		    "028 02$aP-7$bPress\n"
		    "035 __$a(OCoLC)ocm01\n"
		    "035 __$abv99\n"
		    "037 __$9arXiv$aarXiv:1401.2122$chep-th\n"
		    "088 __$aR-7\n"
		    "856 40$uhttps://example.org/1$qapplication/pdf\n"
		    "856 42$uhttps://example.org/toc$3Contents\n",
	    "format: application/pdf\n"
	    "identifier: 0-306-40615-2 [scheme=isbn]\n"
	    "identifier.other: 9780306406157 [scheme=isbn]\n"
	    "identifier: 10.5555/one [scheme=doi]\n"
	    "identifier: M-2306-7118-7 [scheme=ismn]\n"
	    "identifier.other: P-7\n"
	    "identifier: (OCoLC)ocm01\n"
	    "identifier.other: bv99\n"
	    "identifier: arXiv:1401.2122 [scheme=arXiv]\n"
	    "identifier.other: R-7\n"
	    "identifier: https://example.org/1\n"
	    "source.issn: 1355-5146\n"
	    "source.issnLinking: 1355-5147\n"
	    "relation: https://example.org/toc\n");
	assert_marc("LDR 00888nas a2200229 a 4500\n022 __$a1355-5146\n",
	    "type: language material, serial [scheme=leader]\n"
	    "identifier: 1355-5146 [scheme=issn]\n");
}

static void
headings_are_one_subject(void **state)
{
	(void)state;
	assert_marc("050 00$aG3914.C3S5$b.E3\n"
		    "082 04$a677.3$223\n"
		    "084 __$aZ 1$2rvk\n"
		    "600 10$aDoe, Jane,$d1960-$xHomes.$0urn:1\n"
		    "650 _7$aKriegswissenschaften$2[gnd]"
		    "$0(DE-588)4$0https://d-nb.info/gnd/4\n"
		    "651 _0$aCharleston (S.C.)$xHistory$yWar, 1861$vMaps.\n"
		    "653 __$aWool$aSheep.\n"
		    "655 _7$aHochschulschrift$2gnd-content\n",
	    "subject: G3914.C3S5 [scheme=lcc]\n"
	    "subject: 677.3 [scheme=ddc]\n"
	    "subject: Z 1 [scheme=rvk]\n"
	    "subject: Doe, Jane, 1960- -- Homes [scheme=lcsh]\n"
	    "subject: Kriegswissenschaften [scheme=gnd]"
	    " [uri=https://d-nb.info/gnd/4]\n"
	    "subject: Charleston (S.C.) -- History -- War, 1861 -- Maps"
	    " [scheme=lcsh]\n"
	    "subject: Wool\n"
	    "subject: Sheep\n"
	    "type: Hochschulschrift [scheme=gnd-content]\n");
}

static void
the_host_is_where_it_was_published(void **state)
{
	(void)state;
	assert_marc("773 08$iIn:$tWool journal.$dSkye : Press"
		    "$gvolume:20$gyear:2014$gnumber:4, pages:286-292"
		    "$x1355-5146$w(DE-627)1\n"
		    "773 08$tAnother$gvolume:3\n",
	    "source.container: Wool journal\n"
	    "source.volume: 20\n"
	    "source.issue: 4\n"
	    "source.pages: 286-292\n"
	    "source.issn: 1355-5146\n");
	assert_marc("773 0_$tWool$gVol. 20, no. 4 (2014), p. 286\n",
	    "source.container: Wool\n"
	    "source: Vol. 20, no. 4 (2014), p. 286\n");
	assert_marc("773 0_$tWool$q20:4&lt;286\n",
	    "source.container: Wool\n"
	    "source.volume: 20\n"
	    "source.issue: 4\n"
	    "source.pageStart: 286\n");
	assert_marc(
	    "773 0_$tWool$q20:B:9&lt;286\n", "source.container: Wool\n");
	assert_marc("773 __$pPhys.Rev.$v98$n4$c9-12$y1999\n",
	    "date.issued: 1999\n"
	    "source.container: Phys.Rev.\n"
	    "source.volume: 98\n"
	    "source.issue: 4\n"
	    "source.pages: 9-12\n");
	assert_marc("773 __$ndoi$icites$a10.5555/two\n"
		    "776 08$iPrint:$z9780306406157\n"
		    "780 00$tOld wool.$x1355-5146\n"
		    "785 00$tNew wool.\n",
	    "relation: 10.5555/two [scheme=doi]\n"
	    "relation.hasFormat: 9780306406157 [scheme=isbn]\n"
	    "relation.continues: 1355-5146 [scheme=issn]\n"
	    "relation.isContinuedBy: New wool\n");
}

static void
theses_grants_and_rights_are_read(void **state)
{
	(void)state;
	assert_marc("502 __$aThesis (Ph.D.)$bPh.D.$cUniversity$d2014.\n"
		    "506 0_$aOpen access.\n"
		    "536 __$aWool Board$cWB/7\n"
		    "540 __$aCC BY 4.0$uhttps://creativecommons.org/licenses/"
		    "by/4.0/\n"
		    "542 __$lopen\n",
	    "description.note: Thesis (Ph.D.) [scheme=502]\n"
	    "date: 2014\n"
	    "type: thesis [scheme=502]\n"
	    "rights.accessRights: Open access.\n"
	    "rights: CC BY 4.0"
	    " [uri=https://creativecommons.org/licenses/by/4.0/]\n"
	    "rights.accessRights: open\n"
	    "degree.name: Ph.D.\n"
	    "degree.grantor: University\n"
	    "funding: WB/7 [funder=Wool Board] [grant=WB/7]\n");
}

static void
a_collection_has_its_first_record(void **state)
{
	(void)state;
	assert_claims("marcxml",
	    "<m:collection xmlns:m='http://www.loc.gov/MARC21/slim'>"
	    "<m:record><m:datafield tag='245' ind1='1' ind2='0'>"
	    "<m:subfield code='a'>Wool</m:subfield></m:datafield></m:record>"
	    "</m:collection>",
	    "title: Wool\n");
}

/* There 100 is no name, and 700 has the author. */
static void
unimarc_is_refused(void **state)
{
	(void)state;
	assert_marc("100 __$a20140101d2014    m  y0frey50      ba\n"
		    "200 1_$aLaine$fJ. Doe\n",
	    "");
}

TESTS(WITH_VOCABULARY(punctuation_between_parts_is_taken_off),
    WITH_VOCABULARY(names_are_what_their_roles_are),
    WITH_VOCABULARY(coded_dates_are_read),
    WITH_VOCABULARY(printed_dates_are_read),
    WITH_VOCABULARY(leader_and_008_say_the_type),
    WITH_VOCABULARY(identifiers_have_their_schemes),
    WITH_VOCABULARY(headings_are_one_subject),
    WITH_VOCABULARY(the_host_is_where_it_was_published),
    WITH_VOCABULARY(theses_grants_and_rights_are_read),
    WITH_VOCABULARY(a_collection_has_its_first_record),
    WITH_VOCABULARY(unimarc_is_refused))
