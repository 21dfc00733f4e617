#include "daemon/said_match.h"
#include "test.h"

static bool
matches(const struct mapping *mapping, const char *value)
{
	struct said_match match;
	bool is;

	said_match_init(&match, mapping);
	is = said_match(&match, text_of(value));
	said_match_fini(&match);
	return is;
}

static void
a_spelling_is_a_part_of_what_is_said(void **state)
{
	const struct mapping type = { .scheme = SCHEME_TYPE,
		.spelling = TEXT("Book Part") };
	const struct mapping language = { .scheme = SCHEME_LANGUAGE_NAME,
		.spelling = TEXT("fre") };

	(void)state;
	assert_true(matches(&type, "info:eu-repo/semantics/bookPart"));
	assert_true(matches(&type, "Article; BOOK PART."));
	assert_false(matches(&type, "Book"));
	assert_false(matches(&type, ""));
	assert_true(matches(&language, "engfre"));
}

static void
of_a_url_what_its_key_is_without_is_looked_at(void **state)
{
	const struct mapping last = { .scheme = SCHEME_TYPE,
		.spelling = TEXT("t?type=1") };
	const struct mapping url = { .scheme = SCHEME_TYPE,
		.spelling = TEXT("http://www.x.org/t?type=1") };

	(void)state;
	assert_true(matches(&last, "https://x.org/t?type=1"));
	assert_true(matches(&url, "https://x.org/t?type=1"));
	assert_true(matches(&url, "http://www.x.org/t?type=2"));
	assert_false(matches(&last, "https://x.org/t"));
}

static void
a_role_is_whole_words(void **state)
{
	const struct mapping role = { .scheme = SCHEME_ROLE,
		.spelling = TEXT("ed") };

	(void)state;
	assert_true(matches(&role, "Smith, J. (Ed.)"));
	assert_true(matches(&role, "Reed ed"));
	assert_true(matches(&role, "ed: Reed"));
	assert_false(matches(&role, "Reed, Edgar; Teddy"));
}

static void
a_role_is_told_by_what_it_was(void **state)
{
	struct mapping role = { .scheme = SCHEME_ROLE,
		.spelling = TEXT("quixotrist"),
		.was = TEXT("editor\ndegree grantor") };

	(void)state;
	assert_true(matches(&role, "Quixotrist"));
	assert_true(matches(&role, "composer; editor"));
	assert_true(matches(&role, "degree grantor"));
	assert_false(matches(&role, "degree"));
	/* These leave no trace. */
	role.was = TEXT("editor\nauthor");
	assert_true(matches(&role, "Smith, J."));
	role.was = TEXT("-");
	assert_true(matches(&role, "Smith, J."));
	assert_false(matches(&role, ""));
}

TESTS(TEST(a_spelling_is_a_part_of_what_is_said),
    TEST(of_a_url_what_its_key_is_without_is_looked_at),
    TEST(a_role_is_whole_words), TEST(a_role_is_told_by_what_it_was))
