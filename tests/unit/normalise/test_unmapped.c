#include "base/array.h"
#include "said.h"

/* Values that no table knows, where there are more than an item keeps. */

static void
add_many(struct said *said, const char *scheme, int count)
{
	for (int i = 0; i < count; i++) {
		char value[32];

		(void)snprintf(value, sizeof(value), "%s %d", scheme, i);
		draft_unmapped(&said->draft, scheme, text_of(value));
	}
}

static size_t
lines_of(const struct said *said, const char *scheme)
{
	const struct memory_list *lines = &said->draft.unmapped;
	size_t length = strlen(scheme);
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += strncmp(lines->texts[i].bytes, scheme, length) == 0 &&
		    lines->texts[i].bytes[length] == '=';
	return count;
}

static void
a_noisy_scheme_does_not_hide_others(void **state)
{
	static const struct {
		const char *scheme;
		int values;
		size_t kept; /* at the end */
	} cases[] = {
		{ "format", 1000, ISSUES - 7 - 7 - 1 },
		{ "element", 100, 7 },
		{ "type", 20, 7 },
		{ "language", 1, 1 },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	for (size_t i = 0; i < COUNT(cases); i++)
		add_many(&said, cases[i].scheme, cases[i].values);
	assert_int_equal(said.draft.unmapped.count, ISSUES);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    lines_of(&said, cases[i].scheme), cases[i].kept);
	assert_said(said.draft.unmapped.texts[0], "format=format 0");
	said_end(&said);
}

/* Nor do many of them. */
static void
every_scheme_has_its_share(void **state)
{
	static const char *const schemes[] = { "element", "format", "language",
		"license", "peer_reviewed", "role", "type", "version",
		"access" };
	struct said said;

	(void)state;
	said_begin(&said);
	for (size_t i = 0; i < COUNT(schemes); i++)
		add_many(&said, schemes[i], 500);
	assert_int_equal(said.draft.unmapped.count, ISSUES);
	for (size_t i = 0; i < COUNT(schemes); i++)
		assert_true(lines_of(&said, schemes[i]) >= UNMAPPED_SHARE);
	said_end(&said);
}

static void
what_was_said_before_takes_no_room(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	for (int i = 0; i < 3; i++) {
		add_many(&said, "format", ISSUES);
		add_many(&said, "type", 2);
	}
	assert_int_equal(said.draft.unmapped.count, ISSUES);
	assert_int_equal(lines_of(&said, "type"), 2);
	said_end(&said);
}

TESTS(TEST(a_noisy_scheme_does_not_hide_others),
    TEST(every_scheme_has_its_share), TEST(what_was_said_before_takes_no_room))
