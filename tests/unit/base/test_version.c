#include <string.h>

#include "base/version.h"
#include "test.h"

static void
test_the_user_agent_names_the_version_and_the_operators_page(void **state)
{
	struct buffer agent;

	(void)state;
	assert_true(strspn(sheaf_version(), "0123456789.") >= 5);
	buffer_init(&agent, 0);
	sheaf_user_agent(&agent, "https://example.org/harvest");
	assert_memory_equal(agent.bytes, "sheaf/", 6);
	assert_memory_equal(
	    agent.bytes + 6, sheaf_version(), strlen(sheaf_version()));
	assert_string_equal(agent.bytes + 6 + strlen(sheaf_version()),
	    " (+https://example.org/harvest)");
	buffer_fini(&agent);
}

static void
test_without_a_page_there_are_no_parentheses(void **state)
{
	struct buffer agent;

	(void)state;
	buffer_init(&agent, 0);
	sheaf_user_agent(&agent, "");
	assert_null(strchr(agent.bytes, '('));
	buffer_reset(&agent);
	sheaf_user_agent(&agent, NULL);
	assert_null(strchr(agent.bytes, '('));
	buffer_fini(&agent);
}

TESTS(TEST(test_the_user_agent_names_the_version_and_the_operators_page),
    TEST(test_without_a_page_there_are_no_parentheses))
