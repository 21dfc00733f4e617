#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/heap.h"
#include "normalise/clean.h"
#include "normalise/clean_character.h"
#include "normalise/clean_done.h"
#include "normalise/clean_tag.h"
#include "normalise/memory.h"
#include "normalise/slice.h"

#define MARKS 30 /* that follow each other, at most, to be composed */

/* Text that is being worked on in its own copy; it only ever shrinks. */
struct work {
	char *bytes;
	size_t length;
};

static struct text
rest_of(const struct work *work, size_t at)
{
	return (struct text){ work->bytes + at, work->length - at };
}

static const struct {
	const char *name;
	uint32_t character;
} entities[] = {
	{ "&amp;", '&' },
	{ "&lt;", '<' },
	{ "&gt;", '>' },
	{ "&quot;", '"' },
	{ "&apos;", '\'' },
	{ "&nbsp;", 0xA0 },
};

static size_t
read_reference(struct text text, uint32_t *character)
{
	bool is_hexadecimal = slice_starts(text, "&#x");
	size_t at = is_hexadecimal ? 3 : 2;
	uint32_t value = 0;
	size_t digits = 0;

	for (; at < text.length && digits < 7; at++, digits++) {
		int digit = slice_digit(text.bytes[at]);

		if (digit < 0 || (digit > 9 && !is_hexadecimal))
			break;
		value = value * (is_hexadecimal ? 16 : 10) + (uint32_t)digit;
	}
	if (digits == 0 || at == text.length || text.bytes[at] != ';' ||
	    value < ' ' || !utf8proc_codepoint_valid((int32_t)value))
		return 0;
	*character = value;
	return at + 1;
}

/* Bytes of the entity that text begins with; 0: it is none we decode. */
static size_t
read_entity(struct text text, uint32_t *character)
{
	if (slice_starts(text, "&#"))
		return read_reference(text, character);
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (slice_starts(text, entities[i].name)) {
			*character = entities[i].character;
			return strlen(entities[i].name);
		}
	}
	return 0;
}

/* Moves what is before the next c, from at to kept. */
static void
move_to(struct work *work, size_t *kept, size_t *at, char c)
{
	const char *from = work->bytes + *at;
	const char *next = memchr(from, c, work->length - *at);
	size_t length =
	    next == NULL ? work->length - *at : (size_t)(next - from);

	if (*kept != *at)
		memmove(work->bytes + *kept, from, length);
	*kept += length;
	*at += length;
}

static void
decode_entities(struct work *work)
{
	size_t kept = 0;
	size_t at = 0;

	for (;;) {
		uint32_t character = 0;
		size_t length;

		move_to(work, &kept, &at, '&');
		if (at == work->length)
			break;
		length = read_entity(rest_of(work, at), &character);
		if (length > 0)
			kept += text_encode(work->bytes + kept, character);
		else
			work->bytes[kept++] = work->bytes[at++];
		at += length;
	}
	work->length = kept;
}

static struct text
skip_ascii(struct text text)
{
	size_t length = 0;

	while (length < text.length && (unsigned char)text.bytes[length] < 0x80)
		length++;
	return slice_from(text, length);
}

static bool
is_latin1(const struct work *work)
{
	struct text rest = skip_ascii(rest_of(work, 0));

	if (rest.length == 0 || !clean_may_be_twice_encoded(rest))
		return false;
	while (rest.length > 0) {
		uint32_t character;
		size_t length = text_character(rest, &character);

		if (length == 0 || character > 0xFF)
			return false;
		rest = skip_ascii(slice_from(rest, length));
	}
	return true;
}

static void
mend_encoding(struct arena *arena, struct work *work)
{
	struct work mended;
	size_t at = 0;

	if (!is_latin1(work))
		return;
	mended.bytes = memory_take(arena, work->length);
	mended.length = 0;
	while (at < work->length) {
		uint32_t character = 0;

		at += text_character(rest_of(work, at), &character);
		mended.bytes[mended.length++] = (char)character;
	}
	if (text_is_utf8((struct text){ mended.bytes, mended.length }))
		*work = mended;
}

static void
strip_tags(struct work *work)
{
	size_t kept = 0;
	size_t at = 0;

	for (;;) {
		bool is_block = false;
		size_t length;

		move_to(work, &kept, &at, '<');
		if (at == work->length)
			break;
		length = clean_tag_length(rest_of(work, at), &is_block);
		if (length == 0)
			work->bytes[kept++] = work->bytes[at++];
		else if (is_block)
			work->bytes[kept++] = ' ';
		at += length;
	}
	work->length = kept;
}

