#include "normalise/degree.h"
#include "said.h"

static void
a_degree_is_what_was_said_first_of_each_part(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, ELEMENT_DEGREE, QUALIFIER_LEVEL, "Doctoral");
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_DEGREE, QUALIFIER_LEVEL, "PhD");
	say(&said, ELEMENT_DEGREE, QUALIFIER_GRANTOR, "University \"X\"");
	degree_field(&said.draft);
	assert_said(said.item.degree,
	    "{\"level\":\"Doctoral\",\"grantor\":\"University \\\"X\\\"\"}");
	said_end(&said);
}

static void
where_nothing_is_said_there_is_no_degree(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_TITLE, QUALIFIER_NONE, "A thesis");
	degree_field(&said.draft);
	assert_int_equal(said.item.degree.length, 0);
	said_end(&said);
}

static void
a_dash_says_nothing_of_a_degree(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, ELEMENT_DEGREE, QUALIFIER_LEVEL, "-");
	say(&said, ELEMENT_DEGREE, QUALIFIER_GRANTOR, " - ");
	degree_field(&said.draft);
	assert_int_equal(said.item.degree.length, 0);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_DEGREE, QUALIFIER_LEVEL, "Doctoral");
	degree_field(&said.draft);
	assert_said(said.item.degree, "{\"level\":\"Doctoral\"}");
	said_end(&said);
}

TESTS(TEST(a_degree_is_what_was_said_first_of_each_part),
    TEST(where_nothing_is_said_there_is_no_degree),
    TEST(a_dash_says_nothing_of_a_degree))
