#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "base/url.h"
#include "oai/request.h"

static const char *const verb_names[] = {
	[OAI_IDENTIFY] = "Identify",
	[OAI_LIST_METADATA_FORMATS] = "ListMetadataFormats",
	[OAI_LIST_SETS] = "ListSets",
	[OAI_LIST_IDENTIFIERS] = "ListIdentifiers",
	[OAI_LIST_RECORDS] = "ListRecords",
	[OAI_GET_RECORD] = "GetRecord",
};

const char *
oai_verb_name(enum oai_verb verb)
{
	return verb_names[verb];
}

enum oai_verb
oai_verb_named(const char *name)
{
	enum oai_verb verb = OAI_IDENTIFY;

	while (strcmp(verb_names[verb], name) != 0) {
		verb++;
		assert(verb < COUNT(verb_names));
	}
	return verb;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') ||
	    (c >= 'a' && c <= 'f');
}

/* Does "%XX" begin there? */
static bool
is_escape(struct text value, size_t at)
{
	return value.length - at >= 3 && value.bytes[at] == '%' &&
	    is_hex(value.bytes[at + 1]) && is_hex(value.bytes[at + 2]);
}

/* What a query may hold as it is, and means nothing in one (RFC 3986 3.4, and
 * what servers take beyond it). */
static bool
may_be_raw(char c)
{
	return c > ' ' && c < 0x7f && strchr("&#%\"<>\\^`{}", c) == NULL;
}

/* Percent-encodes value, but for what the quirks leave. */
static void
add_value(struct buffer *into, struct text value, bool (*stays)(char),
    bool has_escape)
{
	for (size_t i = 0; i < value.length; i++) {
		struct text one = { value.bytes + i, 1 };

		if ((stays != NULL && stays(*one.bytes)) ||
		    (has_escape && is_escape(value, i)))
			buffer_add_text(into, one);
		else
			url_encode(into, one);
	}
}

static bool
is_colon(char c)
{
	return c == ':';
}

static void
add_argument(struct buffer *into, const char *name, struct text value,
    const struct request *request)
{
	if (value.length == 0)
		return;
	buffer_printf(into, "&%s=", name);
	add_value(into, value,
	    quirk_is_in(request->quirks, QUIRK_RAW_COLON) ? is_colon : NULL,
	    false);
}

static void
add_token(struct buffer *into, const struct request *request)
{
	struct text token = request->resumption_token;

	if (!quirk_is_in(request->quirks, QUIRK_UNTRIMMED_TOKEN))
		token = text_trim(token);
	buffer_add_string(into, "&resumptionToken=");
	add_value(into, token,
	    quirk_is_in(request->quirks, QUIRK_RAW_TOKEN) ? may_be_raw : NULL,
	    quirk_is_in(request->quirks, QUIRK_ENCODED_TOKEN));
}

void
request_arguments(struct buffer *into, const struct request *request)
{
	bool has_token = request->resumption_token.length > 0;

	buffer_printf(into, "verb=%s", oai_verb_name(request->verb));
	if (!has_token)
		add_argument(into, "identifier", request->identifier, request);
	if (!has_token || quirk_is_in(request->quirks, QUIRK_PREFIX_WITH_TOKEN))
		add_argument(
		    into, "metadataPrefix", request->metadata_prefix, request);
	if (has_token) {
		add_token(into, request);
		return;
	}
	add_argument(into, "set", request->set, request);
	add_argument(into, "from", request->from, request);
	add_argument(into, "until", request->until, request);
}

bool
token_is_padded(struct text token)
{
	return text_trim(token).length < token.length;
}

bool
token_is_encoded(struct text token)
{
	for (size_t i = 0; i < token.length; i++)
		if (is_escape(token, i))
			return true;
	return false;
}

bool
token_may_be_raw(struct text token)
{
	struct buffer encoded;
	struct buffer raw;
	bool differs;

	buffer_init(&encoded, 0);
	buffer_init(&raw, 0);
	url_encode(&encoded, text_trim(token));
	add_value(&raw, text_trim(token), may_be_raw, false);
	differs = !text_equals(buffer_text(&encoded), buffer_text(&raw));
	buffer_fini(&encoded);
	buffer_fini(&raw);
	return differs;
}

/* What stands between a base URL and the arguments. */
static const char *
separator(const char *base_url)
{
	size_t length = strlen(base_url);

	if (strchr(base_url, '?') == NULL)
		return "?";
	if (base_url[length - 1] == '?' || base_url[length - 1] == '&')
		return "";
	return "&";
}

bool
request_url(
    struct buffer *into, const char *base_url, const struct request *request)
{
	struct buffer url;
	bool fits;

	if (quirk_is_in(request->quirks, QUIRK_POST))
		return false;
	buffer_init(&url, GET_BYTES);
	buffer_add_string(&url, base_url);
	buffer_add_string(&url, separator(base_url));
	request_arguments(&url, request);
	fits = !url.is_over;
	if (fits)
		buffer_add_text(into, buffer_text(&url));
	buffer_fini(&url);
	return fits;
}

/* RFC 2396, "unreserved": what both patterns of OAI-PMH.xsd are made of. */
static bool
is_unreserved(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') ||
	    (c != '\0' && strchr("-_.!~*'()", c) != NULL);
}

bool
metadata_prefix_is_valid(struct text prefix)
{
	/* Section 3.4 reserves "all". */
	if (prefix.length == 0 || text_is(prefix, "all"))
		return false;
	for (size_t i = 0; i < prefix.length; i++)
		if (!is_unreserved(prefix.bytes[i]))
			return false;
	return true;
}

bool
set_spec_is_valid(struct text set_spec)
{
	bool is_begin = true; /* of a part of the hierarchy, never empty */

	if (set_spec.length > SET_SPEC_BYTES)
		return false;
	for (size_t i = 0; i < set_spec.length; i++) {
		unsigned char c = (unsigned char)set_spec.bytes[i];

		if (c == ':' ? is_begin : c < ' ' || c == 0x7f)
			return false;
		is_begin = c == ':';
	}
	return !is_begin && text_trim(set_spec).length == set_spec.length &&
	    text_is_utf8(set_spec);
}
