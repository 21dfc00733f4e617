#ifndef OAI_GUARD_H
#define OAI_GUARD_H

#include <sys/socket.h>

#include <stdbool.h>

/*
 * Is this a public address? False for loopback, private, link-local, shared,
 * multicast, documentation, benchmarking and reserved ranges of IPv4 and IPv6,
 * and for IPv6 forms that carry such an IPv4 address (mapped, NAT64, 6to4,
 * Teredo). Sources: the IANA special-purpose address registries (RFC 6890).
 */
bool address_is_public(const struct sockaddr *address);
/* The same for the text of an address; anything else is not public. */
bool address_text_is_public(const char *text);
/*
 * Of those that are not public: link-local ones (IPv4 and IPv6, and forms that
 * carry such an IPv4 address), and the others where clouds tell their machines
 * secrets. No repository is there, whatever its network.
 */
bool address_text_is_link_local(const char *text);

#endif
