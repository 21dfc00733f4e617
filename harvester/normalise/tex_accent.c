#include <utf8proc.h>

#include "base/array.h"
#include "base/buffer.h"
#include "normalise/memory.h"
#include "normalise/tex_accent.h"

static const struct {
	const char *name;
	const char *letter;
} letters[] = {
	{ "AA", "Å" },
	{ "AE", "Æ" },
	{ "L", "Ł" },
	{ "O", "Ø" },
	{ "OE", "Œ" },
	{ "aa", "å" },
	{ "ae", "æ" },
	{ "i", "ı" },
	{ "j", "ȷ" },
	{ "l", "ł" },
	{ "o", "ø" },
	{ "oe", "œ" },
	{ "ss", "ß" },
};

/* Combining characters. */
static const struct {
	char sign;
	uint32_t mark;
} marks[] = {
	{ '`', 0x300 },
	{ '\'', 0x301 },
	{ '^', 0x302 },
	{ '~', 0x303 },
	{ '=', 0x304 },
	{ 'u', 0x306 },
	{ '.', 0x307 },
	{ '"', 0x308 },
	{ 'r', 0x30A },
	{ 'H', 0x30B },
	{ 'v', 0x30C },
	{ 'd', 0x323 },
	{ 'c', 0x327 },
	{ 'k', 0x328 },
	{ 'b', 0x331 },
};

static const struct {
	const char *begin;
	const char *end;
} formulas[] = {
	{ "$$", "$$" },
	{ "$", "$" },
	{ "\\(", "\\)" },
	{ "\\[", "\\]" },
};

struct text
tex_name(struct text text)
{
	struct text name = slice_from(text, 1);
	size_t length = 0;

	while (tex_is_letter(tex_at(name, length)))
		length++;
	name.length = length;
	return name;
}

static const char *
find_letter(struct text name)
{
	for (size_t i = 0; i < COUNT(letters); i++)
		if (text_is(name, letters[i].name))
			return letters[i].letter;
	return NULL;
}

/* Of the letter, which may have a name, that an accent is put on. */
static size_t
accented_length(struct text rest)
{
	struct text name;

	if (tex_is_letter(tex_at(rest, 0)))
		return 1;
	if (tex_at(rest, 0) != '\\')
		return 0;
	name = tex_name(rest);
	return find_letter(name) == NULL ? 0 : 1 + name.length;
}

#define PAIR 2 /* letter and mark */

/* The letter that an accent is put on: that of \i is i. */
static utf8proc_int32_t
base_of(struct text letter)
{
	utf8proc_int32_t base = letter.bytes[letter.length - 1];
	struct text name = slice_from(letter, 1);
	const char *found = letter.length > 1 ? find_letter(name) : NULL;

	if (found != NULL && !text_is(name, "i") && !text_is(name, "j"))
		(void)utf8proc_iterate(
		    (const utf8proc_uint8_t *)found, -1, &base);
	return base;
}

