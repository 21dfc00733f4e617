#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/array.h"
#include "oai/guard.h"

/*
 * What the IANA IPv4 Special-Purpose Address Registry does not call globally
 * reachable, plus multicast. The two anycast addresses inside 192.0.0.0/24
 * are for port control and relays: nobody publishes a repository there.
 */
static const struct range4 {
	uint8_t first[4];
	unsigned bits;
} refused4[] = {
	{ { 0, 0, 0, 0 }, 8 },       /* this network, RFC 791 */
	{ { 10, 0, 0, 0 }, 8 },      /* private use, RFC 1918 */
	{ { 100, 64, 0, 0 }, 10 },   /* shared address space, RFC 6598 */
	{ { 127, 0, 0, 0 }, 8 },     /* loopback, RFC 1122 */
	{ { 169, 254, 0, 0 }, 16 },  /* link-local, RFC 3927 */
	{ { 172, 16, 0, 0 }, 12 },   /* private use, RFC 1918 */
	{ { 192, 0, 0, 0 }, 24 },    /* protocol assignments, RFC 6890 */
	{ { 192, 0, 2, 0 }, 24 },    /* documentation, RFC 5737 */
	{ { 192, 88, 99, 0 }, 24 },  /* 6to4 relays, RFC 7526 */
	{ { 192, 168, 0, 0 }, 16 },  /* private use, RFC 1918 */
	{ { 198, 18, 0, 0 }, 15 },   /* benchmarking, RFC 2544 */
	{ { 198, 51, 100, 0 }, 24 }, /* documentation, RFC 5737 */
	{ { 203, 0, 113, 0 }, 24 },  /* documentation, RFC 5737 */
	{ { 224, 0, 0, 0 }, 4 },     /* multicast, RFC 5771 */
	{ { 240, 0, 0, 0 }, 4 },     /* reserved and broadcast, RFC 1112 */
};

struct range6 {
	uint8_t first[16];
	unsigned bits;
};

/*
 * Only 2000::/3 is handed out as global unicast; everything outside of it is
 * refused without a row here (loopback, ::, fc00::/7, fe80::/10, ff00::/8,
 * 100::/64, 64:ff9b:1::/48, 5f00::/16).
 */
static const struct range6 global_unicast = { { 0x20 }, 3 };
static const struct range6 refused6[] = {
	{ { 0x20, 0x01 }, 23 },             /* protocol assignments, RFC 2928 */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation, RFC 3849 */
	{ { 0x3f, 0xff }, 20 },             /* documentation, RFC 9637 */
};

/* Forms that carry an IPv4 address, which then decides. */
static const struct carrier {
	struct range6 range;
	unsigned offset;  /* of the IPv4 address */
	uint8_t inverted; /* 0xff where its bits are flipped */
} carriers[] = {
	{ { { [10] = 0xff, 0xff }, 96 }, 12, 0 },        /* RFC 4291 2.5.5.2 */
	{ { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12, 0 },   /* NAT64, RFC 6052 */
	{ { { 0x20, 0x02 }, 16 }, 2, 0 },                /* 6to4, RFC 3056 */
	{ { { 0x20, 0x01, 0x00, 0x00 }, 32 }, 12, 0xff } /* Teredo, RFC 4380 */
};

static bool
has_prefix(const uint8_t *address, const uint8_t *prefix, unsigned bits)
{
	unsigned whole = bits / 8;
	unsigned rest = bits % 8;

	if (memcmp(address, prefix, whole) != 0)
		return false;
	return rest == 0 ||
	    ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

static bool
ipv4_is_public(const uint8_t *address)
{
	size_t i;

	for (i = 0; i < COUNT(refused4); i++)
		if (has_prefix(address, refused4[i].first, refused4[i].bits))
			return false;
	return true;
}

static bool
carried_is_public(const uint8_t *address, const struct carrier *carrier)
{
	uint8_t carried[4];
	size_t i;

	for (i = 0; i < sizeof(carried); i++)
		carried[i] = address[carrier->offset + i] ^ carrier->inverted;
	return ipv4_is_public(carried);
}

static bool
ipv6_is_public(const uint8_t *address)
{
	size_t i;

	for (i = 0; i < COUNT(carriers); i++)
		if (has_prefix(address, carriers[i].range.first,
			carriers[i].range.bits))
			return carried_is_public(address, &carriers[i]);
	if (!has_prefix(address, global_unicast.first, global_unicast.bits))
		return false;
	for (i = 0; i < COUNT(refused6); i++)
		if (has_prefix(address, refused6[i].first, refused6[i].bits))
			return false;
	return true;
}

/* Copies, because a struct sockaddr need not be aligned for the larger ones. */
bool
address_is_public(const struct sockaddr *address)
{
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
	uint8_t bytes[4];

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&ipv4, address, sizeof(ipv4));
		memcpy(bytes, &ipv4.sin_addr, sizeof(bytes));
		return ipv4_is_public(bytes);
	case AF_INET6:
		memcpy(&ipv6, address, sizeof(ipv6));
		return ipv6_is_public(ipv6.sin6_addr.s6_addr);
	default:
		return false;
	}
}

bool
address_text_is_public(const char *text)
{
	uint8_t bytes[16];

	if (inet_pton(AF_INET, text, bytes) == 1)
		return ipv4_is_public(bytes);
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return ipv6_is_public(bytes);
	return false;
}
