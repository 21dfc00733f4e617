#include <string.h>

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

static void
add_argument(struct buffer *into, const char *name, struct text value)
{
	if (value.length == 0)
		return;
	buffer_printf(into, "&%s=", name);
	url_encode(into, value);
}

void
request_arguments(struct buffer *into, const struct request *request)
{
	buffer_printf(into, "verb=%s", oai_verb_name(request->verb));
	if (request->resumption_token.length > 0) {
		add_argument(
		    into, "resumptionToken", request->resumption_token);
		return;
	}
	add_argument(into, "identifier", request->identifier);
	add_argument(into, "metadataPrefix", request->metadata_prefix);
	add_argument(into, "set", request->set);
	add_argument(into, "from", request->from);
	add_argument(into, "until", request->until);
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

	for (size_t i = 0; i < set_spec.length; i++) {
		char c = set_spec.bytes[i];

		if (c == ':' ? is_begin : !is_unreserved(c))
			return false;
		is_begin = c == ':';
	}
	return !is_begin;
}
