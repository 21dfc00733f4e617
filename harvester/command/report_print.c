#include <stdlib.h>
#include <string.h>

#include "command/report.h"
#include "command/wrap.h"

#define WIDTH 72 /* of a mail */
#define SPECIFICATION \
	"http://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm"
#define SHEAF "Sheaf"

/* A paragraph. indent is in front of its lines, but for the first. */
static void
print_paragraph(
    const struct report *report, size_t indent, const struct buffer *text)
{
	wrap_lines(
	    report->context->out, buffer_text(text), WIDTH - indent, indent);
}

/* "every day", "every 12 h". */
static const char *
in_words(char into[COUNT_SIZE], int64_t seconds)
{
	if (seconds == 86400)
		return "every day";
	if (seconds == 7 * 86400)
		return "every week";
	if (seconds == 3600)
		return "every hour";
	(void)snprintf(into, COUNT_SIZE, "every ");
	(void)duration_format(into + strlen(into), seconds);
	return into;
}

static void
add_what(struct buffer *text, const struct reply *repository)
{
	struct text sets = reply_text(repository, 0, REPORT_SETS);
	char shown[300];
	char every[2 * COUNT_SIZE];

	buffer_printf(text, "we harvest your repository %s, in the format%s ",
	    in_words(every, reply_number(repository, 0, REPORT_EVERY_SECONDS)),
	    strchr(reply_string(repository, 0, REPORT_PREFIXES), ',') == NULL
		? ""
		: "s");
	buffer_add_string(text,
	    text_printable(shown, sizeof(shown),
		reply_text(repository, 0, REPORT_PREFIXES)));
	if (sets.length > 0)
		buffer_printf(text, " (the sets %s)",
		    text_printable(shown, sizeof(shown), sets));
	buffer_printf(text,
	    ", with " SHEAF ", an OAI-PMH harvester. This is what it met at");
}

static void
print_greeting(const struct report *report)
{
	const struct reply *repository = report->replies.repository;
	FILE *out = report->context->out;
	struct buffer text;

	buffer_init(&text, 0);
	(void)fputs("Dear colleagues,\n\n", out);
	add_what(&text, repository);
	print_paragraph(report, 0, &text);
	(void)fprintf(
	    out, "\n  %s\n\n", reply_string(repository, 0, REPORT_BASE_URL));
	buffer_reset(&text);
	buffer_add_string(&text,
	    "in case it is of use to you. Nothing of it is urgent for us, and "
	    "your repository goes on being harvested as well as it can be.");
	print_paragraph(report, 0, &text);
	buffer_fini(&text);
}

static void
add_counts(struct buffer *text, const struct report *report)
{
	const struct reply *repository = report->replies.repository;
	int64_t harvests = report_harvests(report);
	int64_t incomplete = report_incomplete(report);
	char count[COUNT_SIZE];
	char all[COUNT_SIZE];

	if (harvests == 0)
		return;
	buffer_printf(
	    text, "Since %s, ", reply_string(repository, 0, REPORT_FIRST));
	if (harvests == 1)
		buffer_printf(text, "there was one harvest, which %s.",
		    incomplete == 0 ? "came to its end" : "ended early");
	else if (incomplete == 0)
		buffer_printf(text, "all %s harvests came to their end.",
		    count_format(all, harvests));
	else
		buffer_printf(text, "%s of %s harvests ended early.",
		    count_format(count, incomplete),
		    count_format(all, harvests));
	if (incomplete > 0 && harvests > 1 &&
	    reply_bool(repository, 0, REPORT_IS_LAST_COMPLETE))
		buffer_printf(text, " The last one, of %s, came to its end.",
		    reply_string(repository, 0, REPORT_LAST));
}

/* What works, where something does. */
static void
add_praise(struct buffer *text, const struct reply *repository)
{
	int64_t records = reply_number(repository, 0, REPORT_RECORDS);
	int64_t milliseconds =
	    reply_number(repository, 0, REPORT_REQUEST_MILLISECONDS);
	char count[COUNT_SIZE];

	if (records == 0)
		return;
	buffer_printf(text, " In all, %s record%s came",
	    count_format(count, records), records == 1 ? "" : "s");
	if (!reply_is_null(repository, 0, REPORT_REQUEST_MILLISECONDS) &&
	    milliseconds >= 0)
		buffer_printf(text, ", and a page took your server %s %.1f s",
		    milliseconds < 100 ? "less than" : "about",
		    milliseconds < 100 ? 0.1 : (double)milliseconds / 1000);
	buffer_add_char(text, '.');
}

