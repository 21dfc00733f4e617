#include <string.h>

#include "command/status_print.h"

#define SHOWN_SIZE 1000

void
status_print_sweep(FILE *out, const struct reply *reply, int row)
{
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (!reply_is_null(reply, row, STATUS_SWEEP_LISTED))
		(void)fprintf(out, "  sweeping   %s identifiers so far\n",
		    count_format(
			count, reply_number(reply, row, STATUS_SWEEP_LISTED)));
	if (text_is(reply_text(reply, row, STATUS_SWEEP_OUTCOME), "refused"))
		(void)fprintf(out, "  refused    the sweep of %s UTC: %s\n",
		    reply_string(reply, row, STATUS_SWEEP_ENDED_AT),
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, STATUS_SWEEP_REASON)));
}

/* OAI-PMH 2.5.1; and nobody says what has left a set. */
static const char *
what_it_says(const char *promise)
{
	if (strcmp(promise, "transient") == 0)
		return "it says them for a while (deletedRecord "
		       "\"transient\")";
	if (strcmp(promise, "persistent") == 0)
		return "it says them (deletedRecord \"persistent\"), but not "
		       "what leaves a set";
	if (promise[0] == '\0')
		return "it was not asked yet whether it says them (Identify)";
	return "it does not say them (deletedRecord \"no\")";
}

static void
print_plan(FILE *out, const struct reply *reply, int row)
{
	char every[COUNT_SIZE];

	if (reply_is_null(reply, row, STATUS_SWEEP_SECONDS)) {
		(void)fprintf(out,
		    "; nothing looks for the rest by itself: \"sheaf edit %s "
		    "sweep=30d\" changes that\n",
		    reply_string(reply, row, STATUS_NAME));
		return;
	}
	(void)fprintf(out, "; a sweep every %s finds the rest",
	    duration_format(
		every, reply_number(reply, row, STATUS_SWEEP_SECONDS)));
	if (!reply_is_null(reply, row, STATUS_SWEEP_DUE))
		(void)fprintf(out, ", the next one %s UTC",
		    reply_string(reply, row, STATUS_SWEEP_DUE));
	(void)fputc('\n', out);
}

void
status_print_deletions(FILE *out, const struct reply *reply, int row)
{
	const char *promise = reply_string(reply, row, STATUS_DELETED_RECORD);
	bool has_sets = reply_text(reply, row, STATUS_SETS).length > 0;
	char shown[SHOWN_SIZE];

	if (strcmp(promise, "persistent") != 0 || has_sets) {
		(void)fprintf(out, "  deletions  %s", what_it_says(promise));
		print_plan(out, reply, row);
	}
	if (!reply_is_null(reply, row, STATUS_SWEEP_OUTCOME))
		(void)fprintf(out, "  swept      %s UTC: %s\n",
		    reply_string(reply, row, STATUS_SWEEP_ENDED_AT),
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, STATUS_SWEEP_REASON)));
}
