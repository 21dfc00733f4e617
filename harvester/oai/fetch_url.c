#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/url.h"
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

void
fetch_note_url(struct transfer *transfer, const char *url)
{
	struct buffer masked;

	buffer_init(&masked, 0);
	url_mask(&masked, text_of(url));
	(void)text_printable(transfer->response.url,
	    sizeof(transfer->response.url), buffer_text(&masked));
	buffer_fini(&masked);
}

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

static void
show(char shown[SHOWN_SIZE], const char *text)
{
	struct buffer masked;

	buffer_init(&masked, 0);
	url_mask(&masked, text_of(text));
	(void)text_printable(shown, SHOWN_SIZE, buffer_text(&masked));
	buffer_fini(&masked);
}

bool
fetch_url_parse(const char *text, CURLU **url, struct fault *why)
{
	CURLU *parsed = curl_url();
	char shown[SHOWN_SIZE];
	CURLUcode code;

	if (parsed == NULL)
		heap_out();
	show(shown, text);
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
	show(shown, location);
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

char *
fetch_url_origin(CURLU *url)
{
	char *scheme = fetch_url_part(url, CURLUPART_SCHEME, 0);
	char *host = fetch_url_part(url, CURLUPART_HOST, CURLU_PUNYCODE);
	char *port = fetch_url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	struct buffer origin;

	buffer_init(&origin, 0);
	buffer_printf(&origin, "%s://%s:%s", scheme, host, port);
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	for (char *c = origin.bytes; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return buffer_take(&origin);
}

static bool
is_argument(struct text argument, struct text name)
{
	return argument.length >= name.length &&
	    memcmp(argument.bytes, name.bytes, name.length) == 0 &&
	    (argument.length == name.length ||
		argument.bytes[name.length] == '=');
}

void
fetch_url_drop_argument(CURLU *url, struct text name)
{
	char *query = NULL;
	struct buffer rest;
	const char *at;
	CURLUcode code;

	if (curl_url_get(url, CURLUPART_QUERY, &query, 0) != CURLUE_OK)
		return;
	buffer_init(&rest, 0);
	for (at = query; *at != '\0';) {
		struct text argument = { at, strcspn(at, "&") };

		at += argument.length;
		at += *at == '&';
		if (is_argument(argument, name))
			continue;
		if (rest.length > 0)
			buffer_add_char(&rest, '&');
		buffer_add_text(&rest, argument);
	}
	/* Left alone where nothing went: libcurl rewrites what it is given. */
	if (rest.length < strlen(query)) {
		code = curl_url_set(url, CURLUPART_QUERY, rest.bytes, 0);
		assert(code == CURLUE_OK);
	}
	buffer_fini(&rest);
	curl_free(query);
}

static bool
has_part(CURLU *url, CURLUPart part, const char *usual)
{
	char *text = NULL;
	bool has = curl_url_get(url, part, &text, 0) == CURLUE_OK &&
	    strcmp(text, usual) != 0;

	curl_free(text);
	return has;
}

bool
fetch_proxy_check(const char *proxy, struct fault *why)
{
	CURLU *url = curl_url();
	char shown[SHOWN_SIZE];
	bool is_good;

	if (url == NULL)
		heap_out();
	is_good =
	    curl_url_set(url, CURLUPART_URL, proxy, PARSE_FLAGS) == CURLUE_OK &&
	    has_scheme(url, "http") && has_host(url) &&
	    has_part(url, CURLUPART_PORT, "0") &&
	    !has_part(url, CURLUPART_PATH, "/") &&
	    !has_part(url, CURLUPART_QUERY, "") &&
	    !has_part(url, CURLUPART_FRAGMENT, "");
	curl_url_cleanup(url);
	return is_good ||
	    fault_set(why, FAULT_INPUT,
		"proxy cannot be \"%s\"; it is http://HOST:PORT (its user "
		"name and password stand in the file of credentials)",
		text_printable(shown, sizeof(shown), text_of(proxy)));
}
