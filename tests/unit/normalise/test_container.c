#include <stdio.h>

#include "base/array.h"
#include "claims.h"
#include "normalise/container.h"
#include "normalise/date.h"
#include "normalise/identifier.h"
#include "normalise/title.h"
#include "normalise/type.h"

static void (*const fields[])(struct draft *draft) = { title_field, type_field,
	container_field, date_field, container_year_field, identifier_field,
	cited_doi_field, series_field, issn_field, NULL };

#define TITLE "Peer workers in mental health services"
#define CITED                                                             \
	"Gillard, S. and Holley, J. 2014. " TITLE ". Advances in "        \
	"Psychiatric Treatment. 20 (4), pp. 286-292. https://doi.org/10." \
	"1192/apt.bp.113.011940"

static struct item
make(const struct said *said, const char *platform)
{
	return claims_make(said, platform, fields);
}

static void
what_a_format_says_one_by_one_is_believed_first(void **state)
{
	const struct said said[] = {
		SAID("mods", SOURCE, CONTAINER, "Advances"),
		SAID("mods", SOURCE, VOLUME, "Vol. 20"),
		SAID("mods", SOURCE, PAGES, "286-92"),
		SAID("oai_dc", TITLE, NONE, TITLE),
		SAID("oai_dc", SOURCE, NONE,
		    "Advances; Vol. 20 No. 4 (2014); 286-292"),
		{ 0 },
	};
	struct item item = make(said, NULL);

	(void)state;
	claims_assert(item.container, "Advances");
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "4");
	claims_assert(item.page_start, "286");
	claims_assert(item.page_end, "292");
	claims_assert(item.issued, "2014");
	claims_assert(item.date_quality, "citation");
	assert_int_equal(item.issues.count, 0);
}

static void
a_letter_before_a_number_is_a_label_where_it_says_what_it_stands_in(
    void **state)
{
	const struct said supplement[] = {
		SAID("oai_dc", SOURCE, CONTAINER, "Wool"),
		SAID("oai_dc", SOURCE, VOLUME, "v20"),
		SAID("oai_dc", SOURCE, ISSUE, "S1"),
		SAID("oai_dc", SOURCE, PAGE_START, "S12"),
		SAID("oai_dc", SOURCE, PAGE_END, "p19"),
		{ 0 },
	};
	const struct said regular[] = {
		SAID("oai_dc", SOURCE, CONTAINER, "Wool"),
		SAID("oai_dc", SOURCE, VOLUME, "T. 20"),
		SAID("oai_dc", SOURCE, ISSUE, "n3"),
		SAID("oai_dc", SOURCE, PAGE_START, "S. 12"),
		{ 0 },
	};
	const struct said spelt[] = {
		SAID("oai_dc", SOURCE, CONTAINER, "Wool"),
		SAID("oai_dc", SOURCE, ISSUE, "Suppl. 1"),
		{ 0 },
	};
	struct item item = make(supplement, NULL);

	(void)state;
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "S1");
	claims_assert(item.page_start, "S12");
	claims_assert(item.page_end, "19");
	item = make(regular, NULL);
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "3");
	claims_assert(item.page_start, "12");
	item = make(spelt, NULL);
	claims_assert(item.issue, "Suppl. 1");
}

static void
a_place_without_a_name_is_of_the_name_beside_it(void **state)
{
	const struct said said[] = {
		SAID("marcxml", SOURCE, CONTAINER, "Wool"),
		SAID("marcxml", SOURCE, VOLUME, "20"),
		SAID(
		    "marcxml", SOURCE, NONE, "Vol. 20, no. 4 (2014), p. 286-9"),
		{ 0 },
	};
	const struct said other[] = {
		SAID("marcxml", SOURCE, CONTAINER, "Wool"),
		SAID("marcxml", SOURCE, VOLUME, "21"),
		SAID(
		    "marcxml", SOURCE, NONE, "Vol. 20, no. 4 (2014), p. 286-9"),
		{ 0 },
	};
	struct item item = make(said, NULL);

	(void)state;
	claims_assert(item.container, "Wool");
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "4");
	claims_assert(item.page_start, "286");
	claims_assert(item.page_end, "289");
	claims_assert(item.issued, "2014");
	item = make(other, NULL);
	claims_assert(item.volume, "21");
	assert_int_equal(item.issue.length, 0);
	assert_int_equal(item.page_start.length, 0);
}

