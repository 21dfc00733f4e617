#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/url.h"
#include "test.h"

static void
test_a_base_url_is_kept_and_its_host_is_the_key(void **state)
{
	static const struct {
		const char *given;
		const char *url;
		const char *host;
	} cases[] = {
		{ "http://example.org/oai", "http://example.org/oai",
		    "example.org" },
		{ "https://example.org/oai", "https://example.org/oai",
		    "example.org" },
		{ " \thttps://example.org/oai/\r\n", "https://example.org/oai/",
		    "example.org" },
		/* A missing scheme means http. */
		{ "example.org/cgi/oai2", "http://example.org/cgi/oai2",
		    "example.org" },
		{ "example.org:8080/oai", "http://example.org:8080/oai",
		    "example.org:8080" },
		/* Spellings of one host are one host. */
		{ "HTTP://Example.ORG:0080/OAI", "http://example.org/OAI",
		    "example.org" },
		{ "https://example.org:443/oai", "https://example.org/oai",
		    "example.org" },
		{ "http://example.org./oai", "http://example.org./oai",
		    "example.org" },
		{ "http://ex%61mple.org/oai", "http://example.org/oai",
		    "example.org" },
		{ "http:/example.org/oai", "http://example.org/oai",
		    "example.org" },
		{ "http://0x7f.1/oai", "http://127.0.0.1/oai", "127.0.0.1" },
		{ "http://2%30/oai", "http://0.0.0.20/oai", "0.0.0.20" },
		{ "http://[2001:DB8:0:0::1]:8080/oai",
		    "http://[2001:db8::1]:8080/oai", "[2001:db8::1]:8080" },
		{ "http://[::1]/oai", "http://[::1]/oai", "[::1]" },
		/* The path is the repository's own business. */
		{ "http://example.org", "http://example.org/", "example.org" },
		{ "http://example.org/a/../b//c;d=1/%7Ex/",
		    "http://example.org/a/../b//c;d=1/%7Ex/", "example.org" },
		{ "http://example.org/\xc3\xa9", "http://example.org/%c3%a9",
		    "example.org" },
		{ "http://example.org/a@b:c", "http://example.org/a@b:c",
		    "example.org" },
		{ "http://example.org/oai#top", "http://example.org/oai",
		    "example.org" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct base_url url;
		struct fault why;

		if (!base_url_parse(&url, cases[i].given, &why))
			fail_msg("%s: %s", cases[i].given, why.text);
		assert_string_equal(url.url, cases[i].url);
		assert_string_equal(url.host, cases[i].host);
		base_url_fini(&url);
		assert_null(url.url);
	}
}

static void
test_pasted_arguments_go_and_any_other_query_stays(void **state)
{
	static const struct {
		const char *given;
		const char *query;
	} cases[] = {
		{ "verb=Identify", "" },
		{ "verb", "" },
		{ "", "" },
		{ "verb=ListRecords&metadataPrefix=oai_dc&set=a:b&from=2020"
		  "&until=2021&identifier=x&resumptionToken=%26",
		    "" },
		{ "verb=ListRecords&amp;metadataPrefix=oai_dc", "" },
		{ "repository=7&verb=Identify", "?repository=7" },
		{ "verb=Identify&repository=7&set=1", "?repository=7" },
		{ "a=1&b=%26%3D&c", "?a=1&b=%26%3D&c" },
		{ "setting=1&fromage=2&verbose",
		    "?setting=1&fromage=2&verbose" },
		{ "page=oai/request?verb=Identify",
		    "?page=oai/request?verb=Identify" },
		{ "verb=Identify#top", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char given[300] = "http://example.org/oai?";
		const size_t start = strlen(given) - 1;
		struct base_url url;
		struct fault why;

		memcpy(given + start + 1, cases[i].given,
		    strlen(cases[i].given) + 1);
		if (!base_url_parse(&url, given, &why))
			fail_msg("%s: %s", given, why.text);
		assert_string_equal(url.url + start, cases[i].query);
		base_url_fini(&url);
	}
}

static void
test_what_is_refused_says_what_to_do(void **state)
{
	static const struct {
		const char *given;
		const char *said; /* part of it */
	} cases[] = {
		{ "", "is empty" },
		{ " \n", "is empty" },
		{ "ftp://example.org/oai", "http:// or https://" },
		{ "file:///etc/passwd", "http:// or https://" },
		{ "javascript://x", "http:// or https://" },
		{ "http://user:secret@example.org/", "remove what stands" },
		{ "http://user@example.org/", "remove what stands" },
		{ "http://@example.org/", "remove what stands" },
		{ "user:secret@example.org", "remove what stands" },
		{ "http://example.org\\@other.example/", "remove what" },
		{ "http://example.org/a b", "%20" },
		{ "http://example.org/a\nHost: x", "control character" },
		{ "http://example.org/\x7f", "control character" },
		{ "http://m\xc3\xbcnchen.example/", "xn--" },
		{ "http://[fe80::1%25eth0]/", "without its zone" },
		{ "http://./", "cannot be used" },
		{ "http://example.org:0/", "port" },
		{ "http://example.org:65536/", "Port" },
		{ "http://exa;mple.org/", "could not read" },
		{ "http://", "could not read" },
		{ "http://[::1/", "could not read" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct base_url url = { NULL, NULL };
		struct fault why = { .kind = FAULT_NONE };

		if (base_url_parse(&url, cases[i].given, &why))
			fail_msg("%s: accepted", cases[i].given);
		assert_int_equal(why.kind, FAULT_INPUT);
		if (strstr(why.text, cases[i].said) == NULL)
			fail_msg("%s: %s", cases[i].given, why.text);
		assert_null(strstr(why.text, "secret"));
		assert_null(url.url);
		assert_null(url.host);
	}
}

/* With a path of so many times the byte. */
static bool
is_accepted(char byte, size_t count)
{
	struct buffer given;
	struct base_url url;
	struct fault why;
	bool is_good;

	buffer_init(&given, 0);
	buffer_add_string(&given, "http://example.org/");
	while (count-- > 0)
		buffer_add_char(&given, byte);
	is_good = base_url_parse(&url, given.bytes, &why);
	if (is_good)
		base_url_fini(&url);
	else
		assert_non_null(strstr(why.text, "longer than 2048"));
	buffer_fini(&given);
	return is_good;
}

static void
test_a_base_url_has_a_limit_before_and_after_encoding(void **state)
{
	const size_t room = URL_BYTES - strlen("http://example.org/");

	(void)state;
	assert_true(is_accepted('a', room));
	assert_false(is_accepted('a', room + 1));
	assert_true(is_accepted('\xe9', room / 3));
	assert_false(is_accepted('\xe9', room / 3 + 1));
}

static void
test_only_unreserved_bytes_travel_as_they_are(void **state)
{
	struct buffer into;

	(void)state;
	buffer_init(&into, 0);
	url_encode(&into, TEXT("AZaz09-._~"));
	assert_string_equal(into.bytes, "AZaz09-._~");
	buffer_reset(&into);
	/* OAI-PMH 3.1.1.3, in its order; then what is not ASCII, and NUL. */
	url_encode(&into, TEXT("/?#=&:; %+\xc3\xa9\0\xff"));
	assert_string_equal(
	    into.bytes, "%2F%3F%23%3D%26%3A%3B%20%25%2B%C3%A9%00%FF");
	buffer_fini(&into);
}

static void
test_what_opens_doors_is_not_shown(void **state)
{
	static const struct {
		const char *url;
		const char *shown;
	} cases[] = {
		{ "", "" },
		{ "http://a.org/oai", "http://a.org/oai" },
		{ "http://a.org/key=1", "http://a.org/key=1" },
		{ "http://a.org/?verb=Identify&apikey=1&x=2",
		    "http://a.org/?verb=Identify&apikey=***&x=2" },
		{ "http://a.org/?API_KEY=1", "http://a.org/?API_KEY=***" },
		{ "http://a.org/?Token=1;passwd=2&secret=3#4",
		    "http://a.org/?Token=***;passwd=***&secret=***#4" },
		{ "http://a.org/?key", "http://a.org/?key" },
		{ "http://a.org/?key=", "http://a.org/?key=***" },
		{ "http://a.org/?a=key&key=a=b&&",
		    "http://a.org/?a=key&key=***&&" },
		{ "http://a.org/?verb=ListRecords&resumptionToken=1",
		    "http://a.org/?verb=ListRecords&resumptionToken=1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer shown;

		buffer_init(&shown, 0);
		url_mask(&shown, text_of(cases[i].url));
		if (!text_equals(buffer_text(&shown), text_of(cases[i].shown)))
			fail_msg("%s: %s", cases[i].url, shown.bytes);
		buffer_fini(&shown);
	}
}

TESTS(TEST(test_a_base_url_is_kept_and_its_host_is_the_key),
    TEST(test_pasted_arguments_go_and_any_other_query_stays),
    TEST(test_what_is_refused_says_what_to_do),
    TEST(test_a_base_url_has_a_limit_before_and_after_encoding),
    TEST(test_what_opens_doors_is_not_shown),
    TEST(test_only_unreserved_bytes_travel_as_they_are))
