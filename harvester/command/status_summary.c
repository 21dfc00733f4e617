#include <string.h>

#include "command/status_print.h"

#define SHOWN_SIZE 800

bool
status_is_troubled(const struct reply *reply, int row)
{
	return reply_bool(reply, row, STATUS_IS_FAILING) ||
	    reply_bool(reply, row, STATUS_IS_OVERDUE) ||
	    !reply_is_null(reply, row, STATUS_REFUSAL);
}

void
status_print_refusal(FILE *out, const struct reply *reply)
{
	char shown[SHOWN_SIZE];
	int refused = 0;
	int first = 0;

	for (int i = reply_rows(reply) - 1; i >= 0; i--) {
		if (reply_is_null(reply, i, STATUS_REFUSAL))
			continue;
		refused++;
		first = i;
	}
	if (refused > 0)
		(void)fprintf(out,
		    "trouble:  what %d %s cannot be kept: %s; the log of the "
		    "database says more\n",
		    refused,
		    refused == 1 ? "repository brings" : "repositories bring",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, first, STATUS_REFUSAL)));
}

static void
print_share(FILE *out, int count, const char *what, const char **separator)
{
	if (count == 0)
		return;
	(void)fprintf(out, "%s%d %s", *separator, count, what);
	*separator = ", ";
}

/* Each repository is counted once, as the worst that is true of it. */
void
status_print_summary(FILE *out, const struct reply *reply)
{
	const char *separator = ": ";
	int failing = 0;
	int overdue = 0;
	int paused = 0;
	int retired = 0;
	int refused = 0;
	int rows = reply_rows(reply);

	for (int i = 0; i < rows; i++) {
		const char *state = reply_string(reply, i, STATUS_STATE);

		if (reply_bool(reply, i, STATUS_IS_FAILING))
			failing++;
		else if (reply_bool(reply, i, STATUS_IS_OVERDUE))
			overdue++;
		else if (!reply_is_null(reply, i, STATUS_REFUSAL))
			refused++;
		else if (strcmp(state, "retired") == 0)
			retired++;
		else if (strcmp(state, "active") != 0)
			paused++;
	}
	(void)fprintf(out, "%d repositories", rows);
	print_share(out, rows - failing - overdue - refused - paused - retired,
	    "active", &separator);
	print_share(out, failing, "failing", &separator);
	print_share(out, overdue, "overdue", &separator);
	print_share(out, refused, "refused by the database", &separator);
	print_share(out, paused, "paused", &separator);
	print_share(out, retired, "retired", &separator);
	(void)fputc('\n', out);
}

void
status_print_since(FILE *out, const struct reply *reply, int row)
{
	int64_t failures = reply_number(reply, row, STATUS_FAILURES);
	char count[COUNT_SIZE];

	if (!reply_bool(reply, row, STATUS_IS_FAILING) ||
	    reply_is_null(reply, row, STATUS_FAILING_SINCE))
		return;
	(void)fprintf(out, "  failing    since %s UTC",
	    reply_string(reply, row, STATUS_FAILING_SINCE));
	if (failures > 1)
		(void)fprintf(
		    out, " (%s in a row)", count_format(count, failures));
	if (reply_is_null(reply, row, STATUS_LAST_COMPLETE))
		(void)fprintf(out, "; never complete\n");
	else
		(void)fprintf(out, "; last complete %s UTC\n",
		    reply_string(reply, row, STATUS_LAST_COMPLETE));
}