static void
another_journal_or_volume_adds_nothing(void **state)
{
	const struct said said[] = {
		SAID("mods", SOURCE, CONTAINER, "Advances"),
		SAID("mods", SOURCE, VOLUME, "20"),
		SAID("oai_dc", SOURCE, NONE, "Advances, 21(4), 1-2"),
		SAID("oai_dc", SOURCE, NONE, "Other, 20(4), 286-292"),
		{ 0 },
	};
	struct item item = make(said, NULL);

	(void)state;
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "");
	claims_assert(item.page_start, "");
	assert_int_equal(item.issues.count, 1);
	claims_assert(
	    item.issues.texts[0], "volume differs: mods says 20, oai_dc 21");
}

static void
a_citation_is_found_by_its_title(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", TITLE, NONE, TITLE),
		SAID("oai_dc", IDENTIFIER, NONE, "https://example.org/1"),
		SAID("oai_dc", IDENTIFIER, NONE, CITED),
		SAID("oai_dc", RELATION, NONE, "ISSN:1355-5146"),
		{ 0 },
	};
	const struct said other[] = {
		SAID("oai_dc", TITLE, NONE, "Something else it is not"),
		SAID("oai_dc", IDENTIFIER, NONE, CITED),
		{ 0 },
	};
	struct item item = make(said, "haplo");

	(void)state;
	claims_assert(item.container, "Advances in Psychiatric Treatment");
	claims_assert(item.volume, "20");
	claims_assert(item.issue, "4");
	claims_assert(item.page_start, "286");
	claims_assert(item.page_end, "292");
	claims_assert(item.issued, "2014");
	claims_assert(item.doi, "10.1192/apt.bp.113.011940");
	claims_assert(item.issn, "[{\"issn\":\"1355-5146\"}]");
	item = make(other, "haplo");
	claims_assert(item.container, "");
	claims_assert(item.doi, "");
}

static void
a_date_goes_before_the_year_of_a_citation(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", TITLE, NONE, TITLE),
		SAID("oai_dc", DATE, NONE, "2013-06"),
		SAID("oai_dc", IDENTIFIER, NONE, CITED),
		SAID("oai_dc", IDENTIFIER, NONE, "10.1000/182"),
		{ 0 },
	};
	struct item item = make(said, "haplo");

	(void)state;
	claims_assert(item.issued, "2013-06");
	claims_assert(item.doi, "10.1000/182");
}

static void
a_bare_name_is_a_journal_beside_its_issn(void **state)
{
	const struct said with[] = {
		SAID("oai_dc", SOURCE, NONE, "ENVIRONMENTAL POLLUTION"),
		SAID("oai_dc", SOURCE, NONE, "ISSN: 0040-6090"),
		{ 0 },
	};
	const struct said without[] = {
		SAID("oai_dc", SOURCE, NONE, "Elsevier"),
		{ 0 },
	};

	(void)state;
	claims_assert(make(with, NULL).container, "ENVIRONMENTAL POLLUTION");
	claims_assert(make(with, "digital_commons").container, "");
	claims_assert(make(without, NULL).container, "");
	claims_assert(make(without, "ojs").container, "Elsevier");
}

static void
an_article_is_part_of_its_journal(void **state)
{
	const struct said article[] = {
		SAID("dim", TYPE, NONE, "Article"),
		SAID("dim", RELATION, IS_PART_OF, "Physical Review D"),
		{ 0 },
	};
	const struct said image[] = {
		SAID("dim", TYPE, NONE, "Image"),
		SAID("dim", RELATION, IS_PART_OF, "Mosley Collection"),
		{ 0 },
	};

	(void)state;
	claims_assert(make(article, NULL).container, "Physical Review D");
	claims_assert(make(image, NULL).container, "");
}

static void
issns_have_a_medium_where_it_is_said(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", SOURCE, NONE, "1355-5146"),
		SAID("oai_dc", RELATION, NONE,
		    "info:eu-repo/semantics/altIdentifier/eissn/1472-1481"),
		SAID("oai_dc", RELATION, NONE, "0040-6090"),
		SAID("oai_dc", IDENTIFIER, NONE, "1998-1999"),
		SAID("oai_dc", IDENTIFIER, NONE, "ISSN 0036-8076"),
		SAID("mods", SOURCE, ISSN_PRINT, "13555146"),
		{ 0 },
	};

	(void)state;
	claims_assert(make(said, NULL).issn,
	    "[{\"issn\":\"1355-5146\",\"medium\":\"print\"},"
	    "{\"issn\":\"1472-1481\",\"medium\":\"electronic\"}]");
}

