#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/limit.h"
#include "oai/request.h"
#include "test.h"

#define BASE "http://example.org/oai"

static void
check_url(const char *base, const struct request *request, const char *expected)
{
	struct buffer url;

	buffer_init(&url, 0);
	assert_true(request_url(&url, base, request));
	assert_string_equal(url.bytes, expected);
	buffer_fini(&url);
}

static void
arguments_stand_in_one_order_and_only_where_given(void **state)
{
	const struct request whole = {
		.verb = OAI_LIST_RECORDS,
		.until = TEXT("2024-02-29"),
		.from = TEXT("2024-01-01"),
		.set = TEXT("a:b"),
		.metadata_prefix = TEXT("oai_dc"),
	};
	const struct request bare = { .verb = OAI_IDENTIFY };
	const struct request item = {
		.verb = OAI_GET_RECORD,
		.metadata_prefix = TEXT("oai_dc"),
		.identifier = TEXT("oai:x:1/2"),
	};

	(void)state;
	check_url(BASE, &bare, BASE "?verb=Identify");
	check_url(BASE, &whole,
	    BASE "?verb=ListRecords&metadataPrefix=oai_dc&set=a%3Ab&from="
		 "2024-01-01&until=2024-02-29");
	check_url(BASE, &item,
	    BASE "?verb=GetRecord&identifier=oai%3Ax%3A1%2F2&metadataPrefix="
		 "oai_dc");
}

static void
a_token_excludes_all_other_arguments(void **state)
{
	const struct request request = {
		.verb = OAI_LIST_IDENTIFIERS,
		.metadata_prefix = TEXT("oai_dc"),
		.set = TEXT("a"),
		.from = TEXT("2024-01-01"),
		.resumption_token = TEXT("a/b+c&d=%20 \xc3\xa9"),
	};

	(void)state;
	check_url(BASE, &request,
	    BASE "?verb=ListIdentifiers&resumptionToken="
		 "a%2Fb%2Bc%26d%3D%2520%20%C3%A9");
}

/* What each quirk makes of the same token and the same arguments. */
static void
quirks_say_how_a_request_is_written(void **state)
{
	static const char token[] = "\n  a/b+c=&#d%2Fe%zz f\"\xc3\xa9\t ";
	static const struct {
		quirk_set quirks;
		const char *sent;
	} rows[] = {
		{ 0,
		    "resumptionToken=a%2Fb%2Bc%3D%26%23d%252Fe%25zz%20f%22"
		    "%C3%A9" },
		{ QUIRK_BIT(QUIRK_RAW_TOKEN),
		    "resumptionToken=a/b+c=%26%23d%252Fe%25zz%20f%22%C3%A9" },
		{ QUIRK_BIT(QUIRK_ENCODED_TOKEN),
		    "resumptionToken=a%2Fb%2Bc%3D%26%23d%2Fe%25zz%20f%22"
		    "%C3%A9" },
		{ QUIRK_BIT(QUIRK_RAW_TOKEN) | QUIRK_BIT(QUIRK_ENCODED_TOKEN),
		    "resumptionToken=a/b+c=%26%23d%2Fe%25zz%20f%22%C3%A9" },
		{ QUIRK_BIT(QUIRK_UNTRIMMED_TOKEN),
		    "resumptionToken=%0A%20%20a%2Fb%2Bc%3D%26%23d%252Fe%25zz"
		    "%20f%22%C3%A9%09%20" },
		{ QUIRK_BIT(QUIRK_PREFIX_WITH_TOKEN),
		    "metadataPrefix=oai_dc&resumptionToken=a%2Fb%2Bc%3D%26"
		    "%23d%252Fe%25zz%20f%22%C3%A9" },
		{ QUIRK_BIT(QUIRK_RAW_COLON),
		    "resumptionToken=a%2Fb%2Bc%3D%26%23d%252Fe%25zz%20f%22"
		    "%C3%A9" },
	};
	struct request request = {
		.verb = OAI_LIST_RECORDS,
		.metadata_prefix = TEXT("oai_dc"),
		.set = TEXT("a:b&c"),
		.from = TEXT("2024-01-01T00:00:00Z"),
		.resumption_token = text_of(token),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char expected[200];

		(void)snprintf(expected, sizeof(expected),
		    BASE "?verb=ListRecords&%s", rows[i].sent);
		request.quirks = rows[i].quirks;
		check_url(BASE, &request, expected);
	}
	request.resumption_token.length = 0;
	request.quirks = QUIRK_BIT(QUIRK_RAW_COLON);
	check_url(BASE, &request,
	    BASE "?verb=ListRecords&metadataPrefix=oai_dc&set=a:b%26c&from="
		 "2024-01-01T00:00:00Z");
}

