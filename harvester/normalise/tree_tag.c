#include <string.h>

#include "base/limit.h"
#include "normalise/tree_tag.h"

/*
 * Bytes of the tag that begins here, quotes minded; no tag has another '<' in
 * it (XML 1.0, section 3.1), so that no byte is looked at twice.
 */
static size_t
tag_length(struct text text)
{
	char quote = '\0';

	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (c == '<' && i > 0)
			return i;
		if (quote != '\0') {
			if (c == quote)
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		}
		if (i > XML_PENDING)
			break;
	}
	return XML_PENDING + 1;
}

/* Of what begins with '<': only start tags are looked at closely, and of these
 * the ones that have no other '<' soon. */
bool
tree_has_long_tag(struct text xml)
{
	const char *end = xml.bytes + xml.length;
	const char *at = xml.bytes;

	if (xml.length > 0)
		at = memchr(at, '<', xml.length);
	while (at != NULL && at + 1 < end) {
		const char *next = memchr(at + 1, '<', (size_t)(end - at - 1));

		if ((next == NULL || (size_t)(next - at) > XML_PENDING) &&
		    strchr("/!?", at[1]) == NULL &&
		    tag_length((struct text){ at, (size_t)(end - at) }) >
			XML_PENDING)
			return true;
		at = next;
	}
	return false;
}
