#include "command/tex.h"
#include "command/tex_math.h"

/* Is there an argument for what stands before it? */
static bool
has_argument(struct text rest)
{
	while (tex_at(rest, 0) == ' ')
		rest = slice_from(rest, 1);
	return rest.length > 0 && !tex_is_one_of(rest.bytes[0], "}^_&");
}

/* What of a formula is open. */
struct open {
	unsigned braces;
	unsigned pairs;
};

/* A command of a formula, or a sign behind a backslash: its length; 0: LaTeX
 * could stop at it. */
static size_t
math_command(struct text rest, struct open *open)
{
	struct text name = tex_name(rest);
	struct text behind = slice_from(rest, 1 + name.length);

	if (name.length == 0)
		return tex_is_one_of(tex_at(rest, 1), ",;:! {}|%&#_") ? 2 : 0;
	switch (tex_command_find(name)) {
	case TEX_UNKNOWN:
	case TEX_LETTER:
		return 0;
	case TEX_LEFT:
		open->pairs++;
		return has_argument(behind) ? 1 + name.length : 0;
	case TEX_RIGHT:
		if (open->pairs-- == 0)
			return 0;
		return has_argument(behind) ? 1 + name.length : 0;
	case TEX_OPERATOR:
	case TEX_STYLE:
		return has_argument(behind) ? 1 + name.length : 0;
	case TEX_SYMBOL:
	case TEX_FONT:
		break;
	}
	return 1 + name.length;
}

/* The length of what stands first in a formula; 0: it cannot stand there. ^^5c
 * is a backslash. */
static size_t
math_piece(struct text rest, struct open *open)
{
	switch (rest.bytes[0]) {
	case '\\':
		return math_command(rest, open);
	case '{':
		open->braces++;
		return 1;
	case '}':
		return open->braces-- > 0 ? 1 : 0;
	case '^':
	case '_':
		return has_argument(slice_from(rest, 1)) ? 1 : 0;
	case '$':
		return 0;
	default:
		return 1;
	}
}

bool
tex_is_math(struct text text)
{
	struct open open = { 0 };
	size_t length;

	for (size_t i = 0; i < text.length; i += length) {
		length = math_piece(slice_from(text, i), &open);
		if (length == 0)
			return false;
	}
	return text.length > 0 && open.braces == 0 && open.pairs == 0;
}

void
tex_add_math(struct buffer *buffer, struct text text)
{
	buffer_add_char(buffer, '$');
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (c == '\\' && tex_is_one_of(tex_at(text, i + 1), "{}")) {
			buffer_add_string(buffer,
			    tex_at(text, ++i) == '{' ? "\\lbrace "
						     : "\\rbrace ");
			continue;
		}
		if (tex_is_one_of(c, "%&#"))
			buffer_add_char(buffer, '\\');
		buffer_add_char(buffer, c);
		if (c == '\\')
			buffer_add_char(buffer, tex_at(text, ++i));
	}
	buffer_add_char(buffer, '$');
}
