#include <string.h>

#include "base/limit.h"
#include "normalise/date.h"
#include "test.h"

#define LATEST 2030

static void
a_value_has_its_edtf_and_its_range(void **state)
{
	static const struct {
		const char *value;
		const char *edtf; /* NULL: no date */
		const char *from;
		const char *to;
	} cases[] = {
		{ "2014", "2014", "2014-01-01", "2014-12-31" },
		{ "2012-02", "2012-02", "2012-02-01", "2012-02-29" },
		{ "1900-02", "1900-02", "1900-02-01", "1900-02-28" },
		{ "2000-02", "2000-02", "2000-02-01", "2000-02-29" },
		{ "2014-07-01", "2014-07-01", "2014-07-01", "2014-07-01" },
		{ "2014-7-1", "2014-07-01", "2014-07-01", "2014-07-01" },
		{ "2014-07-01T10:20:30Z", "2014-07-01", "2014-07-01",
		    "2014-07-01" },
		{ "2014-07-01 10:20:30.5", "2014-07-01", "2014-07-01",
		    "2014-07-01" },
		{ "20140701", "2014-07-01", "2014-07-01", "2014-07-01" },
		{ "2014-02-30", "2014-02", "2014-02-01", "2014-02-28" },
		{ "2014-13-01", "2014", "2014-01-01", "2014-12-31" },
		{ "1960s", "196X", "1960-01-01", "1969-12-31" },
		{ "1960's", "196X", "1960-01-01", "1969-12-31" },
		{ "199-", "199X", "1990-01-01", "1999-12-31" },
		{ "19--", "19XX", "1900-01-01", "1999-12-31" },
		{ "1940-1949", "1940/1949", "1940-01-01", "1949-12-31" },
		{ "1940\u20131949", "1940/1949", "1940-01-01", "1949-12-31" },
		{ "1998-99", "1998/1999", "1998-01-01", "1999-12-31" },
		{ "[1998]", "1998", "1998-01-01", "1998-12-31" },
		{ "(1876)", "1876", "1876-01-01", "1876-12-31" },
		{ "ca. 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "Circa 1909", "1909~", "1909-01-01", "1909-12-31" },
		{ "1962?", "1962?", "1962-01-01", "1962-12-31" },
		{ "4/29/1971", "1971-04-29", "1971-04-29", "1971-04-29" },
		{ "23/10/2018", "2018-10-23", "2018-10-23", "2018-10-23" },
		{ "18.11.2021", "2021-11-18", "2021-11-18", "2021-11-18" },
		{ "05.06.2010", "2010-06-05", "2010-06-05", "2010-06-05" },
		{ "06.13.2010", "2010", "2010-01-01", "2010-12-31" },
		{ "05/06/2010", "2010", "2010-01-01", "2010-12-31" },
		{ "05/05/2010", "2010-05-05", "2010-05-05", "2010-05-05" },
		{ "3 мая 2015 г.", "2015-05-03", "2015-05-03", "2015-05-03" },
		{ "2015 r.", "2015", "2015-01-01", "2015-12-31" },
		{ "1er janvier 2010", "2010-01-01", "2010-01-01",
		    "2010-01-01" },
		{ "około 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "yaklaşık 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "um 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "ок. 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "195?", "195X", "1950-01-01", "1959-12-31" },
		{ "Winter 2009/2010", "2009-24", "2009-01-01", "2009-12-31" },
		{ "3rd of May 1999", "1999-05-03", "1999-05-03", "1999-05-03" },
		{ "1969, April 25", "1969-04-25", "1969-04-25", "1969-04-25" },
		{ "4 April, 1973", "1973-04-04", "1973-04-04", "1973-04-04" },
		{ "Spring 2014", "2014-21", "2014-01-01", "2014-12-31" },
		{ "2014年7月1日", "2014-07-01", "2014-07-01", "2014-07-01" },
		{ "昭和64年", "1989", "1989-01-01", "1989-12-31" },
		{ "２０１４", "2014", "2014-01-01", "2014-12-31" },
		{ "Issued: 1997", "1997", "1997-01-01", "1997-12-31" },
		{ "10/2010", "2010-10", "2010-10-01", "2010-10-31" },
		{ "2010/11", "2010", "2010-01-01", "2010-12-31" },
		{ "2010/13", "2010/2013", "2010-01-01", "2013-12-31" },
		{ "12/Feb/2010", "2010-02-12", "2010-02-12", "2010-02-12" },
		{ "May-June 2010", "2010", "2010-01-01", "2010-12-31" },
		{ "3-5 May 2010", "2010-05", "2010-05-01", "2010-05-31" },
		{ "1970 1970", "1970", "1970-01-01", "1970-12-31" },
		{ "1970 1980", NULL, NULL, NULL },
		{ "c. 1900", "1900~", "1900-01-01", "1900-12-31" },
		{ "cop. 1998", "1998", "1998-01-01", "1998-12-31" },
		{ "p1998", "1998", "1998-01-01", "1998-12-31" },
		{ "ca. 1750-1850", "1750~/1850~", "1750-01-01", "1850-12-31" },
		{ "1945?-1950?", "1945?/1950?", "1945-01-01", "1950-12-31" },
		{ "2025-07-13/2025-07-16", "2025-07-13/2025-07-16",
		    "2025-07-13", "2025-07-16" },
		{ "May 2010 - June 2011", "2010-05/2011-06", "2010-05-01",
		    "2011-06-30" },
		{ "2011-06/2010-05", NULL, NULL, NULL },
		{ "Late 19th century", "18XX", "1800-01-01", "1899-12-31" },
		{ "19. Jahrhundert", "18XX", "1800-01-01", "1899-12-31" },
		{ "", NULL, NULL, NULL },
		{ "   ", NULL, NULL, NULL },
		{ "undated", NULL, NULL, NULL },
		{ "December", NULL, NULL, NULL },
		{ "9999-01-01", NULL, NULL, NULL },
		{ "10000-01-01", NULL, NULL, NULL },
		{ "0999", NULL, NULL, NULL },
		{ "2031", NULL, NULL, NULL },
		{ "1965s", NULL, NULL, NULL },
		{ "1949-1940", NULL, NULL, NULL },
		{ "1949/2050", NULL, NULL, NULL },
		{ "NO_RESTRICTION", NULL, NULL, NULL },
		{ "info:eu-repo/date/embargoEnd/2018-05-27", NULL, NULL, NULL },
		{ "123", NULL, NULL, NULL },
		{ "12345678901234567890", NULL, NULL, NULL },
		{ "the year 1999 was good for us", NULL, NULL, NULL },
		{ "- - - - - - - - - - - - - - - - - -", NULL, NULL, NULL },
	};
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct date date;
		bool is_date = date_parse(
		    vocabulary, text_of(cases[i].value), LATEST, &date);

		assert_int_equal(is_date, cases[i].edtf != NULL);
		if (!is_date)
			continue;
		assert_string_equal(date.edtf, cases[i].edtf);
		assert_string_equal(date.from, cases[i].from);
		assert_string_equal(date.to, cases[i].to);
	}
	vocabulary_free(vocabulary);
}

