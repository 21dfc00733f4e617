#include "base/url.h"
#include "fetch_network.h"

/*
 * By an address in the base URL, by a name that leads there, by a redirect to
 * either, through a proxy: nothing is asked that is not public.
 */
#define FLIP_ROUNDS 1000

/* The network of this program is what it says it is. */
static void
the_public_address_is_connected_to(void **state)
{
	struct outcome outcome;

	(void)state;
	ask("http://public.test/plain", &in_public, &outcome);
	assert_string_equal(outcome.response.why.text, "");
	assert_int_equal(outcome.response.status, 200);
	buffer_fini(&outcome.body);
	ask("http://" PUBLIC "/plain", &in_public, &outcome);
	assert_int_equal(outcome.response.status, 200);
	buffer_fini(&outcome.body);
	assert_int_equal(connects, 0);
	/* It counts, too. */
	ask("http://n0.test/plain", &at_home, &outcome);
	assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
	buffer_fini(&outcome.body);
	assert_int_equal(connects, 1);
	connects = 0;
}

static void
an_address_in_the_url_is_not_connected_to(void **state)
{
	size_t count = COUNT(addresses) + COUNT(spellings);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		char host[URL_SIZE];
		char url[2 * URL_SIZE];

		(void)snprintf(
		    url, sizeof(url), "http://%s/plain", host_of(i, host));
		assert_refused(url, &in_public);
		(void)snprintf(
		    url, sizeof(url), "https://%s:8443/", host_of(i, host));
		assert_refused(url, &in_public);
	}
	print_message("%zu addresses, 0 connects\n", count);
	assert_int_equal(connects, 0);
}

static void
a_name_that_leads_there_is_not_connected_to(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		char url[URL_SIZE];

		(void)snprintf(url, sizeof(url), "http://n%zu.test/plain", i);
		assert_refused(url, &in_public);
	}
	assert_int_equal(connects, 0);
}

static void
a_redirect_leads_nowhere_that_is_not_public(void **state)
{
	size_t count = COUNT(addresses) + COUNT(spellings);

	(void)state;
	for (size_t i = 0; i < count + COUNT(addresses); i++) {
		char host[URL_SIZE];

		if (i < count)
			(void)host_of(i, host);
		else
			(void)snprintf(
			    host, sizeof(host), "n%zu.test", i - count);
		(void)snprintf(
		    location, sizeof(location), "http://%s/plain", host);
		assert_refused("http://public.test/redirect", &in_public);
		(void)snprintf(
		    location, sizeof(location), "//%s:8080/plain", host);
		assert_refused("http://public.test/redirect", &in_public);
	}
	assert_int_equal(connects, 0);
}

/* It is the proxy that would connect. */
static void
nor_does_a_proxy(void **state)
{
	static const struct fetch_policy by_proxy = {
		.proxy = "http://public.test:80"
	};
	size_t count = COUNT(addresses) + COUNT(spellings);
	int requests = server->requests;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		char host[URL_SIZE];
		char url[2 * URL_SIZE];

		/* A name for the proxy to find, and no address of anybody's. */
		if (strcmp(host_of(i, host), "a.localhost") == 0)
			continue;
		(void)snprintf(url, sizeof(url), "http://%s/plain", host);
		assert_refused(url, &by_proxy);
	}
	assert_int_equal(server->requests, requests);
	assert_int_equal(connects, 0);
}

/* Of several addresses, those that may be are tried. */
static void
one_good_address_does_not_open_the_others(void **state)
{
	struct outcome outcome;

	(void)state;
	connects = 0;
	ask("http://both.test/plain", &in_public, &outcome);
	assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
	assert_int_equal(connects, 1); /* 8.8.8.8 */
	connects = 0;
	buffer_fini(&outcome.body);
}

/* The answer that counts is the one that is connected to. */
static void
a_name_that_changes_its_mind_gains_nothing(void **state)
{
	int refused = 0;
	int answered = 0;

	(void)state;
	for (int i = 0; i < FLIP_ROUNDS; i++) {
		struct outcome outcome;

		ask("http://flip.test/plain", &in_public, &outcome);
		refused += outcome.response.why.kind == FAULT_REFUSED;
		answered += outcome.response.status == 200;
		buffer_fini(&outcome.body);
	}
	assert_int_equal(refused, FLIP_ROUNDS / 2);
	assert_int_equal(answered, FLIP_ROUNDS / 2);
	assert_int_equal(connects, 0);
}

/* Within one process names are kept for a minute, and connections longer. */
static void
nor_does_it_on_a_kept_connection(void **state)
{
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };

	(void)state;
	flips = 0;
	for (int i = 1; i <= 20; i++) {
		(void)fetch_start(fetch, "http://flip.test/plain", NULL,
		    &in_public, &taking, &outcome);
		wait_until(fetch, &outcome.dones, i);
		assert_int_equal(outcome.response.status, 200);
	}
	assert_int_equal(connects, 0);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

/* libcurl's, and those that others have fallen for. */
static const char *const schemes[] = { "dict", "file", "ftp", "ftps", "gopher",
	"gophers", "imap", "imaps", "ldap", "ldaps", "mqtt", "pop3", "pop3s",
	"rtmp", "rtmpe", "rtmps", "rtmpt", "rtmpte", "rtmpts", "rtsp", "scp",
	"sftp", "smb", "smbs", "smtp", "smtps", "telnet", "tftp", "ws", "wss",
	"javascript", "data", "jar", "netdoc", "php", "phar", "zip", "unix",
	"http+unix", "httpx", "xhttp", "view-source", "about", "blob", "nfs",
	"svn", "git", "ssh", "http2", "https+x" };

static void
no_other_scheme_is_followed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(schemes); i++) {
		struct base_url base_url;
		char url[URL_SIZE];
		struct fault why;

		(void)snprintf(
		    url, sizeof(url), "%s://public.test/plain", schemes[i]);
		assert_false(base_url_parse(&base_url, url, &why));
		assert_refused(url, &in_public);
		assert_refused(url, &at_home);
		(void)snprintf(location, sizeof(location), "%s", url);
		assert_refused("http://public.test/redirect", &in_public);
		for (char *c = location; *c != ':'; c++)
			if (*c >= 'a' && *c <= 'z')
				*c = (char)(*c - 'a' + 'A');
		assert_refused("http://public.test/redirect", &in_public);
	}
	print_message("%zu schemes, 0 connects\n", COUNT(schemes));
	assert_int_equal(connects, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_public_address_is_connected_to),
		TEST(an_address_in_the_url_is_not_connected_to),
		TEST(a_name_that_leads_there_is_not_connected_to),
		TEST(a_redirect_leads_nowhere_that_is_not_public),
		TEST(nor_does_a_proxy),
		TEST(one_good_address_does_not_open_the_others),
		TEST(a_name_that_changes_its_mind_gains_nothing),
		TEST(nor_does_it_on_a_kept_connection),
		TEST(no_other_scheme_is_followed),
	};

	return cmocka_run_group_tests(tests, network_prepare, NULL) != 0;
}
