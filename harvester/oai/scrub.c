#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "oai/character.h"
#include "oai/scrub.h"

#define REPLACEMENT TEXT("\xef\xbf\xbd") /* U+FFFD */

void
scrub_init(struct scrub *scrub)
{
	*scrub = (struct scrub){ .place = SCRUB_TEXT };
}

/* May a byte pass without a look at its neighbours? */
static bool
is_plain(unsigned char byte)
{
	if (byte < 0x20)
		return byte == '\n' || byte == '\t' || byte == '\r';
	return byte < 0x80 && byte != '<' && byte != '&' && byte != ']';
}

/*
 * Length of the sequence at the front, as Unicode's table 3-7 has it: above
 * 0 for a whole character, 0 where more bytes are needed, and below 0, for
 * how many bytes to replace, where it is none.
 */
static inline int
sequence(const unsigned char *bytes, size_t length)
{
	unsigned char lead = bytes[0];
	unsigned char low = 0x80;
	unsigned char high = 0xbf;
	int whole = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	if (lead < 0x80)
		return 1;
	if (lead >= 0xc2 && lead < 0xe0 && length > 1)
		return (bytes[1] & 0xc0) == 0x80 ? 2 : -1;
	if (lead < 0xc2 || lead > 0xf4)
		return -1;
	if (lead == 0xe0)
		low = 0xa0;
	else if (lead == 0xed)
		high = 0x9f;
	else if (lead == 0xf0)
		low = 0x90;
	else if (lead == 0xf4)
		high = 0x8f;
	for (int i = 1; i < whole; i++) {
		if ((size_t)i >= length)
			return 0;
		if (bytes[i] < low || bytes[i] > high)
			return -i;
		low = 0x80;
		high = 0xbf;
	}
	return whole;
}

/* U+FFFE and U+FFFF: the only ones above 0x7f that XML forbids. */
static bool
is_noncharacter(const unsigned char *bytes, int length)
{
	return length == 3 && bytes[0] == 0xef && bytes[1] == 0xbf &&
	    bytes[2] >= 0xbe;
}

#ifdef __SSE2__
/* Bit i: byte i of the sixteen is not plain. */
static unsigned
sixteen(const unsigned char *bytes)
{
	const __m128i block = _mm_loadu_si128((const void *)bytes);
	/* Signed, so that bytes above 0x7f count as low ones too. */
	__m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
	__m128i white = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')),
	    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\t')),
		_mm_cmpeq_epi8(block, _mm_set1_epi8('\r'))));
	__m128i markup = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('<')),
	    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('&')),
		_mm_cmpeq_epi8(block, _mm_set1_epi8(']'))));

	return (unsigned)_mm_movemask_epi8(
	    _mm_or_si128(markup, _mm_andnot_si128(white, low)));
}
#endif

static size_t
plain_length(const unsigned char *bytes, size_t length)
{
	size_t at = 0;

#ifdef __SSE2__
	for (; length - at >= 16; at += 16) {
		unsigned special = sixteen(bytes + at);

		if (special != 0)
			return at + (size_t)__builtin_ctz(special);
	}
#endif
	while (at < length && is_plain(bytes[at]))
		at++;
	return at;
}

/*
 * How many bytes of what is not plain need no mending all the same: a tag's
 * "<", a "]" on its own, a character above 0x7f. 0: look closer.
 */
static size_t
harmless(const unsigned char *bytes, size_t length)
{
	unsigned char next = length > 1 ? bytes[1] : '&';

	switch (bytes[0]) {
	case '<':
		return is_plain(next) && next != '!' && next != '?' ? 1 : 0;
	case ']':
		return is_plain(next) && next != '>' ? 1 : 0;
	case '&':
		return 0;
	default:
		break;
	}
	if (bytes[0] >= 0x80) {
		int whole = sequence(bytes, length);

		if (whole > 0 && !is_noncharacter(bytes, whole))
			return (size_t)whole;
	}
	return 0;
}

/* has_utf_8 becomes true where there is a character of more than one byte. */
static size_t
clean_length(const unsigned char *bytes, size_t length, bool *has_utf_8)
{
	size_t at = plain_length(bytes, length);

	while (at < length) {
		size_t more = harmless(bytes + at, length - at);

		if (more == 0)
			break;
		if (more > 1)
			*has_utf_8 = true;
		at += more;
		if (at < length && bytes[at] < 0x80)
			at += plain_length(bytes + at, length - at);
	}
	return at;
}

/* In the middle of nothing: runs of clean bytes may be taken as they are. */
static bool
is_idle(const struct scrub *scrub)
{
	return (scrub->place == SCRUB_TEXT || scrub->place == SCRUB_CDATA) &&
	    scrub->matched == 0 && scrub->held_length == 0 &&
	    scrub->reference_length == 0 && scrub->partial_length == 0 &&
	    scrub->high == 0;
}

/*
 * Bytes that are no character. Where none above 0x7f was before, the document
 * only says that it is UTF-8 and is Windows-1252; else it is UTF-8, damaged.
 */
static void
replace(struct scrub *scrub, struct buffer *into, const unsigned char *bytes,
    int length)
{
	struct buffer character;

	scrub->repairs[REPAIR_UTF8]++;
	if (scrub->has_utf_8) {
		scrub_character(scrub, into, REPLACEMENT);
		return;
	}
	buffer_init(&character, 0);
	for (int i = 0; i < length; i++) {
		buffer_reset(&character);
		character_add(&character, character_of_windows_1252(bytes[i]));
		scrub_character(scrub, into, buffer_text(&character));
	}
	buffer_fini(&character);
}

/* A whole character, or what is to be replaced (length below 0). */
static void
take(struct scrub *scrub, struct buffer *into, const unsigned char *bytes,
    int length)
{
	struct text character = { (const char *)bytes, 0 };

	if (length < 0) {
		replace(scrub, into, bytes, -length);
		return;
	}
	if (length > 1)
		scrub->has_utf_8 = true;
	character.length = (size_t)length;
	if ((length == 1 && !scrub_is_allowed(bytes[0])) ||
	    is_noncharacter(bytes, length))
		scrub->repairs[REPAIR_CONTROL]++;
	else
		scrub_character(scrub, into, character);
}

/*
 * Bytes go through partial one by one, until they are a character or cannot
 * become one. A byte that broke a sequence begins the next.
 */
static void
take_byte(struct scrub *scrub, struct buffer *into, unsigned char byte)
{
	int length;

	scrub->partial[scrub->partial_length++] = byte;
	length = sequence(scrub->partial, scrub->partial_length);
	if (length == 0)
		return;
	take(scrub, into, scrub->partial, length);
	if (length < 0 && (size_t)-length < scrub->partial_length) {
		scrub->partial_length = 0;
		take_byte(scrub, into, byte);
		return;
	}
	scrub->partial_length = 0;
}

void
scrub_push(struct scrub *scrub, struct text bytes, struct buffer *into)
{
	const unsigned char *from = (const unsigned char *)bytes.bytes;
	size_t at = 0;

	while (at < bytes.length) {
		if (is_idle(scrub)) {
			size_t clean = clean_length(
			    from + at, bytes.length - at, &scrub->has_utf_8);

			buffer_add(into, from + at, clean);
			at += clean;
			if (at == bytes.length)
				return;
		}
		take_byte(scrub, into, from[at++]);
	}
}

void
scrub_finish(struct scrub *scrub, struct buffer *into)
{
	if (scrub->partial_length > 0)
		take(scrub, into, scrub->partial, -(int)scrub->partial_length);
	scrub->partial_length = 0;
	scrub_flush(scrub, into);
}
