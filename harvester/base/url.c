#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/heap.h"
#include "base/limit.h"
#include "base/url.h"

#define NOT_HTTP                                                \
	"the address is not a web address; it must begin with " \
	"http:// or https://"
#define SHOWN_SIZE 120

/* A copy of one part of the URL; NULL where it has none. */
static char *
part(CURLU *handle, CURLUPart what, unsigned flags)
{
	char *found = NULL;
	char *copy;

	if (curl_url_get(handle, what, &found, flags) != CURLUE_OK)
		return NULL;
	copy = heap_string(found);
	curl_free(found);
	return copy;
}

static bool
starts_with(const char *string, const char *start)
{
	return strncmp(string, start, strlen(start)) == 0;
}

/* RFC 3986, section 3.1, and a slash: "example.org:8080" has no scheme. */
static bool
has_scheme(const char *string)
{
	size_t length = strspn(string,
	    "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

	return starts_with(string + length, ":/");
}

/* What libcurl would take in silence, or mend in a way that surprises. */
static bool
check_bytes(struct text given, struct fault *why)
{
	if (given.length == 0)
		return fault_set(why, FAULT_INPUT, "the address is empty");
	if (given.length > URL_BYTES)
		return fault_set(why, FAULT_INPUT,
		    "the address is longer than %zu bytes", URL_BYTES);
	for (size_t i = 0; i < given.length; i++) {
		unsigned char byte = (unsigned char)given.bytes[i];

		if (byte == ' ')
			return fault_set(why, FAULT_INPUT,
			    "the address has a blank in it; write %%20");
		if (byte < ' ' || byte == 0x7f)
			return fault_set(why, FAULT_INPUT,
			    "the address has a control character in it");
	}
	return true;
}

/* strerror of libcurl, where we have nothing better to say. */
static bool
refuse(CURLUcode code, struct text given, struct fault *why)
{
	char shown[SHOWN_SIZE];

	if (code == CURLUE_OUT_OF_MEMORY)
		abort();
	if (code == CURLUE_USER_NOT_ALLOWED)
		return fault_set(why, FAULT_INPUT,
		    "the address has a user name or password in it; remove "
		    "what stands before the @");
	return fault_set(why, FAULT_INPUT, "could not read the address %s: %s",
	    text_printable(shown, sizeof(shown), given),
	    curl_url_strerror(code));
}

static bool
read_url(CURLU *handle, struct text given, struct fault *why)
{
	struct buffer full;
	CURLUcode code;

	buffer_init(&full, 0);
	buffer_add_text(&full, given);
	if (!has_scheme(full.bytes)) {
		buffer_reset(&full);
		buffer_add_string(&full, "http://");
		buffer_add_text(&full, given);
	}
	code = curl_url_set(handle, CURLUPART_URL, full.bytes,
	    CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS | CURLU_DISALLOW_USER |
		CURLU_URLENCODE);
	buffer_fini(&full);
	return code == CURLUE_OK || refuse(code, given, why);
}

static bool
check_scheme(CURLU *handle, struct fault *why)
{
	char *scheme = part(handle, CURLUPART_SCHEME, 0);
	bool is_http = scheme != NULL &&
	    (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);

	free(scheme);
	return is_http || fault_set(why, FAULT_INPUT, NOT_HTTP);
}

/*
 * Lower case, so that one host has one queue. Names that are not ASCII are
 * refused: which queue they belong to would depend on how libcurl was built.
 */
static bool
settle_host(CURLU *handle, struct fault *why)
{
	char *host = part(handle, CURLUPART_HOST, 0);
	char *zone = part(handle, CURLUPART_ZONEID, 0);
	bool is_good = host != NULL && host[0] != '.' && zone == NULL;

	for (char *c = host; is_good && *c != '\0'; c++) {
		is_good = (unsigned char)*c < 0x80;
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	if (is_good)
		is_good =
		    curl_url_set(handle, CURLUPART_HOST, host, 0) == CURLUE_OK;
	free(zone);
	free(host);
	return is_good ||
	    fault_set(why, FAULT_INPUT,
		"the host name in the address cannot be used; write it in "
		"ASCII (xn--...), an IPv6 address without its zone");
}

static bool
is_oai_argument(struct text argument)
{
	static const char *const names[] = { "verb", "metadataPrefix", "set",
		"from", "until", "identifier", "resumptionToken" };
	const char *equals;

	/* Copied out of XML or HTML source. */
	if (argument.length > 4 && starts_with(argument.bytes, "amp;")) {
		argument.bytes += 4;
		argument.length -= 4;
	}
	equals = memchr(argument.bytes, '=', argument.length);
	if (equals != NULL)
		argument.length = (size_t)(equals - argument.bytes);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (text_is(argument, names[i]))
			return true;
	}
	return false;
}

/*
 * "?" and what is left of a query without the arguments people paste. Not
 * given back to libcurl, which would rewrite its percent-encoding.
 */
static void
add_query(struct buffer *into, const char *query)
{
	char before = '?';

	while (*query != '\0') {
		struct text argument = { query, strcspn(query, "&") };

		query += argument.length;
		query += *query == '&';
		if (argument.length == 0 || is_oai_argument(argument))
			continue;
		buffer_add_char(into, before);
		buffer_add_text(into, argument);
		before = '&';
	}
}

static char *
format_url(CURLU *handle)
{
	char *query = part(handle, CURLUPART_QUERY, 0);
	char *rest;
	struct buffer into;

	if (curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK ||
	    curl_url_set(handle, CURLUPART_QUERY, NULL, 0) != CURLUE_OK)
		abort();
	rest = part(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
	if (rest == NULL)
		heap_out();
	buffer_init(&into, 0);
	buffer_add_string(&into, rest);
	if (query != NULL)
		add_query(&into, query);
	free(rest);
	free(query);
	return buffer_take(&into);
}

/* A final dot names the same host; port 0 names no service. */
static bool
format_host(CURLU *handle, char **key, struct fault *why)
{
	char *host = part(handle, CURLUPART_HOST, 0);
	char *port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	char *own;
	struct buffer into;
	size_t length;

	if (host == NULL || port == NULL || strcmp(port, "0") == 0) {
		free(host);
		free(port);
		return fault_set(
		    why, FAULT_INPUT, "the port in the address cannot be used");
	}
	length = strlen(host);
	if (host[length - 1] == '.')
		length--;
	buffer_init(&into, 0);
	buffer_printf(&into, "%.*s", (int)length, host);
	/* http and https of one server are one host. */
	own = part(handle, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
	if (own != NULL)
		buffer_printf(&into, ":%s", own);
	free(host);
	free(port);
	free(own);
	*key = buffer_take(&into);
	return true;
}

static bool
finish(CURLU *handle, struct base_url *url, struct fault *why)
{
	struct base_url found = { NULL, NULL };

	if (!format_host(handle, &found.host, why))
		return false;
	found.url = format_url(handle);
	/* Again: percent-encoding makes it longer. */
	if (!check_bytes(text_of(found.url), why)) {
		base_url_fini(&found);
		return false;
	}
	*url = found;
	return true;
}

static bool
parse_once(struct base_url *url, const char *text, struct fault *why)
{
	struct text given = text_trim(text_of(text));
	CURLU *handle;
	bool is_good;

	if (!check_bytes(given, why))
		return false;
	handle = curl_url();
	if (handle == NULL)
		heap_out();
	is_good = read_url(handle, given, why) && check_scheme(handle, why) &&
	    settle_host(handle, why) && finish(handle, url, why);
	curl_url_cleanup(handle);
	return is_good;
}

/* Twice: the host "2%30" is 20, and that is the address 0.0.0.20. */
bool
base_url_parse(struct base_url *url, const char *text, struct fault *why)
{
	struct base_url decoded;
	bool is_good;

	if (!parse_once(&decoded, text, why))
		return false;
	is_good = parse_once(url, decoded.url, why);
	base_url_fini(&decoded);
	return is_good;
}

void
base_url_fini(struct base_url *url)
{
	free(url->url);
	free(url->host);
	*url = (struct base_url){ 0 };
}

/* ASCII only; tolower() would ask the locale. */
static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

static bool
has_word(struct text name, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= name.length; i++) {
		size_t same = 0;

		while (
		    same < length && lower(name.bytes[i + same]) == word[same])
			same++;
		if (same == length)
			return true;
	}
	return false;
}

/* The same words as in view/020_repository.sql. */
static bool
is_secret(struct text name)
{
	static const char *const words[] = { "key", "token", "secret", "pass" };

	if (text_is(name, "resumptionToken"))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (has_word(name, words[i]))
			return true;
	return false;
}

static size_t
span_to(struct text text, const char *ends)
{
	size_t length = 0;

	while (length < text.length && strchr(ends, text.bytes[length]) == NULL)
		length++;
	return length;
}

void
url_mask(struct buffer *into, struct text url)
{
	size_t length = span_to(url, "?");

	while (length < url.length) {
		struct text name;

		/* With the separator behind it. */
		buffer_add(into, url.bytes, length + 1);
		url.bytes += length + 1;
		url.length -= length + 1;
		name = (struct text){ url.bytes, span_to(url, "=&;#") };
		length = span_to(url, "&;#");
		if (name.length < length && is_secret(name)) {
			buffer_add(into, url.bytes, name.length + 1);
			buffer_add_string(into, "***");
			url.bytes += length;
			url.length -= length;
			length = 0;
		}
	}
	buffer_add_text(into, url);
}

char *
url_masked(const char *url)
{
	struct buffer masked;

	buffer_init(&masked, 0);
	url_mask(&masked, text_of(url));
	return buffer_take(&masked);
}

/* RFC 3986, section 2.3; isalnum() would ask the locale. */
static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

void
url_encode(struct buffer *into, struct text value)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < value.length; i++) {
		unsigned char byte = (unsigned char)value.bytes[i];

		if (is_unreserved(byte)) {
			buffer_add_char(into, (char)byte);
		} else {
			buffer_add_char(into, '%');
			buffer_add_char(into, digits[byte >> 4]);
			buffer_add_char(into, digits[byte & 15]);
		}
	}
}