static void
a_page_that_is_too_high_is_the_number_of_an_article(void **state)
{
	static const struct {
		const char *page;
		const char *page_start;
		const char *page_end;
		const char *article_number;
	} cases[] = {
		{ "151601", "", "", "151601" },
		{ "e1002146", "", "", "e1002146" },
		{ "Doc19", "", "", "Doc19" },
		{ "e45", "e45", "", "" },
		{ "14217", "14217", "", "" },
		{ "151601-151604", "151601", "151604", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			SAID("oai_dc", TITLE, NONE, TITLE),
			SAID("mods", SOURCE, CONTAINER, "Letters"),
			SAID("mods", SOURCE, PAGES, cases[i].page),
			{ 0 },
		};
		struct item item = make(said, NULL);

		claims_assert(item.page_start, cases[i].page_start);
		claims_assert(item.page_end, cases[i].page_end);
		claims_assert(item.article_number, cases[i].article_number);
	}
}

static void
a_short_name_gives_way_to_the_full_one(void **state)
{
	static const char *const cases[][3] = {
		{ "PLoS Comput Biol", "PLoS Computational Biology",
		    "PLoS Computational Biology" },
		{ "J. Chem. Phys.", "The Journal of Chemical Physics",
		    "The Journal of Chemical Physics" },
		{ "PLoS Comput Biol", "PLoS Biology", "PLoS Comput Biol" },
		{ "Phys. Rev. B", "Physical Review", "Phys. Rev. B" },
		{ "Nature Physics", "Nature", "Nature Physics" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said related[] = {
			SAID("oai_dc", SOURCE, CONTAINER, cases[i][0]),
			SAID("oai_dc", RELATION, NONE, cases[i][1]),
			{ 0 },
		};
		const struct said formats[] = {
			SAID("mods", SOURCE, CONTAINER, cases[i][0]),
			SAID("mods", SOURCE, VOLUME, "7"),
			SAID("xoai", SOURCE, CONTAINER, cases[i][1]),
			SAID("xoai", SOURCE, ISSUE, "3"),
			{ 0 },
		};
		struct item item = make(formats, NULL);

		claims_assert(item.container, cases[i][2]);
		claims_assert(item.issue, i < 2 ? "3" : "");
		claims_assert(make(related, "dspace").container, cases[i][2]);
		claims_assert(make(related, "ojs").container, cases[i][0]);
	}
}

static void
a_name_that_the_citation_has_is_where_it_is_in(void **state)
{
	static const struct {
		const char *relation;
		const char *identifier;
		const char *container;
		const char *page_start;
	} cases[] = {
		{ "Proceedings of the Workshop on Wool",
		    "Jane Doe. Wool and sheep. In Proceedings of the Workshop "
		    "on Wool, pages 171-182, Nancy, France, April 2003.",
		    "Proceedings of the Workshop on Wool", "171" },
		{ "Proceedings of the Workshop on Wool",
		    "Jane Doe. Wool and sheep. In Proceedings of the Workshop "
		    "on Wool (WoW-03), Nancy, France, April 2003.",
		    "Proceedings of the Workshop on Wool", "" },
		{ "Wool", "Jane Doe. " TITLE ". Wool, to appear.", "Wool", "" },
		/* It may be a word of the title. */
		{ "Wool", "Jane Doe. The sheep, Wool, and the wolf.", "", "" },
		{ "Proceedings of the Workshop on Wool",
		    "Jane Doe. Wool and sheep. In Sheep, April 2003.", "", "" },
		{ "Series of the Fold;", "Sheep (Series of the Fold), 2003.",
		    "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			SAID("oai_dc", TITLE, NONE, TITLE),
			SAID("oai_dc", RELATION, NONE, cases[i].relation),
			SAID("oai_dc", IDENTIFIER, NONE, cases[i].identifier),
			{ 0 },
		};
		struct item item = make(said, "dspace");

		claims_assert(item.container, cases[i].container);
		claims_assert(item.page_start, cases[i].page_start);
		claims_assert(make(said, "eprints").container, "");
		/* Without a title */
		item = make(said + 1, "dspace");
		claims_assert(item.container,
		    strchr(cases[i].container, ' ') != NULL ? cases[i].container
							    : "");
	}
}

static void
a_citation_may_stand_in_rights(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", RIGHTS, NONE,
		    "Citation: J Biol Chem. 2010 May 7;285(19):14217-28. doi: "
		    "10.1074/jbc.M110.121848. Epub 2010 Mar 10."),
		{ 0 },
	};
	struct item item = make(said, "digital_commons");

	(void)state;
	claims_assert(item.container, "J Biol Chem");
	claims_assert(item.volume, "285");
	claims_assert(item.issue, "19");
	claims_assert(item.page_start, "14217");
	claims_assert(item.page_end, "14228");
}

