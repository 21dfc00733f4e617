#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "oai/fetch_private.h"
#include "oai/retry_after.h"

/* Used longer than that, a connection would outlive its name's address. */
#define CONNECTION_SECONDS 3600L

/* So often the authorities of this machine are read again. */
#define AUTHORITIES_SECONDS 3600L

static const struct number {
	CURLoption option;
	long value;
} numbers[] = {
	{ CURLOPT_NOSIGNAL, 1 },
	/* Resolver threads that hang are left behind, not waited for. */
	{ CURLOPT_QUICK_EXIT, 1 },
	/* Redirects are ours: each hop is one request under all rules. */
	{ CURLOPT_FOLLOWLOCATION, 0 },
	{ CURLOPT_HTTP09_ALLOWED, 0 },
	/* Unpacking is ours, see fetch_callback.c. */
	{ CURLOPT_HTTP_CONTENT_DECODING, 0 },
	{ CURLOPT_NETRC, CURL_NETRC_IGNORED },
	{ CURLOPT_PATH_AS_IS, 1 },
	{ CURLOPT_SSL_VERIFYPEER, 1 },
	{ CURLOPT_SSL_VERIFYHOST, 2 },
	{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
	{ CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS },
	{ CURLOPT_LOW_SPEED_LIMIT, STALL_BYTES },
	{ CURLOPT_LOW_SPEED_TIME, STALL_SECONDS },
	{ CURLOPT_MAXLIFETIME_CONN, CONNECTION_SECONDS },
	{ CURLOPT_TCP_KEEPALIVE, 1 },
	{ CURLOPT_BUFFERSIZE, (long)PARSE_CHUNK },
	{ CURLOPT_UPLOAD_BUFFERSIZE, (long)PARSE_CHUNK },
};

static void
set_numbers(CURL *easy)
{
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		FETCH_SET(easy, numbers[i].option, numbers[i].value);
	FETCH_SET(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)WIRE_BYTES);
}

