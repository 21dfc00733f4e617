#include "base/array.h"
#include "claims.h"
#include "normalise/date.h"

static void (*const fields[])(struct draft *draft) = { date_field, NULL };

#define DATE(p, q, v) SAID(p, DATE, q, v)

static void
the_date_of_publication_is_chosen(void **state)
{
	static const struct {
		const char *issued;
		const char *quality;
		const char *issue; /* NULL: none */
		struct said said[5];
	} cases[] = {
		{ "2014-07", "typed", NULL,
		    { DATE("a", ISSUED, "2014-07"), DATE("a", NONE, "1999") } },
		{ "2014", "typed", NULL,
		    { DATE("a", ONLINE, "2015"), DATE("a", PRINTED, "2014"),
			DATE("a", NONE, "1999") } },
		{ "2014", "plain", NULL,
		    { DATE("a", AVAILABLE, "2012"), DATE("a", NONE, "2014") } },
		{ "2012", "plain", NULL,
		    { DATE("a", AVAILABLE, "2012"),
			DATE("a", CREATED, "2010") } },
		{ "2010", "plain", NULL,
		    { DATE("a", SUBMITTED, "2009"),
			DATE("a", CREATED, "2010") } },
		/* A time stamp is when it arrived, also when it says more. */
		{ "", "", "no date of publication, time stamps only",
		    { DATE("a", NONE, "2013-10-03T14:41:47Z") } },
		{ "", "", NULL,
		    { DATE("a", DEPOSITED, "2013-10-03T14:41:47Z"),
			DATE("a", ISSUED, "2013-10-03T14:41:47Z") } },
		{ "1998-10-03", "typed", NULL,
		    { DATE("a", DEPOSITED, "2013-10-03T14:41:47Z"),
			DATE("a", ISSUED, "1998-10-03T14:41:47Z") } },
		{ "2001", "plain", NULL,
		    { DATE("a", DEPOSITED, "2013"), DATE("a", NONE, "2001"),
			DATE("a", MODIFIED, "2000"),
			DATE("a", EMBARGO_END, "1999") } },
		/* Origins */
		{ "2014", "typed", "year differs: a says 2014, b 2016",
		    { DATE("a", ISSUED, "2014"), DATE("b", NONE, "2016") } },
		{ "2016", "typed", "year differs: b says 2016, a 2014",
		    { DATE("a", NONE, "2014"), DATE("b", ISSUED, "2016") } },
		{ "2014", "plain", NULL,
		    { DATE("a", NONE, "2014"), DATE("b", NONE, "2014-05") } },
		{ "2014", "plain", NULL,
		    { DATE("a", NONE, "2014"), DATE("old", ISSUED, "2010") } },
		{ "2010", "typed", NULL,
		    { DATE("a", MODIFIED, "2014"),
			DATE("old", ISSUED, "2010") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[6] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, NULL, fields);
		claims_assert(item.issued, cases[i].issued);
		claims_assert(item.date_quality, cases[i].quality);
		assert_int_equal(item.issues.count, cases[i].issue != NULL);
		if (cases[i].issue != NULL)
			claims_assert(item.issues.texts[0], cases[i].issue);
	}
}

static void
what_doaj_fills_in_is_not_known(void **state)
{
	static const char *const cases[][2] = {
		{ "2016-01-01", "2016" },
		{ "2016-01-01T00:00:00Z", "2016" },
		{ "2016-04-01", "2016-04" },
		{ "2016-04-01T00:00:00Z", "2016-04" },
		{ "2016-12-05", "2016-12-05" },
		{ "2016-01", "2016" },
		{ "2016", "2016" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			{ .prefix = "oai_doaj",
			    .element = ELEMENT_DATE,
			    .qualifier = QUALIFIER_ISSUED,
			    .value = cases[i][0],
			    .scheme = "doajArticle" },
			{ 0 },
		};

		claims_assert(
		    claims_make(said, "doaj", fields).issued, cases[i][1]);
	}
}

static void
what_is_filled_in_is_told_and_a_time_is_not(void **state)
{
	static const struct {
		const char *value;
		const char *scheme;
		bool is_filled;
	} cases[] = {
		{ "2016-04-01", "doajArticle", true },
		{ "2016-01-01T00:00:00Z", "doajArticle", true },
		{ "2016-12-05", "doajArticle", false },
		{ "2016-12-05T00:00:00Z", "doajArticle", false },
		{ "2016-04-01", "", false },
		{ "2016-04-01T00:00:00Z", "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct said said[] = {
			{ .prefix = "a",
			    .element = ELEMENT_DATE,
			    .qualifier = QUALIFIER_ISSUED,
			    .value = cases[i].value,
			    .scheme = cases[i].scheme },
			{ 0 },
		};
		struct item item = claims_make(said, NULL, fields);

		assert_non_null(strstr(item.why.bytes, "\"issued\":"));
		assert_int_equal(strstr(item.why.bytes, "filled in") != NULL,
		    cases[i].is_filled);
	}
}

static void
dates_that_say_what_they_are_have_columns(void **state)
{
	static const struct said said[] = {
		DATE("a", ACCEPTED, "2014-07-01"),
		DATE("a", ACCEPTED, "2013"),
		DATE("a", PRINTED, "Jul 2014"),
		DATE("a", ONLINE, "02 Jan 2018"),
		DATE("a", NONE, "2016-04-26T10:11:12Z"),
		DATE("b", DEPOSITED, "2016-04-27"),
		DATE("b", ACCEPTED, "2012"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	claims_assert(item.accepted, "2014-07-01");
	claims_assert(item.printed, "2014-07");
	claims_assert(item.online, "2018-01-02");
	claims_assert(item.deposited, "2016-04-27");
	claims_assert(item.issued, "2014-07");
}

static void
the_earliest_time_stamp_is_the_deposit(void **state)
{
	static const struct said said[] = {
		DATE("a", NONE, "2016-04-26T10:11:12Z"),
		DATE("a", AVAILABLE, "2015-04-26T10:11:12Z"),
		DATE("a", NONE, "2014-04-26T10:00:00Z"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	claims_assert(item.deposited, "2015-04-26");
	claims_assert(item.issued, "2014-04-26");
}

static void
a_time_of_day_is_no_deposit_on_digital_commons(void **state)
{
	static const struct said alone[] = {
		DATE("a", NONE, "1998-05-29T16:09:59Z"),
		{ 0 },
	};
	static const struct said typed[] = {
		DATE("a", ISSUED, "1998-05-29T16:09:59Z"),
		DATE("a", AVAILABLE, "2015-12-14T16:09:59Z"),
		{ 0 },
	};
	struct item item = claims_make(alone, "digital_commons", fields);

	(void)state;
	claims_assert(item.issued, "1998-05-29");
	claims_assert(item.deposited, "");
	claims_assert(item.date_quality, "plain");
	assert_int_equal(item.issues.count, 0);
	item = claims_make(typed, "digital_commons", fields);
	claims_assert(item.issued, "1998-05-29");
	claims_assert(item.deposited, "2015-12-14");
	item = claims_make(alone, "dspace", fields);
	claims_assert(item.issued, "");
	claims_assert(item.deposited, "1998-05-29");
}

static void
cite(struct draft *draft)
{
	draft->cited = draft->claims[ELEMENT_SOURCE];
	draft->cited_year = 2011;
}

static void
a_citation_has_the_year_where_no_date_does(void **state)
{
	static void (*const with_citation[])(
	    struct draft * draft) = { cite, date_field, NULL };
	static const struct said said[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		DATE("a", NONE, "2016-04-26T10:11:12Z"),
		{ 0 },
	};
	static const struct said dated[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		DATE("a", NONE, "2012"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, with_citation);

	(void)state;
	claims_assert(item.issued, "2011");
	claims_assert(item.date_quality, "citation");
	assert_int_equal(item.year, 2011);
	assert_int_equal(item.issues.count, 0);
	item = claims_make(dated, NULL, with_citation);
	claims_assert(item.issued, "2012");
}

static const struct said two_years[] = {
	SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
	DATE("a", NONE, "2013-05"),
	DATE("a", NONE, "2011"),
	DATE("a", NONE, "2011-04"),
	DATE("a", NONE, "2010-03-02"),
	{ 0 },
};

static void
a_citation_decides_between_dates_of_its_record(void **state)
{
	static void (*const with_citation[])(
	    struct draft * draft) = { cite, date_field, NULL };
	static const struct said others[] = {
		SAID("b", SOURCE, NONE, "Journal 5 (2011)"),
		DATE("a", NONE, "2011"),
		DATE("a", NONE, "2010"),
		{ 0 },
	};
	static const struct said same_year[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		DATE("a", NONE, "2011-03-02"),
		DATE("a", NONE, "2013"),
		{ 0 },
	};
	struct item item = claims_make(two_years, NULL, with_citation);

	(void)state;
	claims_assert(item.issued, "2011-04");
	claims_assert(item.date_quality, "plain");
	assert_int_equal(item.issues.count, 0);
	/* Of another record */
	item = claims_make(others, NULL, with_citation);
	claims_assert(item.issued, "2010");
	assert_int_equal(item.issues.count, 1);
	/* Versions of a preprint, whenever a journal printed it */
	item = claims_make(two_years, "arxiv", with_citation);
	claims_assert(item.issued, "2010-03-02");
	assert_int_equal(item.issues.count, 1);
	claims_assert(item.issues.texts[0],
	    "year differs: a says 2010, the citation 2011");
	item = claims_make(same_year, "arxiv", with_citation);
	claims_assert(item.issued, "2011-03-02");
	assert_int_equal(item.issues.count, 0);
}

static void
years_between_which_nothing_decides_are_an_issue(void **state)
{
	static const struct said range[] = {
		DATE("a", NONE, "2010/2014"),
		DATE("a", NONE, "2012"),
		{ 0 },
	};
	struct item item = claims_make(two_years, NULL, fields);

	(void)state;
	claims_assert(item.issued, "2010-03-02");
	assert_int_equal(item.issues.count, 1);
	claims_assert(
	    item.issues.texts[0], "year differs: a says 2010 and 2013");
	item = claims_make(range, NULL, fields);
	assert_int_equal(item.issues.count, 0);
}

/* As "dc.date.accessioned" and others, of which oai_dc has the value alone. */
#define ARRIVED   DATE("a", NONE, "2014-12-24T16:24:27Z")
#define AVAILABLE DATE("a", NONE, "2014-12-24T16:24:27Z")

static void
of_two_dates_in_dspace_the_second_may_be_of_submission(void **state)
{
	static const struct {
		const char *issued;
		const char *elsewhere; /* than in DSpace */
		unsigned issues;       /* there */
		struct said said[6];
	} cases[] = {
		{ "2014-11", "2013-07", 1,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2014-11"),
			DATE("a", NONE, "2013-07") } },
		{ "2014-10", "2014-07", 0,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2014-10"),
			DATE("a", NONE, "2014-07") } },
		/* Created, and issued */
		{ "2010", "2010", 0,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2010"),
			DATE("a", NONE, "2010") } },
		/* The first says less, nothing else. */
		{ "2014-11-03", "2014-11-03", 0,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2014-11"),
			DATE("a", NONE, "2014-11-03") } },
		/* Three, of which the first is the day of an examination */
		{ "2013-03-13", "2013-03-13", 0,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2013-05"),
			DATE("a", NONE, "2013-03-13"),
			DATE("a", NONE, "May 2013") } },
		/* The end of an embargo */
		{ "2014", "2014", 1,
		    { ARRIVED, AVAILABLE, DATE("a", NONE, "2016"),
			DATE("a", NONE, "2014") } },
		/* Time stamps that are not before them tell nothing. */
		{ "2013-07", "2013-07", 1,
		    { DATE("a", NONE, "2014-11"), DATE("a", NONE, "2013-07"),
			ARRIVED, AVAILABLE } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[7] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, "dspace", fields);
		claims_assert(item.issued, cases[i].issued);
		claims_assert(item.date_quality, "plain");
		if (strcmp(cases[i].issued, cases[i].elsewhere) != 0)
			assert_int_equal(item.issues.count, 0);
		item = claims_make(said, "eprints", fields);
		claims_assert(item.issued, cases[i].elsewhere);
		assert_int_equal(item.issues.count, cases[i].issues);
	}
}

static void
a_date_of_the_day_of_arrival_is_not_that_of_publication(void **state)
{
	static const struct {
		const char *issued;
		struct said said[6];
	} cases[] = {
		{ "2009",
		    { ARRIVED, DATE("a", NONE, "2009"),
			DATE("a", NONE, "2014-12-24") } },
		{ "2014",
		    { ARRIVED, DATE("a", NONE, "2014"),
			DATE("a", NONE, "2014-12-24") } },
		/* There is nothing else, or what is yet to come. */
		{ "2014-12-24",
		    { ARRIVED, DATE("a", NONE, "2014-12-24"),
			DATE("a", NONE, "2015") } },
		{ "2014-12-24",
		    { ARRIVED, DATE("a", NONE, "2015"),
			DATE("a", NONE, "2014-12-24") } },
		{ "2014-12-24", { ARRIVED, DATE("a", NONE, "2014-12-24") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[7] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, "dspace", fields);
		claims_assert(item.issued, cases[i].issued);
		claims_assert(item.date_quality, "plain");
		claims_assert(item.deposited, "2014-12-24");
		assert_int_equal(item.issues.count, 0);
	}
}

static void
a_citation_goes_before_the_order_of_dates(void **state)
{
	static void (*const with_citation[])(
	    struct draft * draft) = { cite, date_field, NULL };
	static const struct said second[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		ARRIVED,
		DATE("a", NONE, "2013-05"),
		DATE("a", NONE, "2011-04"),
		{ 0 },
	};
	static const struct said arrived[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		DATE("a", NONE, "2011-12-24T16:24:27Z"),
		DATE("a", NONE, "2010"),
		DATE("a", NONE, "2011-12-24"),
		{ 0 },
	};
	static const struct said both[] = {
		SAID("a", SOURCE, NONE, "Journal 5 (2011)"),
		ARRIVED,
		DATE("a", NONE, "2011-05"),
		DATE("a", NONE, "2011-04"),
		{ 0 },
	};

	(void)state;
	claims_assert(
	    claims_make(second, "dspace", with_citation).issued, "2011-04");
	claims_assert(
	    claims_make(both, "dspace", with_citation).issued, "2011-05");
	claims_assert(
	    claims_make(arrived, "dspace", with_citation).issued, "2011-12-24");
}

TESTS(WITH_VOCABULARY(the_date_of_publication_is_chosen),
    WITH_VOCABULARY(what_doaj_fills_in_is_not_known),
    WITH_VOCABULARY(what_is_filled_in_is_told_and_a_time_is_not),
    WITH_VOCABULARY(dates_that_say_what_they_are_have_columns),
    WITH_VOCABULARY(the_earliest_time_stamp_is_the_deposit),
    WITH_VOCABULARY(a_time_of_day_is_no_deposit_on_digital_commons),
    WITH_VOCABULARY(a_citation_has_the_year_where_no_date_does),
    WITH_VOCABULARY(a_citation_decides_between_dates_of_its_record),
    WITH_VOCABULARY(years_between_which_nothing_decides_are_an_issue),
    WITH_VOCABULARY(of_two_dates_in_dspace_the_second_may_be_of_submission),
    WITH_VOCABULARY(a_date_of_the_day_of_arrival_is_not_that_of_publication),
    WITH_VOCABULARY(a_citation_goes_before_the_order_of_dates))
