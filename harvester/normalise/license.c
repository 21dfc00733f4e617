#include "base/buffer.h"
#include "normalise/license.h"
#include "normalise/license_code.h"
#include "normalise/license_words.h"
#include "normalise/slice.h"

/* What is behind "creativecommons.org/licenses/": "by-nc/3.0/us/". */
static struct text
read_path(struct arena *arena, struct text path)
{
	struct license_mention mention = { 0 };
	struct text part;
	struct text word;

	path = slice_until(path, " \"'<>)],;?#");
	if (!slice_next(&path, "/", &part))
		return (struct text){ 0 };
	while (slice_next(&part, "-", &word)) {
		if (license_bit(word) == 0)
			return (struct text){ 0 };
		mention.bits |= license_bit(word);
	}
	if (slice_next(&path, "/", &part))
		mention.version = license_version(slice_strip(part, "."));
	if (slice_next(&path, "/", &part) && license_is_port(part))
		mention.port = part;
	return license_compose(arena, &mention);
}

static struct text
read_url(struct arena *arena, struct text value)
{
	struct text path = slice_find(value, "creativecommons.org/");

	if (!slice_skip(&path, "creativecommons.org/"))
		return (struct text){ 0 };
	if (slice_starts(path, "publicdomain/zero/1.0"))
		return TEXT("CC0-1.0");
	return slice_skip(&path, "licenses/") ? read_path(arena, path)
					      : (struct text){ 0 };
}

struct text
license_parse(struct arena *arena, const struct vocabulary *vocabulary,
    struct text platform, struct text value)
{
	const struct text *code;
	struct text license;

	value = text_trim(value);
	license = read_url(arena, value);
	if (license.length > 0)
		return license;
	code = vocabulary_read(vocabulary, SCHEME_LICENSE, platform, value);
	return code != NULL ? *code
			    : license_read_words(arena, vocabulary, value);
}

struct text
license_uri(
    struct arena *arena, const struct vocabulary *vocabulary, struct text code)
{
	static const char start[] = "https://creativecommons.org/licenses/";
	const struct text *uri =
	    vocabulary_find(vocabulary, SCHEME_LICENSE_URI, code);
	struct buffer made;
	struct text copy;
	size_t length;

	if (uri != NULL)
		return *uri;
	length = slice_until(code, "1234567890").length;
	if (!slice_skip(&code, "CC-") || length == code.length + 3)
		return (struct text){ 0 };
	length -= sizeof("CC--") - 1;
	buffer_init(&made, 0);
	buffer_printf(&made, "%s%.*s/%.*s/", start, (int)length, code.bytes, 3,
	    code.bytes + length + 1);
	if (code.length > length + 4)
		buffer_printf(&made, "%.*s/", (int)(code.length - length - 5),
		    code.bytes + length + 5);
	copy = slice_lower(arena, buffer_text(&made));
	buffer_fini(&made);
	return copy;
}

static bool
has_digit(struct text text)
{
	return slice_until(text, "0123456789").length < text.length;
}

bool
license_agrees(struct text a, struct text b)
{
	struct text longer = a.length > b.length ? a : b;
	struct text shorter = a.length > b.length ? b : a;

	if (!text_equals(
		(struct text){ longer.bytes, shorter.length }, shorter))
		return false;
	longer = slice_from(longer, shorter.length);
	return longer.length == 0 ||
	    (longer.bytes[0] == '-' &&
		(has_digit(shorter) || has_digit(slice_until(longer, "."))) &&
		license_bit(slice_until(slice_from(longer, 1), "-")) == 0);
}