/* Bytes of the run of printable ASCII without blanks at the start. */
static size_t
plain_length(const struct work *work, size_t at)
{
	size_t length = 0;

	while (at + length < work->length && work->bytes[at + length] > ' ' &&
	    work->bytes[at + length] < 0x7F)
		length++;
	return length;
}

/* Bytes of what is next and of one kind; 0: there is no character. Most text
 * is words of ASCII with blanks between. */
static size_t
next_piece(const struct work *work, size_t at, enum character_kind *kind)
{
	size_t length = plain_length(work, at);
	uint32_t character;

	*kind = CHARACTER_PLAIN;
	if (length > 0)
		return length;
	*kind = CHARACTER_BLANK;
	if (work->bytes[at] == ' ')
		return 1;
	length = text_character(rest_of(work, at), &character);
	if (length > 0)
		*kind = clean_character(character);
	return length;
}

static void
filter_characters(struct work *work)
{
	size_t kept = 0;
	size_t at = 0;
	bool is_blank = false;

	while (at < work->length) {
		enum character_kind kind;
		size_t length = next_piece(work, at, &kind);

		if (length == 0)
			break;
		if (kind == CHARACTER_BLANK) {
			is_blank = kept > 0;
		} else if (kind != CHARACTER_LEFT_OUT) {
			if (is_blank)
				work->bytes[kept++] = ' ';
			is_blank = false;
			if (kept != at)
				memmove(work->bytes + kept, work->bytes + at,
				    length);
			kept += length;
		}
		at += length;
	}
	work->length = kept;
}

static struct text
compose(struct arena *arena, struct text text)
{
	utf8proc_uint8_t *bytes = NULL;
	utf8proc_ssize_t length;
	struct text composed;

	length = utf8proc_map((const utf8proc_uint8_t *)text.bytes,
	    (utf8proc_ssize_t)text.length, &bytes,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (length == UTF8PROC_ERROR_NOMEM)
		abort();
	if (length < 0)
		return text;
	composed = memory_copy(
	    arena, (struct text){ (const char *)bytes, (size_t)length });
	free(bytes);
	return composed;
}

/*
 * In Stream-Safe text no more than 30 marks follow each other (UAX 15,
 * section 13). utf8proc sorts a run of marks by swapping neighbours: 160 KB of
 * them take half a minute.
 */
static bool
is_stream_safe(struct text text)
{
	size_t marks = 0;

	while (text.length > 0) {
		uint32_t character;
		size_t length = text_character(text, &character);

		if (length == 0)
			return false;
		marks = utf8proc_get_property((utf8proc_int32_t)character)
			    ->combining_class == 0
		    ? 0
		    : marks + 1;
		if (marks > MARKS)
			return false;
		text = slice_from(text, length);
	}
	return true;
}

/* What nobody writes stays as it was served. */
static struct text
to_nfc(struct arena *arena, struct text text)
{
	struct text rest = text;

	while ((rest = skip_ascii(rest)).length > 0) {
		uint32_t character;
		size_t length = text_character(rest, &character);

		if (length == 0 ||
		    clean_character(character) != CHARACTER_PLAIN)
			return is_stream_safe(text) ? compose(arena, text)
						    : text;
		rest = slice_from(rest, length);
	}
	return text;
}

static struct text
clean(struct arena *arena, struct text text, bool has_markup)
{
	struct work work;
	struct text result;

	if (text.length == 0)
		return (struct text){ 0 };
	if (clean_is_done(text))
		return text;
	work.bytes = arena_copy(arena, text.bytes, text.length);
	work.length = text.length;
	if (work.bytes == NULL)
		heap_out();
	decode_entities(&work);
	mend_encoding(arena, &work);
	if (has_markup)
		strip_tags(&work);
	filter_characters(&work);
	result = to_nfc(arena, (struct text){ work.bytes, work.length });
	return result.length == 0 ? (struct text){ 0 } : result;
}

struct text
clean_text(struct arena *arena, struct text text)
{
	return clean(arena, text, false);
}

struct text
clean_markup(struct arena *arena, struct text text)
{
	return clean(arena, text, true);
}