/* Of arXiv, whose first date is that of the preprint. */
static void
a_container_has_the_year_that_its_citation_says(void **state)
{
	static const struct {
		const char *cited;
		int year; /* 0: none */
	} cases[] = {
		{ "Phys. Rev. D76:013009, 2009", 2009 },
		{ "Phys. Rev. D76:013009, 2007", 2007 },
		{ "Phys. Rev. D76:013009, 2199", 0 }, /* none that can be */
		{ "Phys. Rev. D76:013009", 0 },
		{ "2009", 0 }, /* of no container */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			SAID("oai_dc", TITLE, NONE, TITLE),
			SAID("oai_dc", DATE, NONE, "2007-06-21"),
			SAID("oai_dc", IDENTIFIER, NONE, cases[i].cited),
			{ 0 },
		};
		struct item item = make(said, "arxiv");

		claims_assert(item.issued, "2007-06-21");
		assert_int_equal(item.year, 2007);
		assert_int_equal(item.has_container_year, cases[i].year != 0);
		assert_int_equal(item.container_year, cases[i].year);
		assert_int_equal(item.issues.count, cases[i].year == 2009);
		if (cases[i].year == 2009)
			claims_assert(item.issues.texts[0],
			    "year differs: oai_dc says 2007, the citation "
			    "2009");
	}
}

/* Chicago's day in brackets is that on which it went online. */
static void
a_day_of_another_year_is_none_of_the_printed_work(void **state)
{
	static const struct {
		const char *date;
		const char *day;
		int year; /* 0: none */
	} cases[] = {
		{ "2015-01", "December 16, 2014", 0 },
		{ "2014-12", "January 9, 2015", 0 },
		{ "2015-01", "2014 Dec 16", 0 },
		{ "2015-01", "16 December 2014", 0 },
		{ "2014-12", "December 16, 2014", 2014 },
		{ "2015-01", "December 2014", 2014 },
		{ "2015-01", "2014", 2014 },
		{ "2018-01", "December 16, 2014", 2014 }, /* of the deposit */
		{ "", "December 16, 2014", 2014 },
	};
	char cited[256];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			SAID("oai_dc", TITLE, NONE, TITLE),
			SAID("oai_dc", IDENTIFIER, CITATION, cited),
			SAID("oai_dc", DATE, NONE, cases[i].date),
			{ 0 },
		};
		struct item item;

		(void)snprintf(cited, sizeof(cited),
		    "Singh, V. \"" TITLE ".\" RNA 21, no. 1 (%s): 1-13.",
		    cases[i].day);
		item = make(said, "dspace");
		claims_assert(item.container, "RNA");
		claims_assert(item.volume, "21");
		assert_int_equal(item.container_year, cases[i].year);
		assert_int_equal(item.has_container_year, cases[i].year != 0);
	}
}

static void
the_year_of_another_container_is_not_its_own(void **state)
{
	const struct said said[] = {
		SAID("mods", SOURCE, CONTAINER, "Advances"),
		SAID("mods", SOURCE, VOLUME, "20"),
		SAID("oai_dc", SOURCE, NONE, "Advances, 21(4), 1-2 (2013)"),
		SAID("oai_dc", SOURCE, NONE, "Other, 20(4) (2014), 286-292"),
		{ 0 },
	};

	(void)state;
	assert_false(make(said, NULL).has_container_year);
}

