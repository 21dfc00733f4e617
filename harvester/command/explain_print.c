#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/heap.h"
#include "command/explain.h"
#include "command/wrap.h"
#include "normalise/normalise.h"
#include "normalise/slice.h"

#define FIELD_COLUMN  19  /* where values begin */
#define ORIGIN_COLUMN 21  /* and where each element of a list is from */
#define LONGEST       400 /* characters of a value, unless it is asked for */
#define ESCAPED       4   /* bytes that a byte may need: \xNN */
#define NOTE_COLUMN   2
#define NAMES_COLUMN  4

/* How absences begin that are the item's, and so the same of all fields. */
static const char *const nowhere[] = { "not supplied by the source",
	"not in what is read of it" };
static const char derived[] = "made of ";
static const char together[] = "made of these; a field that is named is shown";

/* A piece that begins at this column, where the cursor is. */
static void
print_at(const struct explanation *explanation, struct text text, size_t column)
{
	size_t size = text.length * ESCAPED + 1;
	char *printable = heap_take(size);

	(void)text_printable(printable, size, text);
	wrap_lines(explanation->context->out, text_of(printable),
	    explanation->columns - column - 1, column);
	free(printable);
}

static void
print_line(
    const struct explanation *explanation, struct text text, size_t column)
{
	(void)fprintf(explanation->context->out, "%*s", (int)column, "");
	print_at(explanation, text, column);
}

static void
add_cut(const struct explanation *explanation, struct buffer *line,
    struct text text)
{
	bool is_whole = explanation->asked.field != NULL;
	struct text cut = text_columns(text, LONGEST);

	buffer_add_text(line, is_whole ? text : cut);
	if (!is_whole && cut.length < text.length)
		buffer_add_string(line, " ...");
}

static void
print_cut(
    const struct explanation *explanation, struct text text, size_t column)
{
	struct buffer line;

	buffer_init(&line, 0);
	add_cut(explanation, &line, text);
	print_at(explanation, buffer_text(&line), column);
	buffer_fini(&line);
}

/* Columns of a row that say where a value is from. */
struct origin_columns {
	int rule;
	int prefix;
	int element;
	int position;
	int statement;
	int value;
};

static const struct origin_columns of_field = { EXPLAIN_RULE, EXPLAIN_PREFIX,
	EXPLAIN_ELEMENT, EXPLAIN_POSITION, EXPLAIN_STATEMENT, EXPLAIN_VALUE };
static const struct origin_columns of_part = { EXPLAIN_PART_RULE,
	EXPLAIN_PART_PREFIX, EXPLAIN_PART_ELEMENT, EXPLAIN_PART_POSITION,
	EXPLAIN_PART_STATEMENT, EXPLAIN_PART_VALUE };

/* Which statement it is, and what that says, where the value is otherwise. */
static void
add_statement(const struct explanation *explanation, struct buffer *line,
    const struct reply *reply, int row, const struct origin_columns *columns)
{
	struct text prefix = reply_text(reply, row, columns->prefix);
	struct text statement = reply_text(reply, row, columns->statement);

	buffer_add_string(line, "; ");
	buffer_add_text(line, prefix.length > 0 ? prefix : TEXT("header"));
	buffer_add_char(line, ' ');
	buffer_add_text(line, reply_text(reply, row, columns->element));
	buffer_printf(line, " %s", reply_string(reply, row, columns->position));
	if (reply_is_null(reply, row, columns->statement) ||
	    text_equals(statement, reply_text(reply, row, columns->value)))
		return;
	buffer_add_string(line, " \"");
	add_cut(explanation, line, statement);
	buffer_add_char(line, '"');
}

static void
print_origin(const struct explanation *explanation, const struct reply *reply,
    int row, const struct origin_columns *columns, size_t column)
{
	struct buffer line;

	buffer_init(&line, 0);
	buffer_add_text(&line, reply_text(reply, row, columns->rule));
	if (!reply_is_null(reply, row, columns->element))
		add_statement(explanation, &line, reply, row, columns);
	if (line.length > 0)
		print_line(explanation, buffer_text(&line), column);
	buffer_fini(&line);
}

