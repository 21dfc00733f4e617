#ifndef FETCH_NETWORK_H
#define FETCH_NETWORK_H

#include <errno.h>

#include <dlfcn.h>
#include <netdb.h>

#include "base/array.h"
#include "fetch_server.h"
#include "test.h"

/*
 * A network of the program's own, for requests that a stranger would like us to
 * make in one that is not his: names under .test lead where a test says, one
 * public address is our server, and every attempt to connect to another one is
 * counted and fails. Its tests end with no such attempt behind them.
 */
#define PUBLIC "93.184.216.34"
#define FDS    1024

/* All of which must not be connected to. */
static const char *const addresses[] = { "127.0.0.1", "127.0.0.53",
	"127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
	"172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
	"169.254.0.1", "169.254.169.254", "169.254.170.2", "100.64.0.1",
	"100.100.100.200", "100.127.255.255", "192.0.0.1", "192.0.0.192",
	"192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255",
	"198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
	"240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
	"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.168.1.1",
	"::ffff:169.254.169.254", "::ffff:0.0.0.0", "::ffff:0:127.0.0.1",
	"64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
	"64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:20::1",
	"2001:db8::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
	"2001:0:4136:e378:8000:63bf:3f57:fefe",
	"2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::1",
	"2002:a9fe:a9fe::", "3fff::1", "5f00::1", "fc00::1", "fd00::1",
	"fd00:ec2::254", "fdff:ffff::1", "fe80::1", "fe80::a9fe:a9fe",
	"febf::1", "fec0::1", "ff02::1", "ff05::2", "ff0e::1" };

/* Spellings that some program or other takes for an address. */
static const char *const spellings[] = { "127.1", "127.0.1", "2130706433",
	"0x7f000001", "0x7f.0.0.1", "0x7F.1", "0x7f.0x0.0x0.0x1",
	"017700000001", "0177.0.0.1", "0177.0.0.01", "00000177.1", "0", "0x0",
	"00", "0.0", "10.1", "0xa000001", "012.0.0.1", "167772161",
	"2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe",
	"0251.0376.0251.0376", "169.254.43518", "169.16689662", "3232235777",
	"0xc0a80101", "192.168.257", "0300.0250.1.1", "1684300900",
	"%31%32%37.0.0.1", "127%2e0.0.1", "%31%30.0.0.1", "localhost",
	"LOCALHOST", "a.localhost", "[::ffff:7f00:1]", "[::ffff:7f00:0001]",
	"[0:0:0:0:0:ffff:7f00:1]", "[0000::0001]", "[0:0:0:0:0:0:0:1]",
	"[::FFFF:A9FE:A9FE]", "[64:ff9b::7f00:1]", "[64:FF9B::a9fe:a9fe]",
	"[fe80::1%25lo]", "[::1%251]",
	"\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1",
	"\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1",
	"\xef\xbc\x90\xef\xbd\x98\xef\xbc\x97\xef\xbd\x86.1",
	"127\xe3\x80\x82"
	"0\xe3\x80\x82"
	"0\xe3\x80\x82"
	"1" };

static struct server *server;
static atomic_int connects; /* to anybody but our server */
static atomic_int flips;
static bool is_ours[FDS];

/* What a stranger's server answers. */
static char location[2 * URL_SIZE];

static inline bool
speak_redirect(int client, const char *request)
{
	(void)request;
	return say_redirect(client, "302", location);
}

static const struct route routes[] = {
	ROUTE("/plain", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
	{ .path = "/redirect", .speak = speak_redirect },
	{ .path = NULL },
};

static inline void *
original(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	assert(found != NULL);
	return found;
}

static inline bool
is_public_one(const struct sockaddr *address)
{
	struct sockaddr_in ipv4;
	struct in_addr expected;

	if (address->sa_family != AF_INET)
		return false;
	memcpy(&ipv4, address, sizeof(ipv4));
	return inet_pton(AF_INET, PUBLIC, &expected) == 1 &&
	    ipv4.sin_addr.s_addr == expected.s_addr;
}

/* Stands before the C library's, in its types. */
int
connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t size)
{
	int (*real)(int, __CONST_SOCKADDR_ARG, socklen_t) = NULL;
	const struct sockaddr *address = to.__sockaddr__;
	struct sockaddr_in local = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	void *found = original("connect");
	const __CONST_SOCKADDR_ARG there = { .__sockaddr_in__ = &local };

	memcpy(&real, &found, sizeof(real));
	if (address->sa_family != AF_INET && address->sa_family != AF_INET6)
		return real(fd, to, size);
	if (!is_public_one(address)) {
		connects++;
		errno = ENETUNREACH;
		return -1;
	}
	local.sin_port = htons((uint16_t)server->port);
	assert(fd < FDS);
	is_ours[fd] = true;
	return real(fd, there, sizeof(local));
}