static void
what_a_quirk_would_change_of_a_token_is_known(void **state)
{
	static const struct {
		const char *token;
		bool is_padded, is_encoded, may_be_raw;
	} rows[] = {
		{ "abc-1.2_3~", false, false, false },
		{ " abc", true, false, false },
		{ "abc\n", true, false, false },
		{ "a b&c#d", false, false, false },
		{ "a/b", false, false, true },
		{ "a%2fb", false, true, false },
		{ "a%2xb%", false, false, false },
		{ "\ta:b%3D", true, true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text token = text_of(rows[i].token);

		assert_int_equal(token_is_padded(token), rows[i].is_padded);
		assert_int_equal(token_is_encoded(token), rows[i].is_encoded);
		assert_int_equal(token_may_be_raw(token), rows[i].may_be_raw);
	}
}

static void
a_repository_that_wants_post_gets_no_url(void **state)
{
	const struct request request = {
		.verb = OAI_IDENTIFY,
		.quirks = QUIRK_BIT(QUIRK_POST),
	};
	struct buffer url;

	(void)state;
	buffer_init(&url, 0);
	assert_false(request_url(&url, BASE, &request));
	assert_int_equal(url.length, 0);
	request_arguments(&url, &request);
	assert_string_equal(url.bytes, "verb=Identify");
	buffer_fini(&url);
}

static void
a_base_url_keeps_its_own_query(void **state)
{
	const struct request bare = { .verb = OAI_IDENTIFY };

	(void)state;
	check_url(BASE "?x=1", &bare, BASE "?x=1&verb=Identify");
	check_url(BASE "?", &bare, BASE "?verb=Identify");
	check_url(BASE "?x=1&", &bare, BASE "?x=1&verb=Identify");
}

static void
an_url_that_is_too_long_is_left_to_post(void **state)
{
	static char token[GET_BYTES];
	const size_t room =
	    GET_BYTES - strlen(BASE "?verb=ListRecords&resumptionToken=");
	struct request request = {
		.verb = OAI_LIST_RECORDS,
		.resumption_token = { token, room },
	};
	struct buffer url;

	(void)state;
	memset(token, 'x', sizeof(token));
	buffer_init(&url, 0);
	buffer_add_string(&url, "before ");
	assert_true(request_url(&url, BASE, &request));
	assert_int_equal(url.length, strlen("before ") + GET_BYTES);
	buffer_reset(&url);
	request.resumption_token.length++;
	assert_false(request_url(&url, BASE, &request));
	assert_int_equal(url.length, 0);
	request_arguments(&url, &request);
	assert_int_equal(
	    url.length, strlen("verb=ListRecords&resumptionToken=") + room + 1);
	buffer_fini(&url);
}

/* What a server decodes is what was given: any bytes, exactly once, but for
 * white space around it. */
static void
any_value_survives_the_way(void **state)
{
	uint64_t seed = 42;

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		char value[24];
		struct request request = { .verb = OAI_LIST_RECORDS };
		struct text given;
		struct buffer arguments;
		const char *start;
		char *decoded;
		int length;

		for (size_t at = 0; at < sizeof(value); at++) {
			seed = seed * 6364136223846793005 + 1;
			value[at] = (char)(seed >> 56);
		}
		request.resumption_token =
		    (struct text){ value, 1 + i % sizeof(value) };
		buffer_init(&arguments, 0);
		request_arguments(&arguments, &request);
		start = strstr(arguments.bytes, "Token=") + strlen("Token=");
		assert_null(strpbrk(start, "&=?#+/ :;"));
		decoded = curl_easy_unescape(NULL, start, 0, &length);
		assert_non_null(decoded);
		given = text_trim(request.resumption_token);
		assert_int_equal(length, given.length);
		assert_memory_equal(decoded, given.bytes, (size_t)length);
		curl_free(decoded);
		buffer_fini(&arguments);
	}
}

static void
prefixes_are_judged_by_the_schema(void **state)
{
	(void)state;
	assert_true(metadata_prefix_is_valid(TEXT("oai_dc")));
	assert_true(metadata_prefix_is_valid(TEXT("a-b_c.d!e~f*g'h(i)9")));
	assert_false(metadata_prefix_is_valid(TEXT("")));
	assert_false(metadata_prefix_is_valid(TEXT("all")));
	assert_true(metadata_prefix_is_valid(TEXT("all_")));
	assert_false(metadata_prefix_is_valid(TEXT("oai dc")));
	assert_false(metadata_prefix_is_valid(TEXT("oai:dc")));
	assert_false(metadata_prefix_is_valid(TEXT("oai\0dc")));
	assert_false(metadata_prefix_is_valid(TEXT("\xc3\xa9")));
}

static void
set_specs_are_judged_by_what_can_be_asked_for(void **state)
{
	(void)state;
	assert_true(set_spec_is_valid(TEXT("a")));
	assert_true(set_spec_is_valid(TEXT("a:b-1:(c)")));
	assert_false(set_spec_is_valid(TEXT("")));
	assert_false(set_spec_is_valid(TEXT(":a")));
	assert_false(set_spec_is_valid(TEXT("a:")));
	assert_false(set_spec_is_valid(TEXT("a::b")));
	assert_true(set_spec_is_valid(TEXT("a b&c/\xc3\xa9")));
	assert_false(set_spec_is_valid(TEXT(" a")));
	assert_false(set_spec_is_valid(TEXT("a\xe9")));
	assert_false(set_spec_is_valid(TEXT("a\nb")));
	assert_false(set_spec_is_valid(TEXT("a\0b")));
}

static void
verbs_have_the_names_of_the_protocol(void **state)
{
	(void)state;
	assert_string_equal(oai_verb_name(OAI_IDENTIFY), "Identify");
	assert_string_equal(oai_verb_name(OAI_LIST_SETS), "ListSets");
	assert_string_equal(oai_verb_name(OAI_GET_RECORD), "GetRecord");
	assert_string_equal(
	    oai_verb_name(OAI_LIST_METADATA_FORMATS), "ListMetadataFormats");
}

TESTS(TEST(arguments_stand_in_one_order_and_only_where_given),
    TEST(a_token_excludes_all_other_arguments),
    TEST(quirks_say_how_a_request_is_written),
    TEST(what_a_quirk_would_change_of_a_token_is_known),
    TEST(a_repository_that_wants_post_gets_no_url),
    TEST(a_base_url_keeps_its_own_query),
    TEST(an_url_that_is_too_long_is_left_to_post),
    TEST(any_value_survives_the_way), TEST(prefixes_are_judged_by_the_schema),
    TEST(set_specs_are_judged_by_what_can_be_asked_for),
    TEST(verbs_have_the_names_of_the_protocol))