/* One character, or two where there is no such letter. */
static size_t
compose(const struct tex_accent *accent, utf8proc_int32_t pair[PAIR])
{
	pair[0] = base_of(accent->letter);
	pair[1] = 0;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (marks[i].sign == accent->sign)
			pair[1] = (utf8proc_int32_t)marks[i].mark;
	return (size_t)utf8proc_normalize_utf32(
	    pair, PAIR, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

/* \"q of \"quoted\" is a quotation mark that a program escaped. */
static bool
is_letter(const struct tex_accent *accent)
{
	utf8proc_int32_t pair[PAIR];

	return accent->letter.length > 1 || compose(accent, pair) == 1;
}

/* Of what ends a name, and is no part of the text: \i{}, or a blank. */
static size_t
end_length(struct text behind)
{
	if (slice_starts(behind, "{}"))
		return 2;
	return tex_at(behind, 0) == ' ' ? 1 : 0;
}

struct tex_accent
tex_accent(struct text rest, bool is_tex)
{
	struct tex_accent accent = { .sign = tex_at(rest, 1) };
	bool is_sign = tex_is_one_of(accent.sign, "'\"`^~=.");
	struct text letter = slice_from(rest, 2);
	bool is_braced = tex_at(letter, 0) == '{';
	size_t length;

	if (tex_at(rest, 0) != '\\' ||
	    !(is_sign || tex_is_one_of(accent.sign, "vcHukrdb")) ||
	    !(is_braced || is_tex))
		return accent;
	if (is_braced || (!is_sign && tex_at(letter, 0) == ' '))
		letter = slice_from(letter, 1);
	else if (!is_sign)
		return accent;
	length = accented_length(letter);
	accent.letter = (struct text){ letter.bytes, length };
	if (length > 1)
		length += end_length(slice_from(letter, length));
	if (length > 0 &&
	    (is_braced ? tex_at(letter, length) == '}' : is_letter(&accent)))
		accent.length = (size_t)(letter.bytes - rest.bytes) + length +
		    (is_braced ? 1 : 0);
	return accent;
}

/* As people read it. */
struct letter {
	char bytes[2 * TEXT_CHARACTER];
	size_t count;
	size_t length; /* of the TeX; 0: there is none */
};

static struct letter
read_accent(const struct tex_accent *accent)
{
	struct letter letter = { .length = accent->length };
	utf8proc_int32_t pair[PAIR];
	size_t count = compose(accent, pair);

	for (size_t i = 0; i < count; i++)
		letter.count +=
		    text_encode(letter.bytes + letter.count, (uint32_t)pair[i]);
	return letter;
}

/* \o{}; and \o where TeX is written, with the blank that ends it. */
static struct letter
read_named(struct text rest, bool is_tex)
{
	struct text name = tex_name(rest);
	struct text behind = slice_from(rest, 1 + name.length);
	const char *found = find_letter(name);
	struct letter letter = { .length = 1 + name.length };

	if (found == NULL || !(is_tex || slice_starts(behind, "{}")))
		return (struct letter){ 0 };
	letter.length += end_length(behind);
	letter.count = strlen(found);
	memcpy(letter.bytes, found, letter.count);
	return letter;
}

static struct letter
read_letter(struct text rest, bool is_tex)
{
	struct tex_accent accent;

	if (tex_at(rest, 0) != '\\')
		return (struct letter){ 0 };
	accent = tex_accent(rest, is_tex);
	return accent.length > 0 ? read_accent(&accent)
				 : read_named(rest, is_tex);
}

/* {\"o}, {\ss}, whoever writes it; braces around anything else stay. */
static struct letter
read_group(struct text rest)
{
	struct letter letter = read_letter(slice_from(rest, 1), true);

	if (letter.length == 0 || tex_at(rest, 1 + letter.length) != '}')
		return (struct letter){ 0 };
	letter.length += 2;
	return letter;
}

/* A text that is being read. */
struct reading {
	struct buffer buffer;
	bool is_tex;
	bool is_endless[COUNT(formulas)]; /* nothing that is left ends it */
};

/* Up to the end, with it; 0: it is not there. */
static size_t
length_to(struct text rest, const char *end)
{
	for (size_t i = 0; i < rest.length; i++) {
		if (slice_starts(slice_from(rest, i), end))
			return i + strlen(end);
		if (rest.bytes[i] == '\\')
			i++;
	}
	return 0;
}

static size_t
formula_length(struct reading *reading, struct text rest)
{
	for (size_t i = 0; i < COUNT(formulas); i++) {
		size_t start = strlen(formulas[i].begin);
		size_t length;

		if (reading->is_endless[i] ||
		    !slice_starts(rest, formulas[i].begin))
			continue;
		length = length_to(slice_from(rest, start), formulas[i].end);
		if (length > 0)
			return start + length;
		reading->is_endless[i] = true;
	}
	return 0;
}

/* With the brace of its argument, which is no group of its own; or of what is
 * escaped. */
static size_t
command_length(struct text rest)
{
	size_t length = 1 + tex_name(rest).length;

	if (length == 1)
		return rest.length > 1 ? 2 : 1;
	return tex_at(rest, length) == '{' ? length + 1 : length;
}

/* "http://www.example.edu/\~smith": a sign of its own. */
static bool
is_tilde(const struct reading *reading, struct text rest)
{
	struct text before = buffer_text(&reading->buffer);

	return tex_at(before, before.length - 1) == '/' &&
	    slice_starts(rest, "\\~") && tex_at(rest, 2) != '{';
}

/* "\ss\ principle": TeX's way to keep the blank behind a name. */
static size_t
add_control_blank(struct reading *reading, struct text rest)
{
	if (!reading->is_tex || !slice_starts(rest, "\\ "))
		return 0;
	buffer_add_char(&reading->buffer, ' ');
	return 2;
}

/* Adds what begins with a sign of TeX; its length. */
static size_t
add_tex(struct reading *reading, struct text rest)
{
	struct letter letter = { 0 };
	size_t length = formula_length(reading, rest);

	if (length == 0 && !is_tilde(reading, rest))
		letter = rest.bytes[0] == '{'
		    ? read_group(rest)
		    : read_letter(rest, reading->is_tex);
	if (letter.length > 0) {
		buffer_add(&reading->buffer, letter.bytes, letter.count);
		return letter.length +
		    add_control_blank(reading, slice_from(rest, letter.length));
	}
	if (length == 0)
		length = rest.bytes[0] == '\\' ? command_length(rest) : 1;
	buffer_add(&reading->buffer, rest.bytes, length);
	return length;
}

struct text
tex_read(struct arena *arena, struct text text, bool is_tex)
{
	struct reading reading = { .is_tex = is_tex };
	struct text rest = text;

	if (text.length == 0 || memchr(text.bytes, '\\', text.length) == NULL)
		return text;
	buffer_init(&reading.buffer, 0);
	while (rest.length > 0) {
		struct text plain = slice_until(rest, "$\\{");

		buffer_add_text(&reading.buffer, plain);
		rest = slice_from(rest, plain.length);
		if (rest.length > 0)
			rest = slice_from(rest, add_tex(&reading, rest));
	}
	if (!text_equals(text, buffer_text(&reading.buffer)))
		text = memory_copy(arena, buffer_text(&reading.buffer));
	buffer_fini(&reading.buffer);
	return text;
}
