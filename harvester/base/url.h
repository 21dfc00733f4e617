#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/buffer.h"
#include "base/fault.h"

/*
 * Base URLs. Parsed by libcurl's URL API alone, so that what is checked is
 * what is fetched.
 */
struct base_url {
	char *url;  /* as harvested; no fragment, no OAI-PMH arguments */
	char *host; /* lower case, ":port" unless it is the scheme's own: the
	             * politeness key of table host */
};

/*
 * Accepts http and https without user information or control bytes, at most
 * URL_BYTES. "?verb=..." and the other OAI-PMH arguments that people paste
 * are stripped (verb, metadataPrefix, set, from, until, identifier,
 * resumptionToken); any other query stays. The path is kept as it is.
 * A missing scheme means http. The host goes to lower case, bytes that are not
 * ASCII are percent-encoded, a port that is the scheme's own is dropped.
 */
bool base_url_parse(struct base_url *url, const char *text, struct fault *why)
    MUSTUSE;
void base_url_fini(struct base_url *url);

/*
 * Writes the URL as it may be shown: the value of each argument whose name
 * speaks of a key, a token, a secret or a password becomes "***"
 * (resumptionToken is no secret).
 */
void url_mask(struct buffer *into, struct text url);
/* To be freed. */
char *url_masked(const char *url) RETURNS_VALID;

/* Percent-encodes everything but RFC 3986 unreserved characters: OAI-PMH
 * 3.1.1.3 and more, so that every server agrees. */
void url_encode(struct buffer *into, struct text value);

#endif
