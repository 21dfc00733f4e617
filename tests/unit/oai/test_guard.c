#include <sys/un.h>

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "oai/guard.h"
#include "test.h"

/* From the IANA special-purpose address registries, with their neighbours. */
static const struct {
	const char *text;
	bool is_public;
} addresses[] = {
	{ "0.0.0.0", false },
	{ "0.255.255.255", false },
	{ "1.0.0.0", true },
	{ "1.1.1.1", true },
	{ "8.8.8.8", true },
	{ "9.255.255.255", true },
	{ "10.0.0.0", false },
	{ "10.255.255.255", false },
	{ "11.0.0.0", true },
	{ "100.63.255.255", true },
	{ "100.64.0.0", false },
	{ "100.127.255.255", false },
	{ "100.128.0.0", true },
	{ "126.255.255.255", true },
	{ "127.0.0.1", false },
	{ "127.255.255.255", false },
	{ "128.0.0.0", true },
	{ "169.253.255.255", true },
	{ "169.254.0.0", false },
	{ "169.254.169.254", false },
	{ "169.255.0.0", true },
	{ "172.15.255.255", true },
	{ "172.16.0.0", false },
	{ "172.31.255.255", false },
	{ "172.32.0.0", true },
	{ "191.255.255.255", true },
	{ "192.0.0.0", false },
	{ "192.0.0.170", false },
	{ "192.0.1.0", true },
	{ "192.0.2.1", false },
	{ "192.0.3.0", true },
	{ "192.31.196.1", true }, /* AS112: globally reachable */
	{ "192.88.99.1", false },
	{ "192.88.98.255", true },
	{ "192.167.255.255", true },
	{ "192.168.0.0", false },
	{ "192.168.255.255", false },
	{ "192.169.0.0", true },
	{ "198.17.255.255", true },
	{ "198.18.0.0", false },
	{ "198.19.255.255", false },
	{ "198.20.0.0", true },
	{ "198.51.100.7", false },
	{ "198.51.101.0", true },
	{ "203.0.113.255", false },
	{ "203.0.114.0", true },
	{ "223.255.255.255", true },
	{ "224.0.0.1", false },
	{ "239.255.255.250", false },
	{ "240.0.0.1", false },
	{ "255.255.255.255", false },

	{ "::", false },
	{ "::1", false },
	{ "::2", false },
	{ "::8.8.8.8", false }, /* IPv4-compatible: deprecated, RFC 4291 */
	{ "::ffff:127.0.0.1", false },
	{ "::ffff:10.1.2.3", false },
	{ "::ffff:169.254.169.254", false },
	{ "::ffff:8.8.8.8", true },
	{ "::ffff:0:8.8.8.8", false }, /* translated, RFC 2765 */
	{ "64:ff9b::127.0.0.1", false },
	{ "64:ff9b::192.168.1.1", false },
	{ "64:ff9b::8.8.8.8", true },
	{ "64:ff9b:1::8.8.8.8", false },
	{ "64:ff9b:0:0:0:1:8.8.8.8", false },
	{ "100::", false },
	{ "100::1", false },
	{ "1fff:ffff::1", false },
	{ "2000::1", true },
	{ "2001::1", false },
	/* Teredo: the client's address stands inverted at the end. */
	{ "2001:0:4136:e378:8000:63bf:80ff:fffe", false }, /* 127.0.0.1 */
	{ "2001:0:4136:e378:8000:63bf:f7f7:f7f7", true },  /* 8.8.8.8 */
	{ "2001:0:4136:e378:8000:63bf:3f57:fefe", false }, /* 192.168.1.1 */
	{ "2001:1::1", false },
	{ "2001:2::1", false },
	{ "2001:10::1", false },
	{ "2001:20::1", false },
	{ "2001:1ff:ffff::1", false },
	{ "2001:200::1", true },
	{ "2001:4860:4860::8888", true },
	{ "2001:db7:ffff::1", true },
	{ "2001:db8::1", false },
	{ "2001:db8:ffff::1", false },
	{ "2001:db9::1", true },
	{ "2002:7f00:1::1", false }, /* 6to4 of 127.0.0.1 */
	{ "2002:a00:1::1", false },  /* of 10.0.0.1 */
	{ "2002:a9fe:a9fe::", false },
	{ "2002:808:808::1", true }, /* of 8.8.8.8 */
	{ "2003::1", true },
	{ "2606:4700:4700::1111", true },
	{ "2620:4f:8000::1", true }, /* AS112: globally reachable */
	{ "3fff::1", false },
	{ "3fff:fff:ffff::1", false },
	{ "3fff:1000::1", true },
	{ "3ffe:ffff::1", true },
	{ "4000::1", false },
	{ "5f00::1", false },
	{ "fbff::1", false },
	{ "fc00::1", false },
	{ "fd00:ec2::254", false },
	{ "fdff::1", false },
	{ "fe80::1", false },
	{ "febf::1", false },
	{ "fec0::1", false },
	{ "ff02::1", false },
	{ "ff0e::1", false },
};

