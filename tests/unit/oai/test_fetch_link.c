#include "fetch_network.h"

/* What --allow-private does not open, but for whom it is named by a person. */

/* In the order of addresses; as hosts of URLs they are spelt otherwise. */
static const char *const of_a_link[] = { "169.254.0.1", "169.254.169.254",
	"169.254.170.2", "100.100.100.200", "192.0.0.192",
	"::ffff:169.254.169.254", "64:ff9b::169.254.169.254",
	"2002:a9fe:a9fe::", "fd00:ec2::254", "fe80::1", "fe80::a9fe:a9fe",
	"febf::1" };
static const char *const spelt_otherwise[] = { "2852039166", "0xa9fea9fe",
	"0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "169.254.43518",
	"169.16689662", "[::FFFF:A9FE:A9FE]",
	"[0000:0000:0000:0000:0000:ffff:169.254.169.254]",
	"[fd00:0ec2:0000::0254]", "[fe80::1%25lo]" };

static bool
is_of_a_link(const char *address)
{
	for (size_t i = 0; i < COUNT(of_a_link); i++)
		if (strcmp(address, of_a_link[i]) == 0)
			return true;
	return false;
}

/* --allow-private is said of a network, not of the machine. */
static void
what_is_of_a_link_stays_closed_in_a_private_network(void **state)
{
	size_t refused = 0;

	(void)state;
	connects = 0;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		char host[URL_SIZE];
		char url[URL_SIZE];

		if (!is_of_a_link(addresses[i]))
			continue;
		(void)snprintf(url, sizeof(url), "http://n%zu.test/plain", i);
		assert_refused(url, &at_home);
		(void)snprintf(
		    location, sizeof(location), "http://n%zu.test/", i);
		assert_refused("http://public.test/redirect", &at_home);
		(void)snprintf(
		    location, sizeof(location), "http://%s/", host_of(i, host));
		assert_refused("http://public.test/redirect", &at_home);
		refused++;
	}
	for (size_t i = 0; i < COUNT(spelt_otherwise); i++) {
		(void)snprintf(location, sizeof(location), "http://%s:8080/x",
		    spelt_otherwise[i]);
		assert_refused("http://public.test/redirect", &at_home);
	}
	assert_int_equal(refused, COUNT(of_a_link));
	assert_int_equal(connects, 0);
}

static void
but_for_the_address_in_the_base_url(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct outcome outcome;
		char host[URL_SIZE];
		char url[2 * URL_SIZE];

		if (!is_of_a_link(addresses[i]))
			continue;
		(void)snprintf(
		    url, sizeof(url), "http://%s/plain", host_of(i, host));
		connects = 0;
		ask(url, &at_home, &outcome);
		assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
		assert_int_equal(connects, 1);
		buffer_fini(&outcome.body);
		connects = 0;
		assert_refused(url, &in_public);
	}
	for (size_t i = 0; i < COUNT(spelt_otherwise); i++) {
		struct outcome outcome;
		char url[2 * URL_SIZE];

		(void)snprintf(
		    url, sizeof(url), "http://%s/x", spelt_otherwise[i]);
		connects = 0;
		ask(url, &at_home, &outcome);
		assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
		assert_int_equal(connects, 1);
		buffer_fini(&outcome.body);
	}
	connects = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_of_a_link_stays_closed_in_a_private_network),
		TEST(but_for_the_address_in_the_base_url),
	};

	return cmocka_run_group_tests(tests, network_prepare, NULL) != 0;
}
