#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#include "base/buffer.h"

/* "0.1.0" */
const char *sheaf_version(void) RETURNS_VALID;

/* RFC 9110, section 10.1.5: "sheaf/0.1.0 (+https://...)", or without the
 * part in parentheses where url is NULL or "". */
void sheaf_user_agent(struct buffer *into, const char *url);

#endif