static void
a_date_is_its_own_normal_form(void **state)
{
	static const char *const forms[] = { "2014", "2014-07", "2014-07-01",
		"1650?", "1900~", "1940/1949", "2003-24", "196X", "19XX",
		"1750~/1850~", "2025-07-13/2025-07-16" };
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct date date;

		assert_true(
		    date_parse(vocabulary, text_of(forms[i]), LATEST, &date));
		assert_string_equal(date.edtf, forms[i]);
	}
	vocabulary_free(vocabulary);
}

static void
only_a_time_that_is_no_whole_hour_is_a_time_stamp(void **state)
{
	static const struct {
		const char *value;
		bool is_time_stamp;
	} cases[] = {
		{ "2014-07-01", false },
		{ "2014-07-01T00:00:00Z", false },
		{ "2014-07-01T08:00:00Z", false },
		{ "2014-07-01T08:00:00+05:30", false },
		{ "2014-07-01T08:00:01Z", true },
		{ "2014-07-01T08:30Z", true },
		{ "2014-07-01 10:20:30", true },
	};
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct date date;

		assert_true(date_parse(
		    vocabulary, text_of(cases[i].value), LATEST, &date));
		assert_int_equal(date.is_time_stamp, cases[i].is_time_stamp);
	}
	vocabulary_free(vocabulary);
}

TESTS(TEST(a_value_has_its_edtf_and_its_range),
    TEST(a_date_is_its_own_normal_form),
    TEST(only_a_time_that_is_no_whole_hour_is_a_time_stamp))
