#include <string.h>
#include <strings.h>

#include <arpa/inet.h>

#include "oai/fetch_private.h"
#include "oai/guard.h"

/*
 * Which addresses may be asked. What is link-local is a door of this machine
 * and not of its network, and --allow-private is said of a network: only who
 * wrote that very address into the base URL meant it.
 */

/* Whether it is an address, in any spelling that a resolver takes for one, and
 * then its usual text. */
static bool
read_address(const char *host, char address[INET6_ADDRSTRLEN])
{
	size_t length = strlen(host);
	char bare[INET6_ADDRSTRLEN];
	struct in6_addr ipv6;
	struct in_addr ipv4;

	if (host[0] != '[')
		return inet_aton(host, &ipv4) != 0 &&
		    inet_ntop(AF_INET, &ipv4, address, INET6_ADDRSTRLEN) !=
		    NULL;
	if (length - 2 >= sizeof(bare))
		return false;
	memcpy(bare, host + 1, length - 2);
	bare[length - 2] = '\0';
	return inet_pton(AF_INET6, bare, &ipv6) == 1 &&
	    inet_ntop(AF_INET6, &ipv6, address, INET6_ADDRSTRLEN) != NULL;
}

static bool
is_same_host(const char *host, CURLU *other)
{
	char *its = fetch_url_part(other, CURLUPART_HOST, CURLU_PUNYCODE);
	bool is_same = strcasecmp(host, its) == 0;

	curl_free(its);
	return is_same;
}

/* from: where a redirect comes from, or NULL. */
static bool
judge_proxied(
    const char *host, const char *address, CURLU *from, struct fault *why)
{
	if ((address[0] != '\0' && !address_text_is_public(address)) ||
	    (host[0] == '[' && address[0] == '\0') ||
	    strcasecmp(host, "localhost") == 0)
		return fault_set(why, FAULT_REFUSED,
		    "%.80s is not public, so the proxy is not asked for it "
		    "(--allow-private allows it)",
		    host);
	if (from != NULL && !is_same_host(host, from))
		return fault_set(why, FAULT_REFUSED,
		    "the redirect to %.80s is not followed: behind a proxy "
		    "nobody sees where it leads (if that is the right host, "
		    "use its base URL; --allow-private follows it)",
		    host);
	return true;
}

bool
address_refuse(const char *address, const char *whose, struct fault *why)
{
	return fault_set(why, FAULT_REFUSED,
	    "address %s " FETCH_LINK_LOCAL ", so %.80s was not asked (only "
	    "--allow-private and a base URL with that address allow it)",
	    address, whose);
}

static bool
is_closed(const struct transfer *transfer, const char *address)
{
	return address_text_is_link_local(address) &&
	    strcmp(address, transfer->named_address) != 0;
}

bool
address_open(struct transfer *transfer)
{
	const struct fetch_policy *policy = &transfer->policy;
	char *host =
	    fetch_url_part(transfer->url, CURLUPART_HOST, CURLU_PUNYCODE);
	bool is_fine = true;

	if (!read_address(host, transfer->named_address))
		transfer->named_address[0] = '\0';
	if (policy_has(policy->proxy) && !policy->allow_private)
		is_fine = judge_proxied(host, transfer->named_address, NULL,
		    &transfer->response.why);
	curl_free(host);
	return is_fine;
}

bool
address_redirect(const struct transfer *transfer, CURLU *to, struct fault *why)
{
	char *host;
	char address[INET6_ADDRSTRLEN] = "";
	bool is_fine = true;

	if (!policy_has(transfer->policy.proxy))
		return true;
	host = fetch_url_part(to, CURLUPART_HOST, CURLU_PUNYCODE);
	if (!read_address(host, address))
		address[0] = '\0';
	if (is_closed(transfer, address))
		is_fine = address_refuse(address, host, why);
	else if (!transfer->policy.allow_private)
		is_fine = judge_proxied(host, address, transfer->url, why);
	curl_free(host);
	return is_fine;
}

bool
address_is_open(const struct transfer *transfer, const char *address)
{
	if (policy_has(transfer->policy.proxy) ||
	    address_text_is_public(address))
		return true;
	return transfer->policy.allow_private && !is_closed(transfer, address);
}
