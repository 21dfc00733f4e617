#include <string.h>

#include <utf8proc.h>

#include "base/array.h"
#include "normalise/fold.h"
#include "normalise/fold_alone.h"
#include "normalise/slice.h"

struct fold_range {
	uint32_t first;
	uint32_t last;
};

struct fold_letters {
	uint32_t first;
	uint32_t last;
	uint32_t step;
	int32_t distance; /* to the letter it becomes */
};

#include "normalise/fold_table.h"

#define BREVE           0x306
#define FIRST_ACCENT    0x300
#define LAST_ACCENT     0x36F
#define CYRILLIC_I      0x438
#define CYRILLIC_I_BIG  0x418
/*
 * Characters that are not ASCII are folded in groups. A group is long enough
 * for real words and their marks, and an expansion is 18 characters at most
 * (U+FDFA).
 */
#define GROUP           64
#define GROUP_LONGEST   256
#define LARGEST_FOLDING 18

static bool
is_in(const struct fold_range *ranges, size_t count, uint32_t character)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (character < ranges[middle].first)
			count = middle;
		else if (character > ranges[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

bool
fold_is_other_separator(uint32_t character)
{
	return is_in(separators, COUNT(separators), character);
}

bool
fold_is_unspaced(uint32_t character)
{
	if (character < unspaced[0].first)
		return false;
	return is_in(unspaced, COUNT(unspaced), character);
}

static uint32_t
small_letter(uint32_t character)
{
	size_t low = 0;
	size_t high = COUNT(letters);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct fold_letters *run = &letters[middle];

		if (character < run->first)
			high = middle;
		else if (character > run->last)
			low = middle + 1;
		else if ((character - run->first) % run->step == 0)
			return (uint32_t)((int32_t)character + run->distance);
		else
			return character;
	}
	return character;
}

static size_t
drop_marks(utf8proc_int32_t *group, size_t count, bool keeps_accents)
{
	size_t kept = 0;
	uint32_t before = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t character = (uint32_t)group[i];
		bool is_dropped = character == BREVE
		    ? before != CYRILLIC_I && before != CYRILLIC_I_BIG
		    : is_in(dropped, COUNT(dropped), character);

		if (keeps_accents && character >= FIRST_ACCENT &&
		    character <= LAST_ACCENT)
			is_dropped = false;
		if (is_dropped)
			continue;
		before = character;
		group[kept++] = group[i];
	}
	return kept;
}

/* Canonical order again: what was left out may have stood between marks. */
static void
sort_marks(utf8proc_int32_t *group, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		utf8proc_int32_t mark = group[i];
		int class = utf8proc_get_property(mark)->combining_class;
		size_t j = i;

		while (class != 0 && j > 0 &&
		    utf8proc_get_property(group[j - 1])->combining_class >
			class) {
			group[j] = group[j - 1];
			j--;
		}
		group[j] = mark;
	}
}

static void
add_folded(struct buffer *into, uint32_t character)
{
	char bytes[TEXT_CHARACTER];

	switch (character) {
	case 0xDF:
		buffer_add(into, "ss", 2);
		return;
	case 0xE6:
		buffer_add(into, "ae", 2);
		return;
	case 0x153:
		buffer_add(into, "oe", 2);
		return;
	case 0xFE:
		buffer_add(into, "th", 2);
		return;
	}
	buffer_add(into, bytes, text_encode(bytes, character));
}

/* A capital with its accents would be another letter of the table. */
static void
make_small(utf8proc_int32_t *group, size_t count)
{
	for (size_t i = 0; i < count; i++)
		group[i] = (utf8proc_int32_t)small_letter((uint32_t)group[i]);
}

static void
fold_group(struct buffer *into, struct text text, bool keeps_accents)
{
	char bytes[TEXT_CHARACTER];
	utf8proc_int32_t group[GROUP_LONGEST * LARGEST_FOLDING + 1];
	size_t count;
	utf8proc_ssize_t found =
	    utf8proc_decompose((const utf8proc_uint8_t *)text.bytes,
		(utf8proc_ssize_t)text.length, group, COUNT(group),
		UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE);

	if (found <= 0 || (size_t)found > COUNT(group))
		return; /* not UTF-8: callers have checked */
	count = drop_marks(group, (size_t)found, keeps_accents);
	if (count == 0)
		return;
	sort_marks(group, count);
	if (keeps_accents)
		make_small(group, count);
	found = utf8proc_normalize_utf32(
	    group, (utf8proc_ssize_t)count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	for (utf8proc_ssize_t i = 0; i < found; i++) {
		if (keeps_accents)
			buffer_add(into, bytes,
			    text_encode(bytes, (uint32_t)group[i]));
		else
			add_folded(into, small_letter((uint32_t)group[i]));
	}
}

/* Starts a group: nothing before it composes or changes places with it. */
static bool
is_boundary(uint32_t character)
{
	const utf8proc_property_t *property;

	if (character < 0x300)
		return true;
	if (character >= 0x1100 && character < 0x1200)
		return false; /* conjoining Hangul composes */
	if (is_in(dropped, COUNT(dropped), character))
		return false; /* what follows moves up to what was before */
	property = utf8proc_get_property((utf8proc_int32_t)character);
	return property->combining_class == 0 &&
	    property->category != UTF8PROC_CATEGORY_MC &&
	    property->category != UTF8PROC_CATEGORY_MN;
}

/* Bytes of the group that text begins with: characters that are not ASCII,
 * from GROUP on up to the next boundary. */
static size_t
group_length(struct text text)
{
	size_t length = 0;

	for (size_t count = 0; length < text.length; count++) {
		struct text rest = { text.bytes + length,
			text.length - length };
		uint32_t character;
		size_t bytes;

		if ((unsigned char)*rest.bytes < 0x80 || count == GROUP_LONGEST)
			break;
		bytes = text_character(rest, &character);
		if (bytes == 0)
			return length > 0 ? length : 1;
		if (count >= GROUP && is_boundary(character))
			break;
		length += bytes;
	}
	return length;
}

static void
fold(struct buffer *into, struct text text, bool keeps_accents)
{
	char piece[FOLD_PIECE];
	size_t written;

	while (text.length > 0 && !into->is_over) {
		size_t length =
		    fold_alone(piece, text, keeps_accents, &written);

		if (length > 0) {
			buffer_add(into, piece, written);
		} else {
			length = group_length(text);
			fold_group(into, (struct text){ text.bytes, length },
			    keeps_accents);
		}
		text.bytes += length;
		text.length -= length;
	}
}

void
fold_text(struct buffer *into, struct text text)
{
	fold(into, text, false);
}

void
fold_case(struct buffer *into, struct text text)
{
	fold(into, text, true);
}

/* In place: what is kept never outgrows what was read. */
void
fold_key(struct buffer *into, struct text text)
{
	size_t kept = into->length;
	size_t start = kept;
	size_t at = kept;
	bool is_blank = false;

	fold_text(into, text);
	while (at < into->length) {
		char c = into->bytes[at];
		size_t length = 1;

		if (!slice_is_word(c)) {
			struct text rest = { into->bytes + at,
				into->length - at };
			uint32_t character;

			length = text_character(rest, &character);
			if (length == 0)
				break;
			if (fold_is_separator(character)) {
				is_blank = kept > start;
				at += length;
				continue;
			}
		}
		if (is_blank)
			into->bytes[kept++] = ' ';
		is_blank = false;
		do {
			into->bytes[kept++] = into->bytes[at++];
		} while (--length > 0);
	}
	if (into->bytes != NULL)
		into->bytes[kept] = '\0';
	into->length = kept;
}
