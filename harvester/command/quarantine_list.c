#include "command/quarantine.h"
#include "command/rule.h"
#include "store/quarantine.h"

#define SHOWN_SIZE 2100 /* an identifier */

const char *
quarantine_word(int64_t count, bool has_files)
{
	if (has_files)
		return count == 1 ? "record or file" : "records or files";
	return count == 1 ? "record" : "records";
}

/* The file itself, or a record in it that has no name. */
static bool
is_of_file(const struct reply *reply, int row)
{
	return reply_is_null(reply, row, QUARANTINE_IDENTIFIER) &&
	    !reply_is_null(reply, row, QUARANTINE_FILE);
}

static void
print_row(struct command_context *context, const struct reply *reply, int row)
{
	const struct rule_words *rule =
	    rule_words(reply_text(reply, row, QUARANTINE_RULE));
	char shown[SHOWN_SIZE];
	FILE *out = context->out;

	(void)fprintf(out, "  #%s  %s UTC  ",
	    reply_string(reply, row, QUARANTINE_ID),
	    reply_string(reply, row, QUARANTINE_AT));
	(void)fprintf(out, "%s  ",
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, QUARANTINE_PREFIX)));
	(void)fprintf(out, "%s\n",
	    !reply_is_null(reply, row, QUARANTINE_IDENTIFIER)
		? text_printable(shown, sizeof(shown),
		      reply_text(reply, row, QUARANTINE_IDENTIFIER))
		: is_of_file(reply, row)
		? text_printable(shown, sizeof(shown),
		      reply_text(reply, row, QUARANTINE_FILE))
		: "(no identifier that could be read)");
	(void)fprintf(out, "      %s",
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, QUARANTINE_REASON)));
	if (rule != NULL)
		(void)fprintf(out, "  [%s: %s]", rule->name, rule->paragraph);
	(void)fputc('\n', out);
}

static void
print_rows(const struct quarantine *quarantine, const char *name,
    const struct reply *reply)
{
	struct command_context *context = quarantine->context;
	int rows = reply_rows(reply);
	char count[COUNT_SIZE];
	bool has_files = false;

	if (context->is_json) {
		for (int i = 0; i < rows; i++)
			command_print_json(
			    context, reply_string(reply, i, QUARANTINE_JSON));
		return;
	}
	if (rows == 0)
		return;
	for (int i = 0; i < rows; i++)
		has_files = has_files || is_of_file(reply, i);
	(void)fprintf(context->out, "%s: %s %s %s\n", name,
	    count_format(count, rows), quarantine_word(rows, has_files),
	    quarantine->is_dropped ? "dropped" : "that could not be read");
	for (int i = 0; i < rows; i++)
		print_row(context, reply, i);
}

/* Of one repository; adds to *found. */
static bool
list_one(struct quarantine *quarantine, const char *name, int64_t repository_id,
    int *found, struct fault *why)
{
	struct reply *reply;

	if (!quarantine_list(quarantine->connection, repository_id,
		quarantine->is_dropped, &reply, why))
		return false;
	print_rows(quarantine, name, reply);
	*found += reply_rows(reply);
	reply_free(reply);
	return true;
}

/* One after the other: there may be much of each. */
static bool
list_all(struct quarantine *quarantine, int *found, struct fault *why)
{
	struct reply *reply;
	bool done = true;

	if (!quarantine_repositories(quarantine->connection, &reply, why))
		return false;
	for (int i = 0; done && i < reply_rows(reply); i++)
		done = list_one(quarantine, reply_string(reply, i, 1),
		    reply_number(reply, i, 0), found, why);
	reply_free(reply);
	return done;
}

int
quarantine_run_list(struct quarantine *quarantine)
{
	const struct repository *one = &quarantine->repository;
	struct fault why;
	int found = 0;
	bool done;

	if (one->name != NULL)
		done = list_one(
		    quarantine, one->name, one->repository_id, &found, &why);
	else
		done = list_all(quarantine, &found, &why);
	if (!done)
		return command_fail(quarantine->context, QUARANTINE, &why);
	if (found > 0)
		return COMMAND_DONE;
	command_say(quarantine->context, "Nothing %s%s%s.",
	    quarantine->is_dropped ? "was dropped" : "is in quarantine",
	    one->name == NULL ? "" : " of ",
	    one->name == NULL ? "" : one->name);
	return COMMAND_NOTHING;
}
