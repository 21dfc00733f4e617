#include <errno.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/limit.h"
#include "oai/fetch_private.h"
#include "oai/guard.h"

#define SHOWN_SIZE 120

static struct fault *
why_of(struct transfer *transfer)
{
	return &transfer->response.why;
}

void
hop_refuse_address(struct transfer *transfer, const char *address)
{
	if (address_text_is_link_local(address))
		(void)address_refuse(address, transfer->peer, why_of(transfer));
	else
		(void)fault_set(why_of(transfer), FAULT_REFUSED,
		    "address %s is not public, so %.80s was not asked "
		    "(--allow-private allows it)",
		    address, transfer->peer);
}

/* Whom a connection is made to: a proxy, where there is one. */
static const char *
dialled(const struct transfer *transfer)
{
	return policy_has(transfer->policy.proxy) ? transfer->policy.proxy
						  : transfer->peer;
}

static const char *
dialled_as(const struct transfer *transfer)
{
	return policy_has(transfer->policy.proxy) ? "the proxy " : "";
}

/* Then nobody knows whether the repository would answer. */
static void
blame_proxy(struct transfer *transfer)
{
	struct fault *why = why_of(transfer);

	if (policy_has(transfer->policy.proxy) && !transfer->was_sent)
		(void)fault_set(why, why->kind,
		    FETCH_PROXY "gives no connection: %.200s", why->text);
}

static void
judge_connection(struct transfer *transfer)
{
	const char *reason = NULL;
	long number = 0;

	if (transfer->refused_address[0] != '\0' && !transfer->was_dialled) {
		hop_refuse_address(transfer, transfer->refused_address);
		return;
	}
	(void)curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
	if (number == ECONNREFUSED) {
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "connection to %s%.160s refused", dialled_as(transfer),
		    dialled(transfer));
		return;
	}
	if (number != 0)
		reason = strerrordesc_np((int)number);
	(void)fault_set(why_of(transfer), FAULT_NETWORK,
	    "could not connect to %s%.160s: %s", dialled_as(transfer),
	    dialled(transfer), reason == NULL ? "no reason given" : reason);
}

static void
judge_timeout(struct transfer *transfer)
{
	int64_t spent = clock_milliseconds() - transfer->started;
	curl_off_t looked_up = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
	if (!transfer->was_sent && looked_up == 0)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "the address of %s%.160s was not found within %ld seconds",
		    dialled_as(transfer), dialled(transfer), CONNECT_SECONDS);
	else if (!transfer->was_sent)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "no connection to %s%.160s within %ld seconds",
		    dialled_as(transfer), dialled(transfer), CONNECT_SECONDS);
	else if (spent >= (int64_t)REQUEST_SECONDS * 1000)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "the answer was not complete after %ld seconds",
		    REQUEST_SECONDS);
	else if (transfer->header_bytes == 0)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "no answer within %ld seconds", STALL_SECONDS);
	else
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "the answer stalled after %zu bytes: less than %ld bytes "
		    "a second for %ld seconds",
		    transfer->hop_bytes, STALL_BYTES, STALL_SECONDS);
}

static void
judge_break(struct transfer *transfer)
{
	char shown[SHOWN_SIZE];

	if (transfer->has_header)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "the answer broke off after %zu bytes (%s)",
		    transfer->hop_bytes,
		    text_printable(
			shown, sizeof(shown), text_of(transfer->message)));
	else if (transfer->header_bytes > 0)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "the answer broke off in its header");
	else
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "%.160s closed the connection without an answer",
		    transfer->peer);
}

/* libcurl says "out of memory" for strings above limits of its own, which is
 * how a header line over 100 KiB ends. Never ours, so never a reason to die. */
static void
judge_memory(struct transfer *transfer)
{
	if (!transfer->was_sent)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    "no memory to connect to %.160s", transfer->peer);
	else
		(void)fault_set(why_of(transfer), FAULT_TOO_LARGE,
		    transfer->has_header
			? "the answer needs too much memory"
			: "the answer has too long a line in its header");
}

/*
 * The answer was whole for HTTP, which knows nothing of the packing. Some never
 * write the end of that, or not its check sum; browsers do not mind, and what
 * is XML shows by itself whether it is whole.
 */
static void
judge_end(struct transfer *transfer)
{
	if (transfer->unpacking != NULL &&
	    !fetch_inflate_is_whole(transfer->unpacking))
		(void)fault_set(&transfer->response.unfinished, FAULT_NETWORK,
		    FETCH_PACKED " ends in the middle, after %zu bytes; with "
				 "compression=no it may come whole",
		    transfer->hop_bytes);
}

/* What a proxy says of itself; true: it did. */
static bool
judge_proxy(struct transfer *transfer)
{
	long status = 0;

	if (!policy_has(transfer->policy.proxy))
		return false;
	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_HTTP_CONNECTCODE, &status);
	if (transfer->response.status == 407)
		status = 407;
	if (status < 300)
		return false;
	if (status == 407)
		(void)fault_set(why_of(transfer), FAULT_INPUT,
		    FETCH_PROXY
		    "%.80s wants a user name and password (HTTP "
		    "407): put \"proxy USER:PASSWORD\" into the file of "
		    "credentials",
		    transfer->policy.proxy);
	else
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    FETCH_PROXY "%.80s does not connect us to %.80s (HTTP "
				"%ld)",
		    transfer->policy.proxy, transfer->peer, status);
	return true;
}

