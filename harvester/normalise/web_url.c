#include <string.h>

#include "base/array.h"
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
must_be_encoded(char c)
{
	switch (c) {
	case '"':
	case '<':
	case '>':
	case '\\':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
		return true;
	default:
		return c <= ' ' || c >= 0x7F; /* from 0x80 on it is negative */
	}
}

static void
add_encoded(struct buffer *into, struct text text)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t start = 0;

	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.bytes[i];

		if (!must_be_encoded(text.bytes[i]))
			continue;
		buffer_add(into, text.bytes + start, i - start);
		start = i + 1;
		buffer_add_char(into, '%');
		buffer_add_char(into, digits[c >> 4]);
		buffer_add_char(into, digits[c & 15]);
	}
	buffer_add_text(into, slice_from(text, start));
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
	static const char *const files[] = { ".pdf", ".ps", ".ps.gz", ".djvu",
		".epub", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx",
		".zip" };
	static const char *const images[] = { ".jpg", ".jpeg", ".png", ".gif" };
	static const char *const places[] = { "/bitstream/", "/bitstreams/",
		"/viewcontent.cgi?", "/article/download/" };
	struct text path = slice_until(url, "?#");

	for (size_t i = 0; i < COUNT(files); i++)
		if (slice_ends(path, files[i]))
			return true;
	/* Thumbnails. */
	for (size_t i = 0; i < COUNT(images); i++)
		if (slice_ends(path, images[i]))
			return false;
	for (size_t i = 0; i < COUNT(places); i++)
		if (slice_find(url, places[i]).length > 0)
			return true;
	return false;
}

struct text
web_url_host(struct text url)
{
	struct text host = slice_find(url, "://");

	return slice_until(slice_from(host, 3), "/?#");
}
