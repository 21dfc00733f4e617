#include <string.h>

#include "base/limit.h"
#include "command/quarantine.h"
#include "command/settings.h"
#include "command/status_print.h"

#define SHOWN_SIZE 800  /* the reason of a verdict */
#define NAMED_SIZE 1200 /* STATUS_NAMED identifiers with reasons */

const char *
status_state(const struct reply *reply, int row)
{
	const char *state = reply_string(reply, row, STATUS_STATE);
	bool is_failing = reply_bool(reply, row, STATUS_IS_FAILING);

	return is_failing && strcmp(state, "active") == 0 ? "failing" : state;
}

/* What a sweep concluded, where it concluded something. */
static void
print_concluded(FILE *out, const struct reply *reply, int row,
    enum status_column column, const char *status)
{
	int64_t count = reply_number(reply, row, column);
	char shown[COUNT_SIZE];

	if (count > 0)
		(void)fprintf(
		    out, ", %s %s", count_format(shown, count), status);
}

static void
print_counts(FILE *out, const struct reply *reply, int row)
{
	char live[COUNT_SIZE];
	char deleted[COUNT_SIZE];

	(void)fprintf(out, "%s: %s, %s%s live",
	    reply_string(reply, row, STATUS_NAME), status_state(reply, row),
	    reply_bool(reply, row, STATUS_IS_ESTIMATE) ? "about " : "",
	    count_format(live, reply_number(reply, row, STATUS_LIVE)));
	print_concluded(out, reply, row, STATUS_MISSING, "missing");
	print_concluded(out, reply, row, STATUS_GONE, "gone");
	(void)fprintf(out, ", %s deleted  (%s)\n",
	    count_format(deleted, reply_number(reply, row, STATUS_DELETED)),
	    reply_string(reply, row, STATUS_BASE_URL));
}

/* Only one-offs, or other formats and sets than are set now. */
static void
print_earlier(FILE *out, const struct reply *reply, int row)
{
	const char *kind = reply_string(reply, row, STATUS_EARLIER_KIND);
	bool is_regular =
	    strcmp(kind, "full") == 0 || strcmp(kind, "incremental") == 0;
	char shown[SHOWN_SIZE];

	if (reply_is_null(reply, row, STATUS_EARLIER_VERDICT)) {
		(void)fprintf(out, "  last       never harvested\n");
		return;
	}
	(void)fprintf(out, "  last       %s UTC, %s, %s: %s; %s\n",
	    reply_string(reply, row, STATUS_EARLIER_ENDED_AT), kind,
	    reply_string(reply, row, STATUS_EARLIER_VERDICT),
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, STATUS_EARLIER_REASON)),
	    is_regular ? "none yet of what is set now" : "no regular one yet");
}

static void
print_last(FILE *out, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	if (reply_is_null(reply, row, STATUS_VERDICT)) {
		print_earlier(out, reply, row);
		return;
	}
	(void)fprintf(out, "  last       %s UTC, %s: %s\n",
	    reply_string(reply, row, STATUS_ENDED_AT),
	    reply_string(reply, row, STATUS_VERDICT),
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, STATUS_REASON)));
}

static bool
is_open(const struct reply *reply, int row)
{
	return reply_number(reply, row, STATUS_OPEN) > 0;
}

/* While one is open, it is what comes next: see print_open(). */
static void
print_next(FILE *out, const struct reply *reply, int row)
{
	if (is_open(reply, row))
		return;
	if (reply_is_null(reply, row, STATUS_NEXT_DUE))
		(void)fprintf(out, "  next       not by itself\n");
	else if (reply_bool(reply, row, STATUS_IS_OVERDUE))
		(void)fprintf(out, "  next       overdue since %s UTC\n",
		    reply_string(reply, row, STATUS_NEXT_DUE));
	else if (reply_bool(reply, row, STATUS_IS_DUE))
		(void)fprintf(out, "  next       due now\n");
	else
		(void)fprintf(out, "  next       %s UTC\n",
		    reply_string(reply, row, STATUS_NEXT_DUE));
}

/* How it goes on: by itself, or by which command. */
static void
print_going_on(FILE *out, const struct reply *reply, int row)
{
	int64_t wait = reply_number(reply, row, STATUS_WAIT_SECONDS);
	const char *name = reply_string(reply, row, STATUS_NAME);
	char span[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (!reply_bool(reply, row, STATUS_OPEN_IS_INTERRUPTED)) {
		if (wait > 0)
			(void)fprintf(out, "; goes on in %s",
			    duration_format(span, wait));
	} else if (reply_is_null(reply, row, STATUS_NEXT_DUE)) {
		(void)fprintf(out, "; \"sheaf resume %s\" goes on", name);
	} else {
		(void)fprintf(out, "; \"sheaf %s\" goes on",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, STATUS_OPEN_COMMAND)));
	}
	if (!reply_is_null(reply, row, STATUS_WAIT_REASON))
		(void)fprintf(out, " (%s)",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, STATUS_WAIT_REASON)));
}

