#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "base/heap.h"
#include "base/url.h"
#include "oai/cookie.h"
#include "oai/fetch_private.h"
#include "oai/rate_limit.h"
#include "oai/retry_after.h"

/*
 * Credentials, cookies, proxies. Files of credentials are looked at again with
 * every request (one stat(2)), so that what an operator changes holds at once.
 */
struct known_credentials {
	struct known_credentials *next;
	char *reference;
	struct credentials *credentials;
};

bool
policy_has(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static char *
copy(const char *text)
{
	return policy_has(text) ? heap_string(text) : NULL;
}

void
policy_copy(struct fetch_policy *into, const struct fetch_policy *policy)
{
	*into = *policy;
	into->credentials = copy(policy->credentials);
	into->proxy = copy(policy->proxy);
	into->ca_file = copy(policy->ca_file);
	into->user_agent = copy(policy->user_agent);
}

static void
drop_text(const char *text)
{
	union {
		const char *text;
		void *place;
	} owned = { .text = text };

	free(owned.place);
}

void
policy_free(struct fetch_policy *policy)
{
	drop_text(policy->credentials);
	drop_text(policy->proxy);
	drop_text(policy->ca_file);
	drop_text(policy->user_agent);
}

static void
known_free(struct known_credentials *known)
{
	credentials_free(known->credentials);
	free(known->reference);
	free(known);
}

void
access_forget(struct fetch *fetch)
{
	while (fetch->credentials != NULL) {
		struct known_credentials *known = fetch->credentials;

		fetch->credentials = known->next;
		known_free(known);
	}
}

static struct known_credentials **
find_known(struct fetch *fetch, const char *reference)
{
	struct known_credentials **at = &fetch->credentials;

	while (*at != NULL && strcmp((*at)->reference, reference) != 0)
		at = &(*at)->next;
	return at;
}

/* Of a file that is gone, or no longer fit, nothing is kept. */
static bool
load(struct fetch *fetch, const char *reference,
    struct credentials **credentials, struct fault *why)
{
	struct known_credentials **at = find_known(fetch, reference);
	struct known_credentials *known = *at;
	struct credentials *read;

	if (known != NULL &&
	    credentials_are_current(known->credentials, reference)) {
		*credentials = credentials_share(known->credentials);
		return true;
	}
	if (known != NULL) {
		*at = known->next;
		known_free(known);
	}
	if (!credentials_read(&read, reference, why))
		return false;
	known = heap_take(sizeof(*known));
	known->reference = heap_string(reference);
	known->credentials = read;
	known->next = fetch->credentials;
	fetch->credentials = known;
	*credentials = credentials_share(read);
	return true;
}

/* Who listens on the way, or pretends to be the server, could read them. */
static bool
check_way(const struct transfer *transfer, struct fault *why)
{
	char *scheme;
	bool is_https;

	if (transfer->policy.insecure_credentials ||
	    !credentials_are_for_repository(transfer->credentials))
		return true;
	scheme = fetch_url_part(transfer->url, CURLUPART_SCHEME, 0);
	is_https = strcmp(scheme, "https") == 0;
	curl_free(scheme);
	if (!is_https)
		return fault_set(why, FAULT_REFUSED,
		    "credentials are not sent by http, where all can read "
		    "them: use the https base URL, or "
		    "insecure_credentials=yes");
	if (transfer->policy.is_unverified)
		return fault_set(why, FAULT_REFUSED,
		    "credentials are not sent to a server that is not "
		    "verified (verify_tls=no): name its authority by ca_file, "
		    "or use insecure_credentials=yes");
	return true;
}

bool
access_open(struct transfer *transfer)
{
	const struct fetch_policy *policy = &transfer->policy;
	struct fault *why = &transfer->response.why;

	if (!policy_has(policy->credentials))
		return true;
	return load(transfer->fetch, policy->credentials,
		   &transfer->credentials, why) &&
	    check_way(transfer, why);
}

void
access_close(struct transfer *transfer)
{
	credentials_free(transfer->credentials);
	free(transfer->first_origin);
	free(transfer->origin);
	curl_slist_free_all(transfer->headers);
	policy_free(&transfer->policy);
}

/* A server that repeats our argument in Location may send it to others. */
static bool
keep_argument_here(
    const struct transfer *transfer, CURLU *to, struct fault *why)
{
	size_t name_length = 0;
	struct text argument =
	    credentials_argument(transfer->credentials, &name_length);
	char *text;
	bool is_clean;

	if (argument.length > 0)
		fetch_url_drop_argument(
		    to, (struct text){ argument.bytes, name_length });
	text = fetch_url_part(to, CURLUPART_URL, 0);
	is_clean = !credentials_are_in(transfer->credentials, text);
	curl_free(text);
	return is_clean ||
	    fault_set(why, FAULT_REFUSED,
		"the repository redirects to an address that has our "
		"credentials in it, which is not asked");
}

bool
access_redirect(struct transfer *transfer, CURLU *to, struct fault *why)
{
	return address_redirect(transfer, to, why) &&
	    keep_argument_here(transfer, to, why);
}

/* The credentials that may go to this hop's origin; NULL: none. */
static const struct credentials *
credentials_here(const struct transfer *transfer)
{
	return transfer->has_left ? NULL : transfer->credentials;
}

/* What a person has to know of whoever refuses us. By https a proxy passes on
 * what it cannot read. */
static void
note_access(struct transfer *transfer)
{
	const struct fetch_policy *policy = &transfer->policy;
	struct response *response = &transfer->response;
	bool is_armed = credentials_are_for_repository(transfer->credentials);
	bool is_plain = strncmp(transfer->origin, "http:", 5) == 0;

	response->is_withheld = is_armed && transfer->has_left;
	response->credentials =
	    is_armed && !transfer->has_left ? policy->credentials : NULL;
	response->proxy =
	    is_plain && policy_has(policy->proxy) ? policy->proxy : NULL;
}

static void
note_origin(struct transfer *transfer)
{
	free(transfer->origin);
	transfer->origin = fetch_url_origin(transfer->url);
	if (transfer->first_origin == NULL)
		transfer->first_origin = heap_string(transfer->origin);
	transfer->has_left |=
	    strcmp(transfer->origin, transfer->first_origin) != 0;
	note_access(transfer);
}

static void
set_url(struct transfer *transfer)
{
	char *url = fetch_url_part(transfer->url, CURLUPART_URL, 0);
	size_t ignored;
	struct text argument =
	    credentials_argument(credentials_here(transfer), &ignored);
	struct buffer text;

	fetch_note_url(transfer, url);
	buffer_init(&text, 0);
	buffer_add(&text, url, strcspn(url, "#"));
	if (argument.length > 0) {
		buffer_add_char(
		    &text, strchr(text.bytes, '?') == NULL ? '?' : '&');
		buffer_add_text(&text, argument);
	}
	FETCH_SET(transfer->easy, CURLOPT_URL, text.bytes);
	explicit_bzero(text.bytes, text.length);
	buffer_fini(&text);
	curl_free(url);
}

static void
add_header(struct curl_slist **headers, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*headers, line);

	if (longer == NULL)
		heap_out();
	*headers = longer;
}

