#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "oai/fetch_private.h"

/*
 * Schemes are judged here and not by the parser, so that a refusal can name
 * the scheme. The path is left alone: some base URLs really contain "/../".
 */
#define PARSE_FLAGS \
	(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS | CURLU_DISALLOW_USER)
/* Location headers with blanks and raw UTF-8 are common. */
#define LOCATION_FLAGS (PARSE_FLAGS | CURLU_URLENCODE | CURLU_ALLOW_SPACE)

#define SHOWN_SIZE 120

char *
fetch_url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL;
	CURLUcode code = curl_url_get(url, part, &text, flags);

	assert(code == CURLUE_OK && text != NULL);
	return text;
}

static bool
has_scheme(CURLU *url, const char *scheme)
{
	char *actual = fetch_url_part(url, CURLUPART_SCHEME, 0);
	bool is_same = strcmp(actual, scheme) == 0;

	curl_free(actual);
	return is_same;
}

static bool
is_web(CURLU *url)
{
	return has_scheme(url, "http") || has_scheme(url, "https");
}

/* A name that has no ASCII form is not a host name: libcurl would not find
 * it, and nobody could log it. */
static bool
has_host(CURLU *url)
{
	char *host = NULL;
	CURLUcode code =
	    curl_url_get(url, CURLUPART_HOST, &host, CURLU_PUNYCODE);
	bool is_named = code == CURLUE_OK && host[0] != '\0';

	curl_free(host);
	return is_named;
}

static bool
judge(CURLU *url, CURLUcode code, const char *shown, struct fault *why)
{
	assert(code != CURLUE_OUT_OF_MEMORY);
	if (code == CURLUE_USER_NOT_ALLOWED)
		return fault_set(why, FAULT_REFUSED,
		    "user names and passwords in a URL are refused");
	if (code != CURLUE_OK)
		return fault_set(why, FAULT_REFUSED, "\"%s\" is not a URL (%s)",
		    shown, curl_url_strerror(code));
	if (!is_web(url))
		return fault_set(why, FAULT_REFUSED,
		    "\"%s\" is refused: only http and https are followed",
		    shown);
	if (!has_host(url))
		return fault_set(
		    why, FAULT_REFUSED, "\"%s\" does not name a host", shown);
	return true;
}

bool
fetch_url_parse(const char *text, CURLU **url, struct fault *why)
{
	CURLU *parsed = curl_url();
	char shown[SHOWN_SIZE];
	CURLUcode code;

	if (parsed == NULL)
		heap_out();
	(void)text_printable(shown, sizeof(shown), text_of(text));
	code = curl_url_set(parsed, CURLUPART_URL, text, PARSE_FLAGS);
	if (!judge(parsed, code, shown, why)) {
		curl_url_cleanup(parsed);
		return false;
	}
	*url = parsed;
	return true;
}

bool
fetch_url_redirect(
    CURLU *from, const char *location, CURLU **url, struct fault *why)
{
	CURLU *to = curl_url_dup(from);
	char shown[SHOWN_SIZE];
	CURLUcode code;
	bool is_fine;

	if (to == NULL)
		heap_out();
	(void)text_printable(shown, sizeof(shown), text_of(location));
	code = curl_url_set(to, CURLUPART_URL, location, LOCATION_FLAGS);
	is_fine = judge(to, code, shown, why);
	if (is_fine && has_scheme(from, "https") && has_scheme(to, "http"))
		is_fine = fault_set(why, FAULT_REFUSED,
		    "the redirect from https to \"%s\" is refused (if that is "
		    "the right address, add it as one of its own)",
		    shown);
	if (!is_fine) {
		curl_url_cleanup(to);
		return false;
	}
	*url = to;
	return true;
}