/* As if it were there. */
int
getpeername(int fd, __SOCKADDR_ARG peer, socklen_t *size)
{
	int (*real)(int, __SOCKADDR_ARG, socklen_t *) = NULL;
	struct sockaddr_in far = { .sin_family = AF_INET,
		.sin_port = htons(80) };
	void *found = original("getpeername");

	memcpy(&real, &found, sizeof(real));
	if (fd >= FDS || !is_ours[fd])
		return real(fd, peer, size);
	assert(inet_pton(AF_INET, PUBLIC, &far.sin_addr) == 1);
	assert(*size >= sizeof(far));
	memcpy(peer.__sockaddr__, &far, sizeof(far));
	*size = sizeof(far);
	return 0;
}

static inline struct addrinfo *
answer_with(const char *text, int port, struct addrinfo *next)
{
	struct place {
		struct addrinfo info;
		struct sockaddr_in6 ipv6;
	} *place = calloc(1, sizeof(*place));
	struct sockaddr_in ipv4 = { .sin_family = AF_INET };
	void *address;

	assert(place != NULL);
	place->info.ai_socktype = SOCK_STREAM;
	place->info.ai_protocol = IPPROTO_TCP;
	place->info.ai_next = next;
	address = &place->ipv6;
	place->info.ai_addr = address;
	if (inet_pton(AF_INET, text, &ipv4.sin_addr) == 1) {
		ipv4.sin_port = htons((uint16_t)port);
		memcpy(address, &ipv4, sizeof(ipv4));
		place->info.ai_family = AF_INET;
		place->info.ai_addrlen = sizeof(ipv4);
		return &place->info;
	}
	assert(inet_pton(AF_INET6, text, &place->ipv6.sin6_addr) == 1);
	place->ipv6.sin6_family = AF_INET6;
	place->ipv6.sin6_port = htons((uint16_t)port);
	place->info.ai_family = AF_INET6;
	place->info.ai_addrlen = sizeof(place->ipv6);
	return &place->info;
}

/* nNUMBER.test is the address of that number, flip.test this and that, both
 * .test both at once, public.test our server. */
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
    struct addrinfo **result)
{
	int (*real)(const char *, const char *, const struct addrinfo *,
	    struct addrinfo **) = NULL;
	void *found = original("getaddrinfo");
	int port = service == NULL ? 0 : atoi(service);
	size_t length = node == NULL ? 0 : strlen(node);

	memcpy(&real, &found, sizeof(real));
	if (length < 5 || strcmp(node + length - 5, ".test") != 0)
		return real(node, service, hints, result);
	if (strcmp(node, "public.test") == 0)
		*result = answer_with(PUBLIC, port, NULL);
	else if (strcmp(node, "both.test") == 0)
		*result = answer_with("8.8.8.8", port,
		    answer_with(
			"127.0.0.1", port, answer_with("::1", port, NULL)));
	else if (strcmp(node, "flip.test") == 0)
		*result = answer_with(
		    flips++ % 2 == 0 ? PUBLIC : "127.0.0.1", port, NULL);
	else
		*result = answer_with(addresses[atoi(node + 1)], port, NULL);
	return 0;
}

/* One of ours or one of the library's: these are made otherwise. */
void
freeaddrinfo(struct addrinfo *info)
{
	void (*real)(struct addrinfo *) = NULL;
	void *found = original("freeaddrinfo");

	memcpy(&real, &found, sizeof(real));
	while (info != NULL && info->ai_addr != NULL &&
	    (const char *)info->ai_addr == (const char *)info + sizeof(*info) &&
	    info->ai_canonname == NULL && info->ai_flags == 0) {
		struct addrinfo *next = info->ai_next;

		free(info);
		info = next;
	}
	if (info != NULL)
		real(info);
}

static const struct fetch_policy in_public = { 0 };

static inline void
assert_refused(const char *url, const struct fetch_policy *policy)
{
	struct outcome outcome;
	int before = connects;

	ask(url, policy, &outcome);
	if (outcome.response.why.kind != FAULT_REFUSED || connects != before)
		fail_msg("%s: %s: %s", url,
		    fault_name(outcome.response.why.kind),
		    outcome.response.why.text);
	buffer_fini(&outcome.body);
}

/* As a host in a URL. */
static inline const char *
host_of(size_t number, char host[URL_SIZE])
{
	const char *address = addresses[number < COUNT(addresses) ? number : 0];

	if (number >= COUNT(addresses))
		(void)snprintf(
		    host, URL_SIZE, "%s", spellings[number - COUNT(addresses)]);
	else
		(void)snprintf(host, URL_SIZE,
		    strchr(address, ':') == NULL ? "%s" : "[%s]", address);
	return host;
}

static inline int
network_prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	server = server_start(routes);
	return 0;
}

#endif