/* The first row of parts that is of the field; -1: there is none. */
static int
find_parts(const struct explanation *explanation, struct text field)
{
	const struct reply *parts = explanation->parts;

	for (int row = 0; row < reply_rows(parts); row++)
		if (text_equals(
			reply_text(parts, row, EXPLAIN_PART_FIELD), field))
			return row;
	return -1;
}

static void
print_rest(const struct explanation *explanation, int row, int64_t printed)
{
	const struct reply *parts = explanation->parts;
	int64_t rest = reply_number(parts, row, EXPLAIN_PART_COUNT) - printed;
	char count[COUNT_SIZE];

	if (rest > 0)
		(void)fprintf(explanation->context->out,
		    "%*s... and %s more: name the field\n", FIELD_COLUMN, "",
		    count_format(count, rest));
}

/* Each element, and under it where it is from. */
static void
print_parts(const struct explanation *explanation, int row)
{
	const struct reply *parts = explanation->parts;
	struct text field = reply_text(parts, row, EXPLAIN_PART_FIELD);
	int64_t last = 0;

	for (; row < reply_rows(parts) &&
	     text_equals(reply_text(parts, row, EXPLAIN_PART_FIELD), field);
	     row++) {
		int64_t part = reply_number(parts, row, EXPLAIN_PART_NUMBER);

		if (part != last && last > 0)
			(void)fprintf(
			    explanation->context->out, "%*s", FIELD_COLUMN, "");
		if (part != last)
			print_cut(explanation,
			    reply_text(parts, row, EXPLAIN_PART_VALUE),
			    FIELD_COLUMN);
		last = part;
		print_origin(explanation, parts, row, &of_part, ORIGIN_COLUMN);
	}
	print_rest(explanation, row - 1, last);
}

static void
print_would_be(const struct explanation *explanation, int row)
{
	const struct reply *fields = explanation->fields;
	struct buffer line;

	buffer_init(&line, 0);
	buffer_add_string(&line, "made now: ");
	if (reply_is_null(fields, row, EXPLAIN_WOULD_BE))
		buffer_add_string(&line, "nothing");
	else
		buffer_add_text(
		    &line, reply_text(fields, row, EXPLAIN_WOULD_BE));
	print_line(explanation, buffer_text(&line), FIELD_COLUMN);
	buffer_fini(&line);
}

static bool
is_otherwise(const struct reply *fields, int row)
{
	return !reply_is_null(fields, row, EXPLAIN_IS_OTHERWISE) &&
	    reply_bool(fields, row, EXPLAIN_IS_OTHERWISE);
}

static void
print_field(const struct explanation *explanation, int row)
{
	const struct reply *fields = explanation->fields;
	int parts =
	    find_parts(explanation, reply_text(fields, row, EXPLAIN_FIELD));

	(void)fprintf(explanation->context->out, "  %-*s", FIELD_COLUMN - 2,
	    reply_string(fields, row, EXPLAIN_FIELD));
	if (!reply_is_null(fields, row, EXPLAIN_ABSENCE)) {
		(void)fputs("- ", explanation->context->out);
		print_at(explanation, reply_text(fields, row, EXPLAIN_ABSENCE),
		    FIELD_COLUMN);
	} else if (parts >= 0) {
		print_parts(explanation, parts);
	} else {
		print_cut(explanation, reply_text(fields, row, EXPLAIN_VALUE),
		    FIELD_COLUMN);
		print_origin(explanation, fields, row, &of_field, FIELD_COLUMN);
	}
	if (is_otherwise(fields, row))
		print_would_be(explanation, row);
}

static bool
is_nowhere(const struct reply *fields, int row)
{
	struct text absence = reply_text(fields, row, EXPLAIN_ABSENCE);

	for (size_t i = 0; i < COUNT(nowhere); i++)
		if (slice_starts(absence, nowhere[i]))
			return !is_otherwise(fields, row);
	return false;
}