static void
a_publisher_is_no_part_of_the_name(void **state)
{
	static const char *const cases[][4] = {
		{ "PLoS ONE, Public Library of Science, 2014, 9 (3), pp.12",
		    "PLoS ONE", "", "PLoS ONE" },
		{ "Journal of Hydrology, Elsevier, 2015, 520, pp.1-12", "",
		    "Elsevier", "Journal of Hydrology" },
		{ "Energy, Sustainability and Society, Springer, 2015, 5, "
		  "pp.1-12",
		    "Energy, Sustainability and Society", "Springer",
		    "Energy, Sustainability and Society" },
		{ "Immunity, Inflammation and Disease, 2015, 5, pp.1-12", "",
		    "Wiley", "Immunity, Inflammation and Disease" },
		{ "Genome Research. Cold Spring Harbor Laboratory Press, 24 "
		  "(2014) 1-12",
		    "", "", "Genome Research" },
		{ "J. Free Press, 24 (2014) 1-12", "", "", "J. Free Press" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			SAID("oai_dc", SOURCE, NONE, cases[i][1]),
			SAID("oai_dc", SOURCE, NONE, cases[i][0]),
			SAID("oai_dc", PUBLISHER, NONE, cases[i][2]),
			{ 0 },
		};

		claims_assert(make(said, NULL).container, cases[i][3]);
	}
}