static void
print_open(FILE *out, const struct reply *reply, int row)
{
	int64_t listed = reply_number(reply, row, STATUS_OPEN_LISTED);
	int64_t size = reply_number(reply, row, STATUS_OPEN_SIZE);
	char count[COUNT_SIZE];

	if (!is_open(reply, row))
		return;
	(void)fprintf(out, "  %-10s %s records",
	    reply_bool(reply, row, STATUS_OPEN_IS_INTERRUPTED) ? "interrupted"
							       : "under way",
	    count_format(count, reply_number(reply, row, STATUS_OPEN_RECORDS)));
	if (size > 0)
		(void)fprintf(out, ", %lld %% of %s",
		    (long long)(listed >= size ? 100 : listed * 100 / size),
		    count_format(count, size));
	print_going_on(out, reply, row);
	(void)fputc('\n', out);
}

/* Nobody should forget it. */
static void
print_verification(FILE *out, const struct reply *reply, int row)
{
	if (!reply_bool(reply, row, STATUS_VERIFY_TLS))
		(void)fprintf(out,
		    "  certificate  is not verified (verify_tls=no): whoever "
		    "answers is believed\n");
}

static void
print_moved(FILE *out, const struct reply *reply, int row)
{
	const char *place = reply_string(reply, row, STATUS_MOVED_TO);
	char shown[SHOWN_SIZE];

	if (reply_number(reply, row, STATUS_MOVED_TIMES) < MOVED_HARVESTS)
		return;
	(void)text_printable(shown, sizeof(shown), text_of(place));
	(void)fprintf(out,
	    "  moved      to %s, by permanent redirect; \"sheaf move %s %s\" "
	    "asks there from now on\n",
	    shown, reply_string(reply, row, STATUS_NAME), shown);
}

static void
print_import(FILE *out, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];
	char count[COUNT_SIZE];

	if (reply_is_null(reply, row, STATUS_IMPORT_SOURCE))
		return;
	(void)text_printable(
	    shown, sizeof(shown), reply_text(reply, row, STATUS_IMPORT_SOURCE));
	(void)count_format(
	    count, reply_number(reply, row, STATUS_IMPORT_RECORDS));
	if (reply_bool(reply, row, STATUS_IMPORT_IS_UNDER_WAY))
		(void)fprintf(out, "  import     %s records so far, from %s\n",
		    count, shown);
	else
		(void)fprintf(out,
		    "  import     stopped after %s records; \"sheaf "
		    "import-pages %s %s\" goes on\n",
		    count, reply_string(reply, row, STATUS_NAME), shown);
}

static void
print_wait(FILE *out, const struct reply *reply, int row)
{
	if (!reply_is_null(reply, row, STATUS_NOT_BEFORE))
		(void)fprintf(out,
		    "  waits      until %s UTC; its host is not asked before\n",
		    reply_string(reply, row, STATUS_NOT_BEFORE));
}

static void
print_quarantine(FILE *out, const struct reply *reply, int row)
{
	int64_t records = reply_number(reply, row, STATUS_QUARANTINED);
	char count[COUNT_SIZE];
	char shown[NAMED_SIZE];

	if (records == 0)
		return;
	(void)fprintf(out, "  quarantine %s %s could not be read: %s",
	    count_format(count, records),
	    quarantine_word(
		records, reply_bool(reply, row, STATUS_QUARANTINED_HAS_FILES)),
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, STATUS_QUARANTINE_NAMED)));
	if (records > STATUS_NAMED)
		(void)fprintf(out, ", and %s more",
		    count_format(count, records - STATUS_NAMED));
	(void)fprintf(out, "; \"sheaf quarantine list %s\"\n",
	    reply_string(reply, row, STATUS_NAME));
}

static void
print_stale(FILE *out, const struct reply *reply, int row)
{
	int64_t stale = reply_number(reply, row, STATUS_STALE);
	char count[COUNT_SIZE];

	if (stale > 0)
		(void)fprintf(out, "  normalise  %s%s items wait\n",
		    stale >= STALE_COUNTED ? "more than " : "",
		    count_format(count, stale));
}

static void
print_held(FILE *out, const struct reply *reply, int row)
{
	int64_t held = reply_number(reply, row, STATUS_HELD);
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (held == 0)
		return;
	(void)fprintf(out,
	    "  held       %s item%s that could not be normalised, such as %s\n",
	    count_format(count, held), held == 1 ? "" : "s",
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, STATUS_HELD_EXAMPLE)));
	(void)fprintf(out,
	    "             all: sheaf sql -c 'SELECT * FROM api.held_item'; "
	    "please report them.\n"
	    "             They are tried again when they change, and by a new "
	    "version\n");
}

static void
print_suppressed(FILE *out, const struct reply *reply, int row)
{
	int64_t suppressed = reply_number(reply, row, STATUS_SUPPRESSED);
	char count[COUNT_SIZE];

	if (suppressed > 0)
		(void)fprintf(out,
		    "  suppressed %s identifier%s; \"sheaf suppress %s "
		    "--list\" tells which\n",
		    count_format(count, suppressed), suppressed == 1 ? "" : "s",
		    reply_string(reply, row, STATUS_NAME));
}