/* Made of another field, which says more: "year" of "issued". */
static bool
is_derived(const struct reply *fields, int row)
{
	return reply_is_null(fields, row, EXPLAIN_ABSENCE) &&
	    strncmp(reply_string(fields, row, EXPLAIN_RULE), derived,
		strlen(derived)) == 0;
}

/* "title, year"; of none, nothing. */
static void
add_names(struct buffer *line, const struct reply *fields,
    bool (*is)(const struct reply *fields, int row))
{
	size_t before = line->length;

	for (int row = 0; row < reply_rows(fields); row++)
		if (is(fields, row))
			buffer_printf(line, "%s%s",
			    line->length == before ? "" : ", ",
			    reply_string(fields, row, EXPLAIN_FIELD));
}

/* Those that have something in common, in one line; what they have is what, or
 * of NULL the absence of the first. */
static void
print_together(const struct explanation *explanation, const char *what,
    bool (*is)(const struct reply *fields, int row))
{
	const struct reply *fields = explanation->fields;
	struct buffer line;
	int first = 0;

	while (first < reply_rows(fields) && !is(fields, first))
		first++;
	if (first == reply_rows(fields))
		return;
	buffer_init(&line, 0);
	buffer_add_text(&line,
	    what != NULL ? text_of(what)
			 : reply_text(fields, first, EXPLAIN_ABSENCE));
	buffer_add_char(&line, ':');
	print_line(explanation, buffer_text(&line), NOTE_COLUMN);
	buffer_reset(&line);
	add_names(&line, fields, is);
	print_line(explanation, buffer_text(&line), NAMES_COLUMN);
	buffer_fini(&line);
}

/* Why what is stored is not what would be made now. */
static void
add_reason(const struct explanation *explanation, struct buffer *line)
{
	if (explanation->is_stale)
		buffer_add_string(line,
		    "It waits to be made again. What would be otherwise: ");
	else if (explanation->rule_version != RULE_VERSION)
		buffer_printf(line,
		    "It was made by another version of Sheaf, with rules %lld; "
		    "this one has rules %d. What would be otherwise: ",
		    (long long)explanation->rule_version, RULE_VERSION);
	else if (!explanation->is_ours)
		buffer_add_string(line,
		    "It was made by another version of Sheaf, with other "
		    "vocabularies. What would be otherwise: ");
	else
		buffer_add_string(line,
		    "It is not what this Sheaf makes of its records now. What "
		    "would be otherwise: ");
}

static void
print_note(const struct explanation *explanation)
{
	struct buffer line;
	size_t length;

	buffer_init(&line, 0);
	if (explanation->is_held) {
		buffer_add_string(&line,
		    "It is held, so it is not made here either: of a list only "
		    "the first element is explained.");
	} else {
		add_reason(explanation, &line);
		length = line.length;
		add_names(&line, explanation->fields, is_otherwise);
		if (line.length == length)
			buffer_reset(&line);
		else
			buffer_printf(&line,
			    ". \"sheaf normalise %s\" makes it again.",
			    explanation->asked.name);
	}
	if (line.length > 0)
		print_line(explanation, buffer_text(&line), NOTE_COLUMN);
	buffer_fini(&line);
}

void
explain_print(const struct explanation *explanation)
{
	const struct reply *fields = explanation->fields;
	bool is_all = explanation->asked.field == NULL;

	command_print(
	    explanation->context, text_of(explanation->asked.identifier));
	(void)fprintf(
	    explanation->context->out, "  (%s)\n", explanation->asked.name);
	print_note(explanation);
	for (int row = 0; row < reply_rows(fields); row++)
		if (!is_all || is_otherwise(fields, row) ||
		    !(is_nowhere(fields, row) || is_derived(fields, row)))
			print_field(explanation, row);
	if (!is_all)
		return;
	print_together(explanation, together, is_derived);
	print_together(explanation, NULL, is_nowhere);
}