static void
print_summary(const struct report *report)
{
	struct buffer text;

	buffer_init(&text, 0);
	add_counts(&text, report);
	add_praise(&text, report->replies.repository);
	(void)fputc('\n', report->context->out);
	print_paragraph(report, 0, &text);
	buffer_fini(&text);
}

static void
add_times(struct buffer *text, const struct happening *happening)
{
	char count[COUNT_SIZE];
	char first[DAY_SIZE];
	char last[DAY_SIZE];

	if (happening->unit != NULL)
		buffer_printf(text, " (%s %s%s",
		    count_format(count, happening->count), happening->unit,
		    happening->count == 1 ? "" : "s");
	if (happening->last != 0) {
		report_day(first, happening->first);
		report_day(last, happening->last);
		buffer_add_string(text, happening->unit == NULL ? " (" : ", ");
		if (happening->unit == NULL)
			buffer_printf(text, "since %s", first);
		else if (strcmp(first, last) == 0)
			buffer_printf(text, "on %s", first);
		else
			buffer_printf(text, "from %s to %s", first, last);
	}
	if (happening->unit != NULL || happening->last != 0)
		buffer_add_char(text, ')');
}

static void
print_example(
    const struct report *report, const struct happening_example *example)
{
	FILE *out = report->context->out;
	struct buffer text;

	buffer_init(&text, 0);
	(void)fputs("\n   ", out);
	if (example->identifier != NULL)
		(void)fprintf(out, "%s\n   ", example->identifier);
	buffer_add_string(&text, example->reason);
	print_paragraph(report, 3, &text);
	/* Not broken: it is to be clicked at. */
	if (example->url != NULL)
		(void)fprintf(out, "   %s\n", example->url);
	buffer_fini(&text);
}

static void
print_happening(const struct report *report, size_t position)
{
	const struct happening *happening = &report->happenings[position];
	const struct problem_kind *kind = happening->kind;
	FILE *out = report->context->out;
	struct buffer text;

	buffer_init(&text, 0);
	buffer_printf(&text, "%zu. %c%s", position + 1,
	    kind->title[0] - (kind->title[0] >= 'a' ? 'a' - 'A' : 0),
	    kind->title + 1);
	add_times(&text, happening);
	(void)fputc('\n', out);
	print_paragraph(report, 3, &text);
	for (size_t i = 0; i < happening->example_count; i++)
		print_example(report, &happening->examples[i]);
	buffer_reset(&text);
	buffer_printf(
	    &text, "What would help: %s (%s).", kind->mend, kind->paragraph);
	(void)fputs("\n   ", out);
	print_paragraph(report, 3, &text);
	buffer_fini(&text);
}

static void
print_end(const struct report *report)
{
	FILE *out = report->context->out;

	(void)fputs(
	    "\nThe paragraphs are those of the specification of OAI-PMH "
	    "2.0:\n" SPECIFICATION "\n",
	    out);
	(void)fprintf(out, "\nPlease write to %s if you have questions.\n",
	    report->contact[0] == '\0' ? "me" : report->contact);
	(void)fputs("\nWith kind regards\n", out);
	if (report->contact[0] != '\0')
		(void)fprintf(out, "%s\n", report->contact);
}

void
report_print(const struct report *report)
{
	FILE *out = report->context->out;
	char *recipients = report_recipients(report);
	char *subject = report_subject(report);

	(void)fprintf(out, "To: %s\nSubject: %s\n\n",
	    recipients[0] == '\0' ? "(the repository does not say whom to "
				    "write to: it has no adminEmail)"
				  : recipients,
	    subject);
	print_greeting(report);
	print_summary(report);
	for (size_t i = 0; i < report->count; i++)
		print_happening(report, i);
	print_end(report);
	free(recipients);
	free(subject);
}