static void
several_issns_may_stand_in_a_value(void **state)
{
	static const struct {
		const char *issn;
		struct said said[2];
	} cases[] = {
		{ "[{\"issn\":\"0028-0836\"},{\"issn\":\"0302-2889\"}]",
		    { SAID(
			"oai_dc", IDENTIFIER, NONE, "0028-0836 0302-2889") } },
		{ "[{\"issn\":\"1355-5146\",\"medium\":\"print\"},"
		  "{\"issn\":\"1472-1481\",\"medium\":\"electronic\"}]",
		    { SAID("oai_dc", SOURCE, NONE,
			"1355-5146 (print); 1472-1481 (online)") } },
		{ "[{\"issn\":\"1355-5146\",\"medium\":\"print\"},"
		  "{\"issn\":\"1472-1481\",\"medium\":\"electronic\"}]",
		    { SAID("oai_dc", RELATION, NONE,
			"pISSN 1355-5146, eISSN 1472-1481") } },
		{ "[{\"issn\":\"1355-5146\",\"medium\":\"print\"},"
		  "{\"issn\":\"1472-1481\",\"medium\":\"print\"}]",
		    { SAID(
			"mods", SOURCE, ISSN_PRINT, "1355-5146, 1472-1481") } },
		{ "[{\"issn\":\"1028-852X\"}]",
		    { SAID("oai_dc", SOURCE, NONE,
			"Biomedical Journal; 12(3):Doc15; ISSN 1028-852X") } },
		/* The check digit of the second does not hold. */
		{ "[{\"issn\":\"1355-5146\"}]",
		    { SAID("oai_dc", SOURCE, NONE,
			"ISSN 1355-5146, 1472-1482") } },
		/* A relation says that it is one. */
		{ "",
		    { SAID("oai_dc", RELATION, NONE, "1355-5146 1472-1481") } },
		{ "",
		    { SAID(
			"oai_dc", IDENTIFIER, NONE, "1355-5146-1472-1481") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[3] = { { 0 } };

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		claims_assert(make(said, NULL).issn, cases[i].issn);
	}
}

static void
series_are_said_or_of_dspace(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", RELATION, NONE, "Preliminary Paper;341"),
		SAID("oai_dc", RELATION, NONE, "https://example.org/;1"),
		SAID("oai_dc", RELATION, NONE, "Just a relation"),
		{ 0 },
	};
	const struct said typed[] = {
		SAID("dim", RELATION, SERIES, "C&E;92"),
		SAID("dim", RELATION, SERIES, "C&E;92"),
		SAID("dim", RELATION, SERIES, "ESL-TH-95-12-02;"),
		SAID("dim", RELATION, SERIES,
		    "Canadian Veterinary Journal;Vol. 51, no 9"),
		{ 0 },
	};
	struct item item = make(typed, NULL);

	(void)state;
	claims_assert(item.series,
	    "[{\"series\":\"C&E\",\"number\":\"92\"},"
	    "{\"series\":\"ESL-TH-95-12-02\"}]");
	claims_assert(item.container, "Canadian Veterinary Journal");
	claims_assert(item.issue, "9");
	claims_assert(make(said, "dspace").series,
	    "[{\"series\":\"Preliminary Paper\",\"number\":\"341\"}]");
	claims_assert(make(said, NULL).series, "");
}

static void
a_series_with_a_volume_and_a_date_is_what_an_article_is_in(void **state)
{
	const struct said article[] = {
		SAID("oai_dc", TYPE, NONE, "Article"),
		SAID("oai_dc", RELATION, NONE,
		    "Journal of Kentucky Studies;volume 23 September 2006"),
		{ 0 },
	};
	const struct said report[] = {
		SAID("oai_dc", TYPE, NONE, "Report"),
		SAID("oai_dc", RELATION, NONE,
		    "Kentucky Reports;volume 23 September 2006"),
		{ 0 },
	};
	struct item item = make(article, "dspace");

	(void)state;
	claims_assert(item.container, "Journal of Kentucky Studies");
	claims_assert(item.volume, "23");
	assert_int_equal(item.container_year, 2006);
	claims_assert(item.series, "");
	item = make(report, "dspace");
	claims_assert(item.container, "");
	claims_assert(item.series,
	    "[{\"series\":\"Kentucky Reports\",\"number\":\"23\"}]");
}

static void
the_number_of_a_submission_is_no_series(void **state)
{
	const struct said said[] = {
		SAID("oai_dc", RELATION, NONE, "Workflow;14334"),
		SAID("oai_dc", RELATION, NONE, "Workflows in Science;3"),
		{ 0 },
	};

	(void)state;
	claims_assert(make(said, "dspace").series,
	    "[{\"series\":\"Workflows in Science\",\"number\":\"3\"}]");
}

/* What people wrote about a program is not what it is in. */
static void
a_citation_in_relation_with_a_title_is_of_another_work(void **state)
{
	const struct said other[] = {
		SAID("oai_dc", RELATION, NONE,
		    "A code for electronic structure calculations, Part I: a "
		    "program for generating atom-centered functions Computer "
		    "Physics Communications 135 329-347 (2001)"),
		{ 0 },
	};
	const struct said with_doi[] = {
		SAID("oai_dc", RELATION, NONE,
		    "Canadian veterinary journal ; vol. 3, no. 2. "
		    "doi:10.1000/x"),
		{ 0 },
	};
	const struct said journal[] = {
		SAID("oai_dc", RELATION, NONE,
		    "Canadian veterinary journal ; vol. 3, no. 2"),
		{ 0 },
	};

	(void)state;
	claims_assert(make(other, NULL).container, "");
	claims_assert(make(other, NULL).volume, "");
	claims_assert(make(with_doi, NULL).volume, "");
	claims_assert(
	    make(journal, NULL).container, "Canadian veterinary journal");
	claims_assert(make(journal, NULL).volume, "3");
}

TESTS(WITH_VOCABULARY(what_a_format_says_one_by_one_is_believed_first),
    WITH_VOCABULARY(
	a_letter_before_a_number_is_a_label_where_it_says_what_it_stands_in),
    WITH_VOCABULARY(a_place_without_a_name_is_of_the_name_beside_it),
    WITH_VOCABULARY(another_journal_or_volume_adds_nothing),
    WITH_VOCABULARY(a_citation_is_found_by_its_title),
    WITH_VOCABULARY(a_date_goes_before_the_year_of_a_citation),
    WITH_VOCABULARY(a_bare_name_is_a_journal_beside_its_issn),
    WITH_VOCABULARY(a_citation_in_relation_with_a_title_is_of_another_work),
    WITH_VOCABULARY(an_article_is_part_of_its_journal),
    WITH_VOCABULARY(issns_have_a_medium_where_it_is_said),
    WITH_VOCABULARY(several_issns_may_stand_in_a_value),
    WITH_VOCABULARY(a_container_has_the_year_that_its_citation_says),
    WITH_VOCABULARY(a_day_of_another_year_is_none_of_the_printed_work),
    WITH_VOCABULARY(the_year_of_another_container_is_not_its_own),
    WITH_VOCABULARY(a_publisher_is_no_part_of_the_name),
    WITH_VOCABULARY(a_citation_may_stand_in_rights),
    WITH_VOCABULARY(a_short_name_gives_way_to_the_full_one),
    WITH_VOCABULARY(a_name_that_the_citation_has_is_where_it_is_in),
    WITH_VOCABULARY(a_page_that_is_too_high_is_the_number_of_an_article),
    WITH_VOCABULARY(a_series_with_a_volume_and_a_date_is_what_an_article_is_in),
    WITH_VOCABULARY(the_number_of_a_submission_is_no_series),
    WITH_VOCABULARY(series_are_said_or_of_dspace))
