#include <string.h>

#include "command/csv.h"

static bool
is_formula(struct text cell)
{
	return cell.length > 0 && cell.bytes[0] != '\0' &&
	    strchr("=+-@\t\r", cell.bytes[0]) != NULL;
}

static bool
needs_quotes(struct text cell)
{
	for (size_t i = 0; i < cell.length; i++)
		if (strchr(",\"\r\n", cell.bytes[i]) != NULL)
			return true;
	return cell.length > 0 &&
	    (cell.bytes[0] == ' ' || cell.bytes[cell.length - 1] == ' ');
}

static void
write_cell(FILE *file, struct text cell)
{
	bool is_quoted = needs_quotes(cell);
	size_t start = 0;

	if (is_quoted)
		(void)fputc('"', file);
	if (is_formula(cell))
		(void)fputc('\'', file);
	/* A quotation mark stands twice. */
	for (size_t i = 0; i < cell.length; i++) {
		if (cell.bytes[i] != '"')
			continue;
		(void)fwrite(cell.bytes + start, 1, i + 1 - start, file);
		start = i;
	}
	if (cell.length > start)
		(void)fwrite(cell.bytes + start, 1, cell.length - start, file);
	if (is_quoted)
		(void)fputc('"', file);
}

void
csv_begin(FILE *file)
{
	for (int i = 0; i < EXPORT_TABLE_COLUMNS; i++)
		(void)fprintf(
		    file, "%s%s", i == 0 ? "" : ",", export_table_names[i]);
	(void)fputc('\n', file);
}

void
csv_item(FILE *file, const struct reply *reply, int row)
{
	for (int i = 0; i < EXPORT_TABLE_COLUMNS; i++) {
		if (i > 0)
			(void)fputc(',', file);
		write_cell(file, reply_text(reply, row, i));
	}
	(void)fputc('\n', file);
}
