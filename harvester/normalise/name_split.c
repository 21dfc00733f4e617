#include "normalise/name_shape.h"
#include "normalise/slice.h"

#define PART_BYTES   256 /* longer is no name */
#define FAMILY_WORDS 4
#define NOTE_PARTS   4 /* in brackets */

enum part_shape {
	PART_NONE,
	PART_COMMA,    /* "Egger, David A." */
	PART_INITIALS, /* "Davoudiasl H." */
	PART_PLAIN,    /* "David A. Egger" */
};

static enum part_shape
shape_of(struct name_reader *reader, struct text part)
{
	struct name name;

	if (part.length > PART_BYTES || !name_read(reader, part, &name))
		return PART_NONE;
	/* "Collaboration, ATLAS" */
	if (name.is_organisation &&
	    slice_until(part, ",").length < part.length &&
	    name_is_body(reader, slice_until(part, ",")))
		return PART_COMMA;
	if (name.family.length == 0)
		return PART_NONE;
	if (slice_until(name.served, ",").length < name.served.length)
		return PART_COMMA;
	return name.is_guess ? PART_PLAIN : PART_INITIALS;
}

static bool
is_open(struct text part)
{
	return slice_until(part, "(").length < part.length &&
	    slice_until(part, ")").length == part.length;
}

/* The next part between semicolons, none of which is in brackets; false at the
 * end. */
static bool
next_part(struct text *rest, struct text *part)
{
	struct text whole;
	struct text behind;
	struct text more;

	if (!slice_next(rest, ";", part))
		return false;
	whole = *part;
	behind = *rest;
	for (size_t i = 0; i < NOTE_PARTS && is_open(whole); i++) {
		if (!slice_next(&behind, ";", &more))
			return true;
		whole.length = (size_t)(more.bytes - whole.bytes) + more.length;
	}
	if (!is_open(whole)) {
		*part = whole;
		*rest = behind;
	}
	return true;
}

/* All of one kind: a title between names is an affiliation. */
static bool
is_list(struct name_reader *reader, struct text value)
{
	struct text part;
	size_t count = 0;
	size_t plain = 0;

	while (next_part(&value, &part)) {
		enum part_shape shape;

		part = text_trim(part);
		if (part.length == 0)
			continue;
		shape = shape_of(reader, part);
		if (shape == PART_NONE)
			return false;
		plain += shape == PART_PLAIN;
		count++;
	}
	return count > 1 && (plain == 0 || plain == count);
}

static void
add_parts(struct text value, struct memory_list *names, size_t most)
{
	struct text part;

	while (names->count < most && next_part(&value, &part)) {
		part = text_trim(part);
		if (part.length > 0)
			memory_list_add(names, part);
	}
}

/* The next piece between commas, and before "and". */
static bool
next_piece(struct text *rest, struct text *piece)
{
	static const char *const ands[] = { " and ", " & " };
	struct text behind;

	if (!slice_next(rest, ",", piece))
		return false;
	(void)slice_skip(piece, " and ");
	(void)slice_skip(piece, " & ");
	if (piece->length > PART_BYTES)
		return true;
	for (size_t i = 0; i < sizeof(ands) / sizeof(ands[0]); i++) {
		behind = slice_find(*piece, ands[i]);
		if (behind.length == 0)
			continue;
		piece->length -= behind.length;
		(void)slice_skip(&behind, ands[i]);
		*rest = (struct text){ behind.bytes,
			behind.length +
			    (rest->bytes == NULL ? 0 : rest->length + 1) };
		break;
	}
	*piece = text_trim(*piece);
	return true;
}

static bool
is_family(struct text piece)
{
	return piece.length <= PART_BYTES && name_has_small_letter(piece) &&
	    name_count_words(piece) <= FAMILY_WORDS &&
	    slice_until(piece, "0123456789.:()").length == piece.length;
}

/* "Holley, J., Weaver, T. and Voellm, B.": families and initials in turn. */
static bool
is_harvard(struct text value)
{
	struct text piece;
	size_t count = 0;

	while (next_piece(&value, &piece)) {
		if (count % 2 == 0
			? !is_family(piece)
			: !name_is_initials(piece) && !name_is_capitals(piece))
			return false;
		count++;
	}
	return count >= 4 && count % 2 == 0;
}

static void
add_harvard(struct text value, struct memory_list *names, size_t most)
{
	struct text family;
	struct text initials;

	while (names->count < most && next_piece(&value, &family) &&
	    next_piece(&value, &initials))
		memory_list_add(names,
		    (struct text){ family.bytes,
			(size_t)(initials.bytes + initials.length -
			    family.bytes) });
}

void
name_split(struct name_reader *reader, struct text value,
    struct memory_list *names, size_t most)
{
	struct text first = slice_until(value, ";");

	if (first.length < value.length && is_list(reader, value))
		add_parts(value, names, most);
	else if (first.length == value.length &&
	    slice_until(value, ",").length < value.length && is_harvard(value))
		add_harvard(value, names, most);
	else if (names->count < most)
		memory_list_add(names, value);
}
