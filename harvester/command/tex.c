#include "base/array.h"
#include "command/tex.h"
#include "command/tex_math.h"

#define LOOKAHEAD 1000 /* bytes of a formula or group, at most */
#define DEPTH     8    /* groups in groups */

struct tex {
	struct buffer *buffer;
	bool is_tex;
	unsigned depth;
};

static void add_all(struct tex *tex, struct text text);

static void
add_escaped(struct buffer *buffer, char character)
{
	static const struct {
		char character;
		const char *escaped;
	} escapes[] = {
		{ '&', "\\&" },
		{ '%', "\\%" },
		{ '$', "\\$" },
		{ '#', "\\#" },
		{ '_', "\\_" },
		{ '{', "\\textbraceleft{}" },
		{ '}', "\\textbraceright{}" },
		{ '~', "\\textasciitilde{}" },
		{ '^', "\\textasciicircum{}" },
		{ '\\', "\\textbackslash{}" },
	};

	for (size_t i = 0; i < COUNT(escapes); i++)
		if (character == escapes[i].character) {
			buffer_add_string(buffer, escapes[i].escaped);
			return;
		}
	buffer_add_char(buffer, character);
}

/* The inside of the group that begins here; none: there is none, or nothing in
 * it. */
static struct text
group_of(struct text text)
{
	size_t depth = 1;

	if (tex_at(text, 0) != '{')
		return (struct text){ 0 };
	for (size_t i = 1; i < text.length && i < LOOKAHEAD; i++) {
		if (text.bytes[i] == '\\')
			i++;
		else if (text.bytes[i] == '{')
			depth++;
		else if (text.bytes[i] == '}' && --depth == 0)
			return (struct text){ text.bytes + 1, i - 1 };
	}
	return (struct text){ 0 };
}

/* As Pandoc reads dollars; and what has none of the signs of a formula is one
 * word, with none before it: not the dollars of "US$/A$". */
static bool
is_in_dollars(struct text inside, char before, char behind)
{
	const char *signs;

	if (inside.length == 0 || text_trim(inside).length < inside.length ||
	    slice_is_digit(behind) || tex_is_one_of(behind, "{$"))
		return false;
	signs = slice_is_digit(inside.bytes[0]) ? "\\^_" : "\\^_=<>+";
	return slice_until(inside, signs).length < inside.length ||
	    (!slice_is_word(before) &&
		slice_until(inside, " ").length == inside.length);
}

/* Up to the dollar that is not escaped; none: there is none. */
static struct text
until_dollar(struct text text)
{
	size_t i = 0;

	while (i < text.length && i < LOOKAHEAD && text.bytes[i] != '$')
		i += text.bytes[i] == '\\' ? 2 : 1;
	return tex_at(text, i) == '$' ? (struct text){ text.bytes, i }
				      : (struct text){ 0 };
}

/* The following add what stands first in rest and return its length, or 0
 * where something else does. */
static size_t
add_formula(struct tex *tex, struct text rest, char before)
{
	struct text inside = until_dollar(slice_from(rest, 1));

	if (rest.bytes[0] != '$' ||
	    !is_in_dollars(inside, before, tex_at(rest, inside.length + 2)) ||
	    !tex_is_math(inside))
		return 0;
	tex_add_math(tex->buffer, inside);
	return inside.length + 2;
}

static size_t
add_bracketed(struct tex *tex, struct text rest)
{
	struct text inside = slice_from(rest, 2);
	const char *end;

	if (rest.bytes[0] != '\\' || tex_at(rest, 1) != '(')
		return 0;
	if (inside.length > LOOKAHEAD)
		inside.length = LOOKAHEAD;
	end = memmem(inside.bytes, inside.length, "\\)", 2);
	if (end == NULL)
		return 0;
	inside.length = (size_t)(end - inside.bytes);
	if (!tex_is_math(inside))
		return 0;
	tex_add_math(tex->buffer, inside);
	return inside.length + 4;
}

static size_t
add_accent(struct tex *tex, struct text rest, bool is_tex)
{
	struct tex_accent accent = tex_accent(rest, is_tex);

	if (accent.length == 0)
		return 0;
	buffer_printf(tex->buffer, "{\\%c{", accent.sign);
	buffer_add_text(tex->buffer, accent.letter);
	buffer_add_string(tex->buffer, "}}");
	return accent.length;
}

/* A sign of mathematics and what stands at it: \psi, \mathbb{R}^2. */
static size_t
add_loose(struct tex *tex, struct text rest, size_t length)
{
	struct text inside = { rest.bytes, length };
	size_t before;

	do {
		struct text behind = slice_from(rest, inside.length);

		before = inside.length;
		if (tex_at(behind, 0) == '{')
			inside.length += group_of(behind).length + 2;
		else if (tex_is_one_of(tex_at(behind, 0), "^_"))
			inside.length += tex_at(behind, 1) == '{'
			    ? group_of(slice_from(behind, 1)).length + 3
			    : 2;
	} while (inside.length > before && inside.length < rest.length);
	if (inside.length > rest.length || !tex_is_math(inside)) {
		inside.length = length;
		if (!tex_is_math(inside))
			return 0;
	}
	tex_add_math(tex->buffer, inside);
	return inside.length;
}