void
status_print(FILE *out, const struct reply *reply, int row)
{
	print_counts(out, reply, row);
	print_last(out, reply, row);
	status_print_since(out, reply, row);
	print_next(out, reply, row);
	print_open(out, reply, row);
	status_print_sweep(out, reply, row);
	print_import(out, reply, row);
	print_wait(out, reply, row);
	print_verification(out, reply, row);
	print_moved(out, reply, row);
	print_quarantine(out, reply, row);
	print_stale(out, reply, row);
	print_held(out, reply, row);
	print_suppressed(out, reply, row);
}

static void
print_platform(FILE *out, const struct reply *reply, int row)
{
	bool is_set = reply_bool(reply, row, STATUS_PLATFORM_IS_SET);

	if (!reply_is_null(reply, row, STATUS_PLATFORM))
		(void)fprintf(out, "  platform   %s, %s\n",
		    reply_string(reply, row, STATUS_PLATFORM),
		    is_set ? "as a person said" : "by what it shows");
	else if (is_set)
		(void)fputs(
		    "  platform   none of ours, as a person said\n", out);
	else
		(void)fprintf(out,
		    "  platform   not told; \"sheaf edit %s platform=...\" "
		    "names it\n",
		    reply_string(reply, row, STATUS_NAME));
}

static void
print_settings(FILE *out, const struct reply *reply, int row)
{
	struct buffer line;

	buffer_init(&line, 0);
	settings_format(&line, reply, row, " ");
	(void)fprintf(out, "  settings   %s\n", line.bytes);
	buffer_reset(&line);
	selections_format(&line, reply, row, " ");
	if (!reply_is_null(reply, row, STATUS_GROUP))
		buffer_printf(
		    &line, " group=%s", reply_string(reply, row, STATUS_GROUP));
	(void)fprintf(out, "             %s\n", line.bytes);
	buffer_reset(&line);
	access_format(&line, reply, row, " ", false);
	if (line.length > 0)
		(void)fprintf(out, "             %s\n", line.bytes);
	buffer_fini(&line);
}

static void
print_ended(FILE *out, const struct reply *ended, int row)
{
	static const struct counted {
		enum ended_column column;
		const char *word;
	} counts[] = { { ENDED_INSERTED, "new" }, { ENDED_UPDATED, "changed" },
		{ ENDED_UNCHANGED, "unchanged" }, { ENDED_DELETED, "deleted" },
		{ ENDED_QUARANTINED, "in quarantine" } };
	const char *set = reply_string(ended, row, ENDED_SET);
	int64_t records = reply_number(ended, row, ENDED_RECORDS);
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	(void)fprintf(out, "%s  %s UTC, %s, %s%s%s, %s: %s record%s",
	    row == 0 ? "  harvests " : "           ",
	    reply_string(ended, row, ENDED_AT),
	    reply_string(ended, row, ENDED_KIND),
	    reply_string(ended, row, ENDED_PREFIX), *set == '\0' ? "" : " ",
	    set, reply_string(ended, row, ENDED_VERDICT),
	    count_format(count, records), records == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		int64_t number = reply_number(ended, row, counts[i].column);

		if (number > 0)
			(void)fprintf(out, ", %s %s",
			    count_format(count, number), counts[i].word);
	}
	if (strcmp(reply_string(ended, row, ENDED_VERDICT), "complete") != 0)
		(void)fprintf(out, "; %s",
		    text_printable(shown, sizeof(shown),
			reply_text(ended, row, ENDED_REASON)));
	(void)fputc('\n', out);
}

/* What is theirs to mend, in words for them. */
static void
print_report(FILE *out, const struct reply *reply, int row)
{
	if (reply_bool(reply, row, STATUS_QUARANTINED_IS_SERVED) ||
	    reply_bool(reply, row, STATUS_IS_FAILING))
		(void)fprintf(out,
		    "  to mend    \"sheaf report %s\" is a mail to whoever "
		    "runs "
		    "it\n",
		    reply_string(reply, row, STATUS_NAME));
}

void
status_print_more(
    FILE *out, const struct reply *reply, int row, const struct reply *ended)
{
	status_print_deletions(out, reply, row);
	print_settings(out, reply, row);
	print_platform(out, reply, row);
	for (int i = 0; i < reply_rows(ended); i++)
		print_ended(out, ended, i);
	print_report(out, reply, row);
}

bool
status_notes(struct buffer *into, const struct reply *reply, int row)
{
	int64_t records = reply_number(reply, row, STATUS_QUARANTINED);
	char count[COUNT_SIZE];

	if (records > 0)
		buffer_printf(
		    into, "%s in quarantine", count_format(count, records));
	if (!reply_is_null(reply, row, STATUS_NOT_BEFORE))
		buffer_printf(into, "%snot asked before %s UTC",
		    records > 0 ? "; " : "",
		    reply_string(reply, row, STATUS_NOT_BEFORE));
	return into->length > 0;
}
