#include <string.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/memory.h"
#include "normalise/slice.h"
#include "normalise/web_url.h"

static const struct {
	const char *scheme;
	const char *port;
} schemes[] = {
	{ "http://", ":80" },
	{ "https://", ":443" },
	{ "ftp://", ":21" },
};

/* Letters, digits, dots, hyphens, a port; and bytes of international names. */
static bool
is_host(struct text host)
{
	if (host.length == 0 ||
	    !(slice_is_word(host.bytes[0]) ||
		(unsigned char)host.bytes[0] >= 0x80))
		return false;
	for (size_t i = 0; i < host.length; i++) {
		unsigned char c = (unsigned char)host.bytes[i];

		if (!slice_is_word((char)c) && c < 0x80 &&
		    (c == '\0' || strchr(".-_:", c) == NULL))
			return false;
	}
	return true;
}

static bool
must_be_encoded(unsigned char c)
{
	return c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}", c) != NULL;
}

static void
add_encoded(struct buffer *into, struct text text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.bytes[i];

		if (!must_be_encoded(c)) {
			buffer_add_char(into, (char)c);
			continue;
		}
		buffer_add_char(into, '%');
		buffer_add_char(into, digits[c >> 4]);
		buffer_add_char(into, digits[c & 15]);
	}
}

struct text
web_url(struct arena *arena, struct text value)
{
	struct buffer url;
	struct text host;
	struct text result = { 0 };
	size_t i = 0;

	value = text_trim(value);
	while (i < 3 && !slice_skip(&value, schemes[i].scheme))
		i++;
	if (i == 3)
		return result;
	host = slice_until(value, "/?#");
	value = slice_from(value, host.length);
	if (slice_ends(host, schemes[i].port))
		host.length -= strlen(schemes[i].port);
	if (!is_host(host))
		return result;
	buffer_init(&url, URL_BYTES);
	buffer_add_string(&url, schemes[i].scheme);
	buffer_add_text(&url, slice_lower(arena, host));
	add_encoded(&url, value);
	if (!url.is_over)
		result = memory_copy(arena, buffer_text(&url));
	buffer_fini(&url);
	return result;
}

bool
web_url_is_full_text(struct text url)
{
	return slice_ends(url, ".pdf") ||
	    slice_find(url, "/bitstream/").length > 0 ||
	    slice_find(url, "/bitstreams/").length > 0 ||
	    slice_find(url, "/viewcontent.cgi?").length > 0;
}