static void
add_inside(struct tex *tex, struct text inside)
{
	tex->depth++;
	add_all(tex, inside);
	tex->depth--;
}

static size_t
add_style(struct tex *tex, struct text rest, struct text name)
{
	struct text inside = group_of(slice_from(rest, 1 + name.length));

	if (inside.length == 0 || tex->depth == DEPTH)
		return 0;
	buffer_add_text(tex->buffer,
	    (struct text){ rest.bytes, (size_t)(inside.bytes - rest.bytes) });
	add_inside(tex, inside);
	buffer_add_char(tex->buffer, '}');
	return (size_t)(inside.bytes - rest.bytes) + inside.length + 1;
}

static size_t
add_letter(struct tex *tex, struct text rest, struct text name)
{
	size_t length = 1 + name.length;

	if (!tex->is_tex)
		return 0;
	buffer_add_string(tex->buffer, "{\\");
	buffer_add_text(tex->buffer, name);
	buffer_add_char(tex->buffer, '}');
	if (tex_at(rest, length) == '{' && tex_at(rest, length + 1) == '}')
		return length + 2;
	return tex_at(rest, length) == ' ' ? length + 1 : length;
}

static size_t
add_command(struct tex *tex, struct text rest)
{
	struct text name = tex_name(rest);

	if (rest.bytes[0] != '\\' || name.length == 0)
		return 0;
	switch (tex_command_find(name)) {
	case TEX_SYMBOL:
	case TEX_OPERATOR:
		return add_loose(tex, rest, 1 + name.length);
	case TEX_STYLE:
		return add_style(tex, rest, name);
	case TEX_LETTER:
		return add_letter(tex, rest, name);
	case TEX_UNKNOWN:
	case TEX_LEFT:
	case TEX_RIGHT:
	case TEX_FONT:
		break;
	}
	return 0;
}

/* The font that a group begins with: {\it x}. */
static struct text
font_of(struct text inside)
{
	struct text name;

	if (tex_at(inside, 0) != '\\')
		return (struct text){ 0 };
	name = tex_name(inside);
	if (tex_command_find(name) != TEX_FONT)
		return (struct text){ 0 };
	return name;
}

/* {\"o}, whoever writes it. */
static size_t
add_accented_group(struct tex *tex, struct text inside)
{
	if (tex_accent(inside, true).length != inside.length)
		return 0;
	return add_accent(tex, inside, true) + 2;
}

static size_t
add_group(struct tex *tex, struct text rest)
{
	struct text inside = group_of(rest);
	struct text font = font_of(inside);
	size_t length;

	if (inside.length == 0 || tex->depth == DEPTH)
		return 0;
	length = add_accented_group(tex, inside);
	if (length > 0 || (font.length == 0 && !tex->is_tex))
		return length;
	buffer_add_char(tex->buffer, '{');
	if (font.length > 0) {
		inside = slice_from(inside, 1 + font.length);
		buffer_add_char(tex->buffer, '\\');
		buffer_add_text(tex->buffer, font);
		buffer_add_char(tex->buffer, ' ');
	}
	add_inside(tex, slice_strip(inside, " "));
	buffer_add_char(tex->buffer, '}');
	return group_of(rest).length + 2;
}

static size_t
add_sign(struct tex *tex, struct text rest)
{
	if (rest.bytes[0] == '\\' && tex_is_one_of(tex_at(rest, 1), "&%$#_")) {
		buffer_add(tex->buffer, rest.bytes, 2);
		return 2;
	}
	if (!tex->is_tex)
		return 0;
	if (rest.bytes[0] == '~') {
		buffer_add_char(tex->buffer, '~');
		return 1;
	}
	if (rest.bytes[0] == '\\' && tex_at(rest, 1) == ' ') {
		buffer_add_char(tex->buffer, ' ');
		return 2;
	}
	return 0;
}

static size_t
add_tex(struct tex *tex, struct text rest, char before)
{
	size_t length = add_formula(tex, rest, before);

	if (length == 0)
		length = add_bracketed(tex, rest);
	if (length == 0)
		length = add_accent(tex, rest, tex->is_tex);
	if (length == 0)
		length = add_command(tex, rest);
	if (length == 0)
		length = add_group(tex, rest);
	return length > 0 ? length : add_sign(tex, rest);
}

static void
add_all(struct tex *tex, struct text text)
{
	char before = '\0';
	size_t length;

	for (size_t i = 0; i < text.length; i += length) {
		struct text rest = slice_from(text, i);

		length = tex_is_one_of(rest.bytes[0], "$\\{~")
		    ? add_tex(tex, rest, before)
		    : 0;
		if (length == 0) {
			add_escaped(tex->buffer, rest.bytes[0]);
			length = 1;
		}
		before = rest.bytes[length - 1];
	}
}

void
tex_add(struct buffer *buffer, struct text text, bool is_tex)
{
	struct tex tex = { .buffer = buffer, .is_tex = is_tex };

	add_all(&tex, text);
}

void
tex_strip(struct buffer *buffer, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (c == '\\')
			i += tex_name(slice_from(text, i)).length > 0
			    ? tex_name(slice_from(text, i)).length
			    : 1;
		else if (!tex_is_one_of(c, "${}"))
			buffer_add_char(buffer, c);
	}
}