static void
set_strings(CURL *easy, const struct transfer *transfer)
{
	FETCH_SET(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	FETCH_SET(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	FETCH_SET(easy, CURLOPT_USERAGENT,
	    policy_has(transfer->policy.user_agent)
		? transfer->policy.user_agent
		: transfer->fetch->user_agent);
}

/* The empty ones keep http_proxy, no_proxy and their kin in the environment
 * out. */
static void
set_proxy(CURL *easy, const struct transfer *transfer)
{
	const char *proxy = transfer->policy.proxy;
	const char *credentials = credentials_proxy(transfer->credentials);

	FETCH_SET(easy, CURLOPT_NOPROXY, "");
	if (!policy_has(proxy)) {
		FETCH_SET(easy, CURLOPT_PROXY, "");
		return;
	}
	FETCH_SET(easy, CURLOPT_PROXY, proxy);
	FETCH_SET(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	if (credentials == NULL)
		return;
	FETCH_SET(easy, CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC);
	FETCH_SET(easy, CURLOPT_PROXYUSERPWD, credentials);
}

/*
 * libcurl reads the authorities once for all connections only where it has a
 * file of them and no folder to search as well; Debian's has both, with the
 * same in them. Read for each connection they cost it 60 ms and 0.9 MiB, many
 * times the rest of it. Not every TLS library that libcurl may be linked with
 * shares them; OpenSSL does.
 */
static void
share_authorities(CURL *easy)
{
	const char *file = NULL;
	const char *folder = NULL;

	(void)curl_easy_getinfo(easy, CURLINFO_CAINFO, &file);
	(void)curl_easy_getinfo(easy, CURLINFO_CAPATH, &folder);
	if (file != NULL && folder != NULL)
		FETCH_SET(easy, CURLOPT_CAPATH, (const char *)NULL);
	(void)curl_easy_setopt(
	    easy, CURLOPT_CA_CACHE_TIMEOUT, AUTHORITIES_SECONDS);
}

/*
 * Others than the machine's are read for each connection: what libcurl keeps is
 * one file, and theirs would take its place. Where nobody is verified none are
 * read at all.
 */
static void
set_authorities(CURL *easy, const struct fetch_policy *policy)
{
	if (policy->is_unverified) {
		FETCH_SET(easy, CURLOPT_SSL_VERIFYPEER, 0L);
		FETCH_SET(easy, CURLOPT_SSL_VERIFYHOST, 0L);
		FETCH_SET(easy, CURLOPT_CAINFO, (const char *)NULL);
		FETCH_SET(easy, CURLOPT_CAPATH, (const char *)NULL);
	} else if (policy_has(policy->ca_file)) {
		FETCH_SET(easy, CURLOPT_CAINFO, policy->ca_file);
		FETCH_SET(easy, CURLOPT_CAPATH, (const char *)NULL);
		(void)curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
	} else {
		share_authorities(easy);
	}
}

static void
easy_open(struct transfer *transfer)
{
	CURL *easy = curl_easy_init();

	if (easy == NULL)
		heap_out();
	transfer->easy = easy;
	set_numbers(easy);
	set_strings(easy, transfer);
	set_proxy(easy, transfer);
	set_authorities(easy, &transfer->policy);
	FETCH_SET(easy, CURLOPT_HTTP_VERSION,
	    transfer->policy.http2 ? (long)CURL_HTTP_VERSION_2TLS
				   : (long)CURL_HTTP_VERSION_1_1);
	/* libcurl asks again only where a connection had been used before. */
	FETCH_SET(easy, CURLOPT_FRESH_CONNECT, (long)transfer->policy.is_once);
	FETCH_SET(easy, CURLOPT_FORBID_REUSE, (long)transfer->policy.is_once);
	FETCH_SET(easy, CURLOPT_ERRORBUFFER, transfer->message);
	FETCH_SET(easy, CURLOPT_PRIVATE, transfer);
	fetch_callbacks_set(transfer);
}

/* A POST stays one until 303 says otherwise (RFC 9110 15.4): its form is the
 * whole request, and asking twice does no harm in OAI-PMH. */
static void
set_request(struct transfer *transfer)
{
	CURL *easy = transfer->easy;

	access_hop(transfer);
	if (transfer->form_data == NULL) {
		FETCH_SET(easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	FETCH_SET(easy, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)strlen(transfer->form_data));
	FETCH_SET(easy, CURLOPT_POSTFIELDS, transfer->form_data);
}

static void
name_peer(struct transfer *transfer)
{
	char *host =
	    fetch_url_part(transfer->url, CURLUPART_HOST, CURLU_PUNYCODE);
	char *port =
	    fetch_url_part(transfer->url, CURLUPART_PORT, CURLU_DEFAULT_PORT);

	(void)snprintf(
	    transfer->peer, sizeof(transfer->peer), "%.255s:%s", host, port);
	curl_free(host);
	curl_free(port);
}

static void
hop_reset(struct transfer *transfer)
{
	transfer->hop_started = clock_milliseconds();
	transfer->message[0] = '\0';
	transfer->refused_address[0] = '\0';
	transfer->was_dialled = false;
	transfer->was_sent = false;
	transfer->has_header = false;
	transfer->is_redirect = false;
	transfer->header_bytes = 0;
	transfer->hop_bytes = 0;
	transfer->packing = PACKING_NONE;
	transfer->response.status = 0;
}

/* All hops together have REQUEST_SECONDS; zero would mean no limit. */
static long
milliseconds_left(const struct transfer *transfer)
{
	int64_t spent = clock_milliseconds() - transfer->started;
	int64_t left = (int64_t)REQUEST_SECONDS * 1000 - spent;

	return left > 0 ? (long)left : 1;
}

void
hop_start(struct transfer *transfer)
{
	CURLMcode code;

	if (transfer->easy == NULL)
		easy_open(transfer);
	hop_reset(transfer);
	set_request(transfer);
	name_peer(transfer);
	FETCH_SET(
	    transfer->easy, CURLOPT_TIMEOUT_MS, milliseconds_left(transfer));
	code = curl_multi_add_handle(transfer->fetch->multi, transfer->easy);
	assert(code == CURLM_OK);
	transfer->state = TRANSFER_RUNNING;
}

/* Hands over what was held back, from in here, perhaps into another pause. */
void
hop_resume(struct transfer *transfer)
{
	CURLcode code;

	transfer->wants_resume = false;
	if (!transfer->is_paused)
		return;
	transfer->is_paused = false;
	code = curl_easy_pause(transfer->easy, CURLPAUSE_CONT);
	if (code != CURLE_OK)
		hop_end(transfer, code);
}

static void
take_answer(struct transfer *transfer)
{
	struct response *response = &transfer->response;
	curl_off_t received = 0;
	const char *type = NULL;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
	response->wire_bytes += transfer->header_bytes + (size_t)received;
	if (!transfer->has_header)
		return;
	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_RESPONSE_CODE, &response->status);
	(void)curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &type);
	(void)text_printable(response->content_type,
	    sizeof(response->content_type), text_of(type));
	response->is_packed = transfer->packing != PACKING_NONE;
	response->has_date = http_date_parse(
	    fetch_header(transfer->easy, "Date"), time(NULL), &response->date);
	response->retry_after_seconds = -1;
	response->is_challenge =
	    fetch_header(transfer->easy, "cf-mitigated").length > 0;
	access_take(transfer);
	if (fetch_header(transfer->easy, "Retry-After").length > 0)
		response->retry_after_seconds = retry_after_seconds(
		    fetch_header(transfer->easy, "Retry-After"),
		    fetch_header(transfer->easy, "Date"), time(NULL));
	else if (response->status == 429 || response->status == 503)
		response->retry_after_seconds = response->rate_limit_seconds;
}

/* RFC 9110 15.4.2, 15.4.9. */
static void
note_redirect(struct transfer *transfer)
{
	struct response *response = &transfer->response;
	bool is_permanent = response->status == 301 || response->status == 308;

	if (transfer->redirects == 0) {
		response->redirect_status = response->status;
		response->has_moved = true;
	}
	response->has_moved = response->has_moved && is_permanent;
}

/* RFC 9110 15.4; a circle of redirects ends like any other long chain. */
static bool
follow(struct transfer *transfer)
{
	struct fault *why = &transfer->response.why;
	CURLU *url;

	if (transfer->redirects >= REDIRECTS)
		return fault_set(why, FAULT_NETWORK,
		    "redirected more than %ld times", REDIRECTS);
	if (!fetch_url_redirect(transfer->url,
		fetch_header(transfer->easy, "Location").bytes, &url, why))
		return false;
	if (!access_redirect(transfer, url, why)) {
		curl_url_cleanup(url);
		return false;
	}
	curl_url_cleanup(transfer->url);
	transfer->url = url;
	note_redirect(transfer);
	transfer->redirects++;
	if (transfer->response.status == 303) {
		free(transfer->form_data);
		transfer->form_data = NULL;
	}
	return true;
}

/* A page of the new place was seen, not only the way there. */
static void
note_move(struct transfer *transfer)
{
	struct response *response = &transfer->response;
	char *url;

	if (transfer->redirects == 0 || !response->has_moved ||
	    response->why.kind != FAULT_NONE)
		return;
	url = fetch_url_part(transfer->url, CURLUPART_URL, 0);
	if (strlen(url) < sizeof(response->moved_to))
		memcpy(response->moved_to, url, strlen(url) + 1);
	curl_free(url);
}

/* Of a hop behind the first: who reads it knows the base URL only. */
static void
name_redirect(struct transfer *transfer)
{
	struct fault *why = &transfer->response.why;

	if (transfer->redirects > 0 && !transfer->is_redirect &&
	    why->kind != FAULT_NONE)
		(void)fault_set(
		    why, why->kind, "%.210s; a redirect led to it", why->text);
}

void
transfer_finish(struct transfer *transfer)
{
	note_move(transfer);
	name_redirect(transfer);
	access_hide(transfer);
	transfer->response.milliseconds =
	    (long)(clock_milliseconds() - transfer->started);
	transfer->state = TRANSFER_FINISHED;
}

void
hop_end(struct transfer *transfer, CURLcode code)
{
	CURLMcode removed =
	    curl_multi_remove_handle(transfer->fetch->multi, transfer->easy);

	assert(removed == CURLM_OK);
	take_answer(transfer);
	if (code == CURLE_COULDNT_RESOLVE_HOST) {
		name_check_start(transfer);
		return;
	}
	hop_judge(transfer, code);
	fetch_inflate_free(transfer->unpacking);
	transfer->unpacking = NULL;
	if (transfer->response.why.kind == FAULT_NONE &&
	    transfer->is_redirect && follow(transfer))
		hop_start(transfer);
	else
		transfer_finish(transfer);
}
