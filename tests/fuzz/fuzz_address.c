#include <assert.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "oai/guard.h"

/*
 * 4 or 16 bytes are an address, judged as the socket address that is dialled;
 * it must be judged the same by its text, and an IPv4 address the same by its
 * mapped form. Anything else is text.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
judge_ipv6(const uint8_t *data)
{
	struct sockaddr_in6 address = { .sin6_family = AF_INET6 };
	const void *place = &address;
	char text[INET6_ADDRSTRLEN];

	memcpy(&address.sin6_addr, data, 16);
	assert(inet_ntop(AF_INET6, data, text, sizeof(text)) != NULL);
	assert(address_is_public(place) == address_text_is_public(text));
	assert(!address_is_public(place) || !address_text_is_link_local(text));
}

static void
judge_ipv4(const uint8_t *data)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	const void *place = &address;
	char text[sizeof("::ffff:") + INET_ADDRSTRLEN] = "::ffff:";
	char *bare = text + strlen(text);

	memcpy(&address.sin_addr, data, 4);
	assert(inet_ntop(AF_INET, data, bare, INET_ADDRSTRLEN) != NULL);
	assert(address_is_public(place) == address_text_is_public(bare));
	assert(address_is_public(place) == address_text_is_public(text));
	assert(address_text_is_link_local(bare) ==
	    address_text_is_link_local(text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[256];
	uint8_t bytes[16];

	if (size == 4)
		judge_ipv4(data);
	if (size == 16)
		judge_ipv6(data);
	if (size >= sizeof(text))
		return 0;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	if (address_text_is_public(text))
		assert(inet_pton(AF_INET, text, bytes) == 1 ||
		    inet_pton(AF_INET6, text, bytes) == 1);
	return 0;
}
