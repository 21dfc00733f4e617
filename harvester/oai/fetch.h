#ifndef OAI_FETCH_H
#define OAI_FETCH_H

#include <poll.h>
#include <time.h>

#include "base/fault.h"
#include "base/limit.h"
#include "base/text.h"

/*
 * HTTP for one process: many transfers, one loop (curl_multi), no thread of
 * ours. Knows limits, addresses and Retry-After; knows no OAI-PMH.
 *
 * Each host and port keeps its connection between requests. Redirects
 * are followed to http and https only, at most REDIRECTS, never from https to
 * http; every address of every hop is judged at connect time (guard.h).
 *
 * Addresses of a link or a cloud's own (address_text_is_link_local()) are
 * refused whatever a policy allows, but for the one that stands in the URL
 * asked first where allow_private is said as well.
 *
 * Behind a proxy no address is seen but its own, which the operator has named
 * and nobody judges. Names are then found by the proxy, perhaps in a network
 * that is not for strangers: so redirects stay at the host of the base URL, and
 * addresses that are not public are refused where a URL has one for a name
 * (both unless allow_private; of link-local ones as above). Where that host's
 * own name leads is for the proxy to judge.
 */
struct cookies;
struct fetch;
struct transfer;

struct fetch_options {
	const char *user_agent; /* "sheaf/0.1 (+https://...)" */
	const char *from;       /* RFC 9110 10.1.2: the operator; "" for none */
};

struct fetch *fetch_new(const struct fetch_options *options) RETURNS_VALID;
/* Cancels what is under way; done() is not called for it. Takes NULL. */
void fetch_free(struct fetch *fetch);

/* How one repository is to be asked. */
struct fetch_policy {
	bool allow_private; /* addresses that are not public, loopback too */
	bool http2;         /* else HTTP/1.1 */
	bool identity_only; /* do not ask for gzip or deflate */
	bool is_once; /* never the request again on another connection, where
	               * one that was kept turns out to be closed */
	/* Zeroed, the rest is as usual; texts may be NULL or empty. */
	bool is_unverified; /* TLS: whoever answers is believed */
	/* See credentials.h. They go to the scheme, host and port of the URL
	 * asked first and nowhere else, not even behind a redirect that came
	 * back; by http, or unverified, only where that is said here. */
	const char *credentials;
	bool insecure_credentials;
	const char *proxy;       /* "http://host:port"; never by environment */
	const char *ca_file;     /* authorities, instead of the machine's */
	const char *user_agent;  /* instead of fetch_options' */
	struct cookies *cookies; /* to keep them in; outlives the transfer */
};

struct response {
	/* FAULT_NONE: an HTTP answer came whole, whatever its status. Else
	 * NETWORK, GONE, REFUSED, TOO_LARGE or, for what a policy refers to,
	 * INPUT, and the text says why. */
	struct fault why;
	bool was_asked;    /* the request has been sent to a server */
	bool was_repeated; /* and again, for its connection was closed */
	/* NETWORK where it came whole but was packed and lacks the end of that:
	 * to be ignored where the body proves itself that it is whole. */
	struct fault unfinished;
	long status;              /* 0: none came */
	long retry_after_seconds; /* -1: not said. An HTTP date counts from
	                           * the response's own Date header. */
	bool has_date;            /* the header of that name, readable */
	time_t date;       /* when the answer was made, by the server's clock */
	bool is_challenge; /* meant for a browser, says a wall against bots */
	long rate_limit_seconds; /* see rate_limit.h; -1: no need to wait */
	char content_type[128];
	/* The last one asked, after redirects; for people, secrets masked. */
	char url[512];
	long redirect_status; /* of the first redirect; 0: there was none */
	bool has_moved;       /* all redirects were permanent: 301, 308 */
	/* Then, where to, exactly; "": it is too long, or has secrets in it. */
	char moved_to[URL_BYTES + 1];
	/* NULL: none. The transfer's, until it is freed. */
	const char *credentials; /* the file of those that were sent */
	const char *proxy;       /* that may have answered by itself */
	bool is_withheld; /* credentials, for the last hop was elsewhere */
	bool is_packed;   /* the body was, with gzip or deflate */
	size_t wire_bytes;
	size_t body_bytes; /* decoded */
	long milliseconds;
};

struct transfer_events {
	/*
	 * Decoded bytes as they come, at most PARSE_CHUNK at once. Return
	 * BODY_PAUSE to be given the same bytes again, perhaps with more
	 * behind them, after transfer_resume(); BODY_STOP to give up: done()
	 * then comes with FAULT_NONE and the bytes so far counted. Bodies of
	 * redirects are not shown.
	 */
	enum body_answer {
		BODY_TAKEN,
		BODY_PAUSE,
		BODY_STOP,
	} (*body)(void *context, struct text bytes);
	/* Once, last; the transfer is gone after it. */
	void (*done)(void *context, const struct response *response);
};

/* How the text of a fault begins where a body could not be unpacked: unpacked
 * (identity_only) it may come. */
#define FETCH_PACKED      "the packed answer"
/* What is said of an address that allow_private does not open. */
#define FETCH_LINK_LOCAL  "is link-local, or a cloud's own"
/* And where it is not the server that does not answer. */
#define FETCH_PROXY       "the proxy " /* that a policy names */
#define FETCH_AUTHORITIES "the certificates of authorities "
#define FETCH_CERTIFICATE "the certificate of " /* that the server has */
#define FETCH_UNENCRYPTED "no encrypted connection to "

/*
 * Starts a request: a GET, or a POST of form_data when that is not NULL.
 * events and context outlive the transfer; url, form_data and the texts of the
 * policy are copied. A URL that cannot be asked at all still ends in done(),
 * from fetch_wait().
 */
struct transfer *fetch_start(struct fetch *fetch, const char *url,
    const char *form_data, const struct fetch_policy *policy,
    const struct transfer_events *events, void *context) RETURNS_VALID;
void transfer_resume(struct transfer *transfer);
void transfer_cancel(struct transfer *transfer); /* without done() */

/* What a policy's proxy may be; FAULT_INPUT. */
bool fetch_proxy_check(const char *proxy, struct fault *why) MUSTUSE;

/* Masks what a server may have repeated of the credentials of a policy. */
void fetch_hide(
    struct fetch *fetch, const struct fetch_policy *policy, char *text);

/*
 * Waits at most milliseconds for the network or for others (up to
 * FETCH_OTHERS descriptors of ours, e.g. PostgreSQL's socket, for POLLIN or
 * POLLOUT; revents is set as poll() sets it), runs the events that are
 * due. All events come from in here. Starting, resuming and cancelling are
 * allowed inside an event, except cancelling the transfer the event is about.
 */
#define FETCH_OTHERS 8
void fetch_wait(struct fetch *fetch, struct pollfd *others,
    unsigned others_count, int milliseconds);

/*
 * Before anything else in the process: libcurl's resolver threads give up
 * soon, so that one dead name server cannot stop all transfers. Re-executes
 * nothing; sets RES_OPTIONS for the process's own resolver unless the operator
 * has set it. Ignores SIGPIPE: TLS may write to a connection that is closed.
 * Sets LC_CTYPE to C.UTF-8: libcurl reads host names beyond ASCII by it.
 * Not thread-safe.
 */
void fetch_prepare_process(void);

#endif
