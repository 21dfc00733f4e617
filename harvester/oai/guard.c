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

/*
 * What belongs to one link or one machine, and is no place for a repository:
 * RFC 3927, RFC 4291 2.5.6. The rows with a name are where a cloud gives its
 * machines their passwords outside of that.
 */
static const struct range4 link_local4[] = {
	{ { 100, 100, 100, 200 }, 32 },                         /* Alibaba */
	{ { 169, 254, 0, 0 }, 16 }, { { 192, 0, 0, 192 }, 32 }, /* Oracle */
};
static const struct range6 link_local6[] = {
	{ { 0xfd, 0x00, 0x0e, 0xc2 }, 32 },                     /* Amazon */
	{ { 0xfd, 0x20, 0x00, 0xce, [14] = 0x02, 0x54 }, 128 }, /* Google */
	{ { 0xfe, 0x80 }, 10 },
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
is_in4(const uint8_t *address, const struct range4 *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_prefix(address, ranges[i].first, ranges[i].bits))
			return true;
	return false;
}

static bool
is_in6(const uint8_t *address, const struct range6 *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_prefix(address, ranges[i].first, ranges[i].bits))
			return true;
	return false;
}

/* Is there an IPv4 address in it? */
static bool
carries(const uint8_t *address, uint8_t carried[4])
{
	const struct carrier *carrier = NULL;

	for (size_t i = 0; i < COUNT(carriers) && carrier == NULL; i++)
		if (is_in6(address, &carriers[i].range, 1))
			carrier = &carriers[i];
	if (carrier == NULL)
		return false;
	for (size_t i = 0; i < 4; i++)
		carried[i] = address[carrier->offset + i] ^ carrier->inverted;
	return true;
}

static bool
ipv4_is_public(const uint8_t *address)
{
	return !is_in4(address, refused4, COUNT(refused4));
}

static bool
ipv6_is_public(const uint8_t *address)
{
	uint8_t carried[4];

	if (carries(address, carried))
		return ipv4_is_public(carried);
	return is_in6(address, &global_unicast, 1) &&
	    !is_in6(address, refused6, COUNT(refused6));
}

static bool
ipv4_is_link_local(const uint8_t *address)
{
	return is_in4(address, link_local4, COUNT(link_local4));
}

static bool
ipv6_is_link_local(const uint8_t *address)
{
	uint8_t carried[4];

	if (carries(address, carried))
		return ipv4_is_link_local(carried);
	return is_in6(address, link_local6, COUNT(link_local6));
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

bool
address_text_is_link_local(const char *text)
{
	uint8_t bytes[16];

	if (inet_pton(AF_INET, text, bytes) == 1)
		return ipv4_is_link_local(bytes);
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return ipv6_is_link_local(bytes);
	return false;
}