static void
add_cookies(struct transfer *transfer, struct curl_slist **headers)
{
	struct buffer line;
	size_t empty;

	if (transfer->policy.cookies == NULL)
		return;
	buffer_init(&line, 0);
	buffer_add_string(&line, "Cookie: ");
	empty = line.length;
	cookies_write(transfer->policy.cookies, transfer->origin, &line);
	if (line.length > empty)
		add_header(headers, line.bytes);
	buffer_fini(&line);
}

static void
set_headers(struct transfer *transfer)
{
	struct curl_slist *usual = transfer->policy.identity_only
	    ? transfer->fetch->headers_plain
	    : transfer->fetch->headers;
	const char *line = credentials_header(credentials_here(transfer));
	struct curl_slist *headers = NULL;
	const struct curl_slist *at;

	if (line != NULL)
		add_header(&headers, line);
	add_cookies(transfer, &headers);
	if (headers != NULL)
		for (at = usual; at != NULL; at = at->next)
			add_header(&headers, at->data);
	FETCH_SET(transfer->easy, CURLOPT_HTTPHEADER,
	    headers == NULL ? usual : headers);
	curl_slist_free_all(transfer->headers);
	transfer->headers = headers;
}

void
access_hop(struct transfer *transfer)
{
	note_origin(transfer);
	set_url(transfer);
	set_headers(transfer);
}

static void
take_cookies(struct transfer *transfer)
{
	struct text date = fetch_header(transfer->easy, "Date");
	struct curl_header *header = NULL;
	time_t now = time(NULL);
	time_t theirs;
	size_t i;

	if (http_date_parse(date, now, &theirs))
		now = theirs;
	for (i = 0; curl_easy_header(transfer->easy, "Set-Cookie", i,
			CURLH_HEADER, -1, &header) == CURLHE_OK;
	     i++)
		cookies_take(transfer->policy.cookies, transfer->origin,
		    text_of(header->value), now);
}

/* The first pair of names that is there. */
static void
take_rate_limit(struct transfer *transfer)
{
	static const struct pair {
		const char *remaining;
		const char *reset;
	} pairs[] = { { "RateLimit-Remaining", "RateLimit-Reset" },
		{ "X-RateLimit-Remaining", "X-RateLimit-Reset" },
		{ "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset" } };
	struct rate_limit limit = { 0 };
	CURL *easy = transfer->easy;
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]) &&
	     limit.remaining.length == 0;
	     i++) {
		limit.remaining = fetch_header(easy, pairs[i].remaining);
		limit.reset = fetch_header(easy, pairs[i].reset);
	}
	limit.both = fetch_header(easy, "RateLimit");
	limit.date = fetch_header(easy, "Date");
	transfer->response.rate_limit_seconds =
	    rate_limit_seconds(&limit, time(NULL));
}

void
access_take(struct transfer *transfer)
{
	if (transfer->policy.cookies != NULL)
		take_cookies(transfer);
	take_rate_limit(transfer);
}

void
access_hide(struct transfer *transfer)
{
	const struct credentials *credentials = transfer->credentials;
	struct response *response = &transfer->response;

	credentials_hide(credentials, response->why.text);
	credentials_hide(credentials, response->unfinished.text);
	credentials_hide(credentials, response->url);
	credentials_hide(credentials, response->content_type);
	if (credentials_are_in(credentials, response->moved_to))
		response->moved_to[0] = '\0';
}

void
fetch_hide(struct fetch *fetch, const struct fetch_policy *policy, char *text)
{
	const struct known_credentials *known;

	if (!policy_has(policy->credentials))
		return;
	known = *find_known(fetch, policy->credentials);
	if (known != NULL)
		credentials_hide(known->credentials, text);
}
