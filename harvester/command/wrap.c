#include <sys/ioctl.h>

#include <stdlib.h>

#include "base/heap.h"
#include "command/wrap.h"

#define NARROWEST 20 /* columns for the text; below, it is left as it is */
#define ESCAPED   4  /* bytes that a byte may need: \xNN */

size_t
terminal_columns(FILE *file)
{
	struct winsize size = { 0 };

	if (!command_is_terminal(file) ||
	    ioctl(fileno(file), TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

struct text
text_columns(struct text text, size_t columns)
{
	struct text rest = text;
	uint32_t character;

	for (; rest.length > 0 && columns > 0; columns--) {
		size_t length = text_character(rest, &character);

		length = length == 0 ? 1 : length;
		rest.bytes += length;
		rest.length -= length;
	}
	text.length -= rest.length;
	return text;
}

/* What goes on the next line: up to the last blank that fits, or all that
 * fits where there is none. */
static struct text
line_of(struct text text, size_t columns)
{
	struct text line = text_columns(text, columns);
	size_t length = line.length;

	if (length == text.length || text.bytes[length] == ' ')
		return line;
	while (length > 0 && text.bytes[length - 1] != ' ')
		length--;
	if (length > 0)
		line.length = length;
	return line;
}

void
wrap_lines(FILE *out, struct text text, size_t columns, size_t column)
{
	for (;;) {
		struct text line = line_of(text, columns);

		text.bytes += line.length;
		text.length -= line.length;
		line = text_trim(line);
		(void)fwrite(line.bytes, 1, line.length, out);
		(void)fputc('\n', out);
		text = text_trim(text);
		if (text.length == 0)
			return;
		(void)fprintf(out, "%*s", (int)column, "");
	}
}

void
wrap_print(struct command_context *context, struct text text, size_t column)
{
	size_t columns = terminal_columns(context->out);
	size_t size = text.length * ESCAPED + 1;
	char *printable;

	if (columns < column + NARROWEST) {
		command_print(context, text);
		(void)fputc('\n', context->out);
		return;
	}
	printable = heap_take(size);
	(void)text_printable(printable, size, text);
	wrap_lines(
	    context->out, text_of(printable), columns - column - 1, column);
	free(printable);
}