static bool
is_public_socket_address(const char *text)
{
	struct sockaddr_in ipv4 = { .sin_family = AF_INET };
	struct sockaddr_in6 ipv6 = { .sin6_family = AF_INET6 };
	const void *place = &ipv6;

	if (inet_pton(AF_INET, text, &ipv4.sin_addr) == 1)
		place = &ipv4;
	else
		assert_int_equal(inet_pton(AF_INET6, text, &ipv6.sin6_addr), 1);
	return address_is_public(place);
}

static void
only_global_unicast_is_public(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
		const char *text = addresses[i].text;
		bool is_public = addresses[i].is_public;

		if (is_public_socket_address(text) != is_public ||
		    address_text_is_public(text) != is_public)
			fail_msg(
			    "%s is%s public", text, is_public ? "" : " not");
	}
}

static void
an_address_of_another_family_is_not_public(void **state)
{
	struct sockaddr_un local = { .sun_family = AF_UNIX,
		.sun_path = "/run/x" };
	struct sockaddr none = { .sa_family = AF_UNSPEC };
	const void *place = &local;

	(void)state;
	assert_false(address_is_public(place));
	assert_false(address_is_public(&none));
}

static void
a_text_that_is_no_address_is_not_public(void **state)
{
	static const char *const texts[] = { "", "example.org", "8.8.8",
		"8.8.8.8.8", "0x8.8.8.8", "134744072", " 8.8.8.8", "[2000::1]",
		"2000::1%eth0", "2000::1/64", "2000:::1", "/run/x" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(address_text_is_public(texts[i]));
}

/* With their neighbours. */
static void
some_are_of_a_link_or_a_cloud_only(void **state)
{
	static const struct {
		const char *text;
		bool is_link_local;
	} cases[] = {
		{ "169.253.255.255", false },
		{ "169.254.0.0", true },
		{ "169.254.169.254", true },
		{ "169.254.255.255", true },
		{ "169.255.0.0", false },
		{ "100.100.100.199", false },
		{ "100.100.100.200", true },
		{ "100.100.100.201", false },
		{ "192.0.0.191", false },
		{ "192.0.0.192", true },
		{ "192.0.0.193", false },
		{ "127.0.0.1", false },
		{ "10.0.0.1", false },
		{ "8.8.8.8", false },
		{ "fe7f::1", false },
		{ "fe80::", true },
		{ "fe80::a9fe:a9fe", true },
		{ "febf:ffff::1", true },
		{ "fec0::1", false },
		{ "fd00:ec1:ffff::1", false },
		{ "fd00:ec2::254", true },
		{ "fd00:ec3::1", false },
		{ "fd20:ce::253", false },
		{ "fd20:ce::254", true },
		{ "fd20:ce::255", false },
		{ "::1", false },
		{ "fd00::1", false },
		{ "2000::1", false },
		{ "::ffff:169.254.169.254", true },
		{ "::ffff:10.0.0.1", false },
		{ "64:ff9b::a9fe:a9fe", true },
		{ "64:ff9b::10.0.0.1", false },
		{ "2002:a9fe:a9fe::", true },
		{ "2002:a00:1::", false },
		/* Teredo of 169.254.169.254. */
		{ "2001:0:4136:e378:8000:63bf:5601:5601", true },
		{ "", false },
		{ "example.org", false },
		{ "[fe80::1]", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = cases[i].text;

		if (address_text_is_link_local(text) != cases[i].is_link_local)
			fail_msg("%s", text);
		assert_false(
		    cases[i].is_link_local && address_text_is_public(text));
	}
}

TESTS(TEST(only_global_unicast_is_public),
    TEST(an_address_of_another_family_is_not_public),
    TEST(a_text_that_is_no_address_is_not_public),
    TEST(some_are_of_a_link_or_a_cloud_only))
