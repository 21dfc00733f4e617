#ifndef OAI_FETCH_PRIVATE_H
#define OAI_FETCH_PRIVATE_H

#include <assert.h>
#include <stdint.h>

#include <curl/curl.h>
#include <netinet/in.h>

#include "base/fault.h"
#include "oai/credentials.h"
#include "oai/fetch.h"
#include "oai/fetch_inflate.h"

/*
 * What the files of fetch share. A transfer is one or more hops (a request
 * and its answer; redirects make more of them):
 *
 *	             fetch_wait()            libcurl is done
 *	  WAITING -----------------> RUNNING ---------------> FINISHED
 *	    |                         ^   |                    ^   ^
 *	    |                redirect '---' host not found     |   |
 *	    |                             '------> ASKING -----'   |
 *	    '------------------------------------------------------'
 *	      not a URL for us
 *
 * All changes happen in fetch_wait(): libcurl forbids adding, removing and
 * resuming handles from its callbacks, so the public functions, which are
 * allowed there, only leave a note (is_cancelled, wants_resume).
 */
enum transfer_state {
	TRANSFER_WAITING,  /* for the next fetch_wait() */
	TRANSFER_RUNNING,  /* in libcurl's hands */
	TRANSFER_ASKING,   /* why its host was not found, see fetch_name.c */
	TRANSFER_FINISHED, /* only done() is due */
};

/* "[", an address or a host name (RFC 1035 2.3.4), "]", ":" and a port. */
#define PEER_SIZE 264

struct transfer {
	struct transfer *next;
	struct transfer *previous;
	struct fetch *fetch;
	const struct transfer_events *events;
	void *context;
	struct fetch_policy policy;
	enum transfer_state state;
	bool is_cancelled;
	bool wants_resume;
	bool is_paused;
	bool was_stopped; /* by body() */
	long redirects;
	int64_t started;
	/* See fetch_access.c. */
	struct credentials *credentials; /* NULL: none */
	char *first_origin;              /* NULL before the first hop */
	bool has_left;                   /* it, by a redirect */
	/* The address in place of a name in the URL asked first; "": none. */
	char named_address[INET6_ADDRSTRLEN];
	CURL *easy;      /* NULL before the first hop */
	char *form_data; /* NULL: GET */
	struct response response;

	/* Of the hop under way. */
	CURLU *url; /* without what credentials add to it */
	char *origin;
	struct curl_slist *headers; /* NULL: those of fetch */
	char peer[PEER_SIZE];
	char message[CURL_ERROR_SIZE];          /* libcurl's own words */
	char refused_address[INET6_ADDRSTRLEN]; /* "": none */
	int64_t hop_started;
	bool was_dialled; /* at least one address was allowed */
	bool was_sent;    /* as far as we can tell */
	bool has_header;  /* the whole one, of a final status */
	bool is_redirect;
	size_t header_bytes;
	size_t hop_bytes; /* unpacked, but for those of redirects */
	enum packing packing;
	struct fetch_inflate *unpacking; /* NULL: nothing packed came */
};

struct fetch {
	CURLM *multi;
	int epoll;        /* of libcurl's sockets */
	int64_t timer_at; /* when it wants to be called; -1: need not be */
	char *user_agent;
	struct curl_slist *headers;       /* of requests */
	struct curl_slist *headers_plain; /* of those for unpacked answers */
	struct known_credentials *credentials;
	struct transfer *first;
	struct transfer *last;
	struct name_check *checks;
	bool is_waiting; /* fetch_wait() is on the stack */
};

/* Only ever fails for lack of memory or by a mistake of ours. */
#define FETCH_SET(easy, option, value)                                    \
	do {                                                              \
		CURLcode is_set_ = curl_easy_setopt(easy, option, value); \
		assert(is_set_ == CURLE_OK);                              \
	} while (0)

/* fetch_loop.c: libcurl's sockets and timer. */
void fetch_loop_open(struct fetch *fetch);
void fetch_loop_close(struct fetch *fetch); /* after the multi handle */
void fetch_loop_wait(struct fetch *fetch, struct pollfd *others,
    unsigned others_count, int milliseconds);
/* Calls libcurl for whatever has happened. */
void fetch_loop_act(struct fetch *fetch);

/* fetch_url.c: only http and https without user information. The new handle
 * is the caller's. */
bool fetch_url_parse(const char *text, CURLU **url, struct fault *why) MUSTUSE;
/* Where a redirect from there leads; never from https to http. */
bool fetch_url_redirect(
    CURLU *from, const char *location, CURLU **url, struct fault *why) MUSTUSE;
/* "https://example.org:443"; to be freed. */
char *fetch_url_origin(CURLU *url) RETURNS_VALID;
/* Without the arguments of that name. */
void fetch_url_drop_argument(CURLU *url, struct text name);
/* curl_url_get() of a part that is there; free with curl_free(). */
char *fetch_url_part(CURLU *url, CURLUPart part, unsigned flags) RETURNS_VALID;

/* For people, into response.url. */
void fetch_note_url(struct transfer *transfer, const char *url);

/* fetch_access.c: whatever of a policy opens doors. */
void policy_copy(struct fetch_policy *into, const struct fetch_policy *policy);
void policy_free(struct fetch_policy *policy);
bool policy_has(const char *text);
/* May this be asked with what the policy says? Else response.why says why. */
bool access_open(struct transfer *transfer) MUSTUSE;
void access_close(struct transfer *transfer);
/* May the redirect be followed? Takes our own argument out of it. */
bool access_redirect(struct transfer *transfer, CURLU *to, struct fault *why)
    MUSTUSE;
/* Of the hop that begins: URL and headers. */
void access_hop(struct transfer *transfer);
/* Cookies of the answer, and how many requests are left. */
void access_take(struct transfer *transfer);
/* Nothing that is told of the transfer has a secret in it. */
void access_hide(struct transfer *transfer);
void access_forget(struct fetch *fetch);

/* fetch_address.c: may the URL be asked, and the redirect be followed, as far
 * as they show it? Behind a proxy nothing else is seen: there it is a name of
 * the operator's own choice, or an address that is public. */
bool address_open(struct transfer *transfer) MUSTUSE;
bool address_redirect(
    const struct transfer *transfer, CURLU *to, struct fault *why) MUSTUSE;
/* May it be dialled? */
bool address_is_open(const struct transfer *transfer, const char *address);
/* For a link-local one. */
bool address_refuse(const char *address, const char *whose, struct fault *why);

/* fetch_callback.c: limits, addresses and bytes, in libcurl's callbacks. What
 * they refuse is in response.why when the hop ends. */
void fetch_callbacks_set(struct transfer *transfer);
/* The last header of that name in the answer; none where there is not one. */
struct text fetch_header(CURL *easy, const char *name);

/* fetch_hop.c */
void hop_start(struct transfer *transfer);
void hop_resume(struct transfer *transfer);
/* Ends in TRANSFER_FINISHED, in TRANSFER_ASKING, or in the next hop. */
void hop_end(struct transfer *transfer, CURLcode code);
void transfer_finish(struct transfer *transfer);

/* fetch_fault.c: what a CURLcode means, into response.why. */
void hop_judge(struct transfer *transfer, CURLcode code);
void hop_refuse_address(struct transfer *transfer, const char *address);

/* fetch_name.c */
void name_check_start(struct transfer *transfer);
/* Finishes the transfers whose checks are answered. */
void name_checks_collect(struct fetch *fetch);
/* The transfer goes; its check runs on without it. */
void name_checks_forget(struct fetch *fetch, const struct transfer *transfer);
void name_checks_free(struct fetch *fetch);

#endif
