#include <string.h>

#include "normalise/clean_tag.h"
#include "normalise/slice.h"

#define TAG_BYTES 2048 /* a longer one stays */

static const struct {
	const char *name;
	bool is_block; /* parts words */
} tags[] = {
	{ "a", false },
	{ "abbr", false },
	{ "b", false },
	{ "big", false },
	{ "blockquote", true },
	{ "bold", false },
	{ "br", true },
	{ "center", true },
	{ "cite", false },
	{ "code", false },
	{ "dd", true },
	{ "div", true },
	{ "dl", true },
	{ "dt", true },
	{ "em", false },
	{ "font", false },
	{ "h1", true },
	{ "h2", true },
	{ "h3", true },
	{ "h4", true },
	{ "h5", true },
	{ "h6", true },
	{ "hr", true },
	{ "i", false },
	{ "img", false },
	{ "inf", false },
	{ "italic", false },
	{ "li", true },
	{ "list", true },
	{ "list-item", true },
	{ "ol", true },
	{ "p", true },
	{ "pre", true },
	{ "q", false },
	{ "s", false },
	{ "sc", false },
	{ "sec", true },
	{ "small", false },
	{ "span", false },
	{ "strike", false },
	{ "strong", false },
	{ "sub", false },
	{ "sup", false },
	{ "table", true },
	{ "tbody", true },
	{ "td", true },
	{ "th", true },
	{ "title", true },
	{ "tr", true },
	{ "tt", false },
	{ "u", false },
	{ "ul", true },
};

static bool
find_tag(struct text name, bool *is_block)
{
	if (slice_starts(name, "jats:"))
		name = slice_from(name, 5);
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (slice_is(name, tags[i].name)) {
			*is_block = tags[i].is_block;
			return true;
		}
	}
	return false;
}

size_t
clean_tag_length(struct text text, bool *is_block)
{
	struct text inside = slice_from(text, slice_starts(text, "</") ? 2 : 1);
	struct text name = inside;
	const char *end;

	if (inside.length > TAG_BYTES)
		inside.length = TAG_BYTES;
	end = memchr(inside.bytes, '>', inside.length);
	if (end == NULL)
		return 0;
	inside.length = (size_t)(end - inside.bytes);
	name.length = 0;
	while (name.length < inside.length &&
	    (slice_is_word(inside.bytes[name.length]) ||
		strchr(":-", inside.bytes[name.length]) != NULL))
		name.length++;
	if (!find_tag(name, is_block))
		return 0;
	inside = text_trim(slice_from(inside, name.length));
	if (inside.length > 0 && !text_is(inside, "/") &&
	    memchr(inside.bytes, '=', inside.length) == NULL)
		return 0;
	return (size_t)(end - text.bytes) + 1;
}