/* The codes that need no more than one sentence. */
static const struct sentence {
	CURLcode code;
	enum fault_kind kind;
	const char *text;
} sentences[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, FAULT_NETWORK, "the answer is not HTTP" },
	{ CURLE_WEIRD_SERVER_REPLY, FAULT_NETWORK,
	    "the answer is not proper HTTP" },
	{ CURLE_FILESIZE_EXCEEDED, FAULT_TOO_LARGE,
	    "the answer announces more bytes than we take" },
	{ CURLE_COULDNT_RESOLVE_PROXY, FAULT_NETWORK,
	    FETCH_PROXY "was not found" },
	{ CURLE_SSL_CACERT_BADFILE, FAULT_NETWORK,
	    FETCH_AUTHORITIES "could not be read: is the package "
			      "ca-certificates installed?" },
};

static void
judge_otherwise(struct transfer *transfer, CURLcode code)
{
	enum fault_kind kind = FAULT_NETWORK;
	const char *text = "the request failed";
	const char *words = transfer->message;
	char shown[SHOWN_SIZE];
	size_t i;

	for (i = 0; i < COUNT(sentences); i++)
		if (sentences[i].code == code) {
			kind = sentences[i].kind;
			text = sentences[i].text;
		}
	if (words[0] == '\0')
		words = curl_easy_strerror(code);
	if (code == CURLE_SSL_CACERT_BADFILE &&
	    policy_has(transfer->policy.ca_file)) {
		kind = FAULT_INPUT;
		text = FETCH_AUTHORITIES "in ca_file could not be read";
		words = transfer->policy.ca_file;
	}
	(void)fault_set(why_of(transfer), kind, "%s (%s)", text,
	    text_printable(shown, sizeof(shown), text_of(words)));
}

/*
 * What openssl-verify(1) found, by its numbers, which are libcurl's answer too
 * where it is linked with OpenSSL. Another library gives 1, for anything.
 */
static const struct doubt {
	long number;
	const char *text;
} doubts[] = {
	{ 9, "is not valid yet: is the clock of this machine right?" },
	{ 10, "has expired: whoever runs that server has to renew it" },
	{ 18,
	    "is signed by nobody but itself: if it can be trusted all the "
	    "same, name its file with ca_file, or add it with "
	    "update-ca-certificates(8)" },
	{ 19,
	    "comes from an authority that is not known here: if it can be "
	    "trusted, name its file with ca_file, or add it with "
	    "update-ca-certificates(8)" },
	{ 20,
	    "comes from an authority that is not known here: name its file "
	    "with ca_file, or add it with update-ca-certificates(8), unless "
	    "the server leaves out a part of the chain" },
};

/* That the name is another one has no number, only words. */
static void
judge_certificate(struct transfer *transfer)
{
	const char *text = NULL;
	char shown[SHOWN_SIZE];
	long number = 0;
	size_t i;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_SSL_VERIFYRESULT, &number);
	for (i = 0; i < COUNT(doubts); i++)
		if (doubts[i].number == number)
			text = doubts[i].text;
	if (strstr(transfer->message, "subject name") != NULL)
		text = "is for another host: is the base URL right?";
	if (text != NULL)
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    FETCH_CERTIFICATE "%.80s %s", transfer->peer, text);
	else
		(void)fault_set(why_of(transfer), FAULT_NETWORK,
		    FETCH_CERTIFICATE "%.80s is not accepted (%s)",
		    transfer->peer,
		    text_printable(
			shown, sizeof(shown), text_of(transfer->message)));
}

/* OpenSSL's words for what can be said more plainly. */
static const struct clash {
	const char *words;
	const char *text;
} clashes[] = {
	{ "wrong version number",
	    "it does not speak TLS: is its URL one of http, not https?" },
	{ "protocol version",
	    "it speaks TLS below 1.2 only: whoever runs it has to update it" },
	{ "unsupported protocol",
	    "it speaks TLS below 1.2 only: whoever runs it has to update it" },
};

static void
judge_handshake(struct transfer *transfer)
{
	char shown[SHOWN_SIZE];
	size_t i;

	for (i = 0; i < COUNT(clashes); i++)
		if (strstr(transfer->message, clashes[i].words) != NULL) {
			(void)fault_set(why_of(transfer), FAULT_NETWORK,
			    FETCH_UNENCRYPTED "%.80s: %s", transfer->peer,
			    clashes[i].text);
			return;
		}
	(void)fault_set(why_of(transfer), FAULT_NETWORK,
	    FETCH_UNENCRYPTED "%.80s could be agreed on (%s)", transfer->peer,
	    text_printable(shown, sizeof(shown), text_of(transfer->message)));
}

/*
 * A code without a case of its own is a failure of the network. CURLE_OK is
 * not always success: an answer that ends inside its header is one for libcurl.
 */
void
hop_judge(struct transfer *transfer, CURLcode code)
{
	if (why_of(transfer)->kind != FAULT_NONE || transfer->was_stopped ||
	    judge_proxy(transfer))
		return;
	switch (code) {
	case CURLE_OK:
		if (!transfer->has_header)
			judge_break(transfer);
		else
			judge_end(transfer);
		return;
	case CURLE_COULDNT_CONNECT:
		judge_connection(transfer);
		blame_proxy(transfer);
		return;
	case CURLE_OPERATION_TIMEDOUT:
		judge_timeout(transfer);
		blame_proxy(transfer);
		return;
	case CURLE_OUT_OF_MEMORY:
		judge_memory(transfer);
		return;
	case CURLE_PEER_FAILED_VERIFICATION:
		judge_certificate(transfer);
		return;
	case CURLE_SSL_CONNECT_ERROR:
		judge_handshake(transfer);
		return;
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		judge_break(transfer);
		return;
	default:
		judge_otherwise(transfer, code);
		return;
	}
}
