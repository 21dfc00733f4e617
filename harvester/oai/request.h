#ifndef OAI_REQUEST_H
#define OAI_REQUEST_H

#include "base/buffer.h"
#include "oai/quirk.h"

/* OAI-PMH 2.0, section 4. */
enum oai_verb {
	OAI_IDENTIFY,
	OAI_LIST_METADATA_FORMATS,
	OAI_LIST_SETS,
	OAI_LIST_IDENTIFIERS,
	OAI_LIST_RECORDS,
	OAI_GET_RECORD,
};

/* "ListRecords" etc., as in requests and as the element of the response. */
const char *oai_verb_name(enum oai_verb verb) RETURNS_VALID;
/* It is one of them. */
enum oai_verb oai_verb_named(const char *name);

/*
 * The arguments of one request; none where a text is empty. resumption_token
 * is exclusive (section 3.5): with it nothing but verb is sent, unless the
 * quirks say otherwise. Of the quirks, those about how things are written are
 * followed here.
 */
struct request {
	enum oai_verb verb;
	struct text metadata_prefix;
	struct text set;
	struct text from;
	struct text until;
	struct text identifier;
	struct text resumption_token; /* byte-exact, opaque; sent without the
	                               * white space around it */
	quirk_set quirks;
};

/*
 * Writes "verb=...&..." as application/x-www-form-urlencoded: fixed order,
 * each value percent-encoded exactly once, no empty argument.
 */
void request_arguments(struct buffer *into, const struct request *request);

/*
 * Writes the URL to GET. A base URL that has a query of its own gets "&".
 * False: longer than GET_BYTES, or wanted so by a quirk; then POST
 * request_arguments() to the base URL (section 3.1.1.2).
 */
bool request_url(struct buffer *into, const char *base_url,
    const struct request *request) MUSTUSE;

/*
 * What of a token each quirk would change: whether there is white space around
 * it, whether it has "%XX" in it, whether it holds what need not be encoded.
 */
bool token_is_padded(struct text token);
bool token_is_encoded(struct text token);
bool token_may_be_raw(struct text token);

/* Section 3.1.1 and the XML schema: what may stand in these arguments. */
bool metadata_prefix_is_valid(struct text prefix);
/* More than the schema allows: real ones hold blanks, "&", "/" and letters of
 * all kinds, and a request encodes them all. */
bool set_spec_is_valid(struct text set_spec);

#endif
