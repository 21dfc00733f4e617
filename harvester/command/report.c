#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/contact.h"
#include "command/report.h"

#define DAYS_USUAL 90 /* as long as quarantine is kept */
#define DAYS_MOST  36500

static const struct option options[] = {
	{ "days", required_argument, NULL, 'd' },
	{ 0 },
};

/* In English, whatever the locale. */
const char *
report_day(char into[DAY_SIZE], time_t when)
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	struct tm broken = { 0 };

	(void)gmtime_r(&when, &broken);
	(void)snprintf(into, DAY_SIZE, "%d %s %d", broken.tm_mday,
	    months[broken.tm_mon], broken.tm_year + 1900);
	return into;
}

char *
report_subject(const struct report *report)
{
	struct text name =
	    reply_text(report->replies.repository, 0, REPORT_NAME);
	struct buffer subject;
	char shown[160];

	buffer_init(&subject, 0);
	if (text_trim(name).length == 0)
		name =
		    reply_text(report->replies.repository, 0, REPORT_BASE_URL);
	buffer_printf(&subject, "OAI-PMH at %s: what our harvester met",
	    text_printable(shown, sizeof(shown), text_trim(name)));
	return buffer_take(&subject);
}

char *
report_recipients(const struct report *report)
{
	struct text rest = text_trim(
	    reply_text(report->replies.repository, 0, REPORT_ADMIN_EMAILS));
	struct buffer line;
	char shown[300];

	buffer_init(&line, 0);
	while (rest.length > 0) {
		const char *end = memchr(rest.bytes, '\n', rest.length);
		struct text one = { rest.bytes,
			end == NULL ? rest.length
				    : (size_t)(end - rest.bytes) };

		rest.bytes += one.length;
		rest.length -= one.length;
		rest = text_trim(rest);
		one = text_trim(one);
		if (one.length > 7 && memcmp(one.bytes, "mailto:", 7) == 0)
			one = (struct text){ one.bytes + 7, one.length - 7 };
		buffer_printf(&line, "%s%s", line.length > 0 ? ", " : "",
		    text_printable(shown, sizeof(shown), one));
	}
	return buffer_take(&line);
}

int64_t
report_harvests(const struct report *report)
{
	return reply_number(report->replies.repository, 0, REPORT_HARVESTS) -
	    report->ours;
}

int64_t
report_incomplete(const struct report *report)
{
	return reply_number(report->replies.repository, 0, REPORT_INCOMPLETE) -
	    report->ours;
}

static int
nothing(const struct report *report, const char *name)
{
	int64_t harvests = report_harvests(report);

	if (report->ours > 0)
		return command_refuse(report->context, "report",
		    COMMAND_NOTHING,
		    "there is nothing to report: what went wrong with %s is on "
		    "our side; \"sheaf status %s\" says what",
		    name, name);
	if (harvests == 0)
		return command_refuse(report->context, "report",
		    COMMAND_NOTHING,
		    "there is nothing to report: no harvest of %s ended in the "
		    "last %d days",
		    name, (int)report->days);
	return command_refuse(report->context, "report", COMMAND_NOTHING,
	    "there is nothing to report: all is well with %s (%lld "
	    "harvest%s in the last %d days)",
	    name, (long long)harvests, harvests == 1 ? "" : "s",
	    (int)report->days);
}

static int
write(struct report *report, struct connection *connection,
    const struct repository *repository)
{
	struct fault why;

	if (!report_read(connection, repository->repository_id, report->days,
		REPORT_EXAMPLES, &report->replies, &why))
		return command_fail(report->context, "report", &why);
	report->contact = contact_find(&report->context->config, connection);
	report_judge(report);
	if (report->count == 0)
		return nothing(report, repository->name);
	if (report->context->is_json)
		report_print_json(report);
	else
		report_print(report);
	return COMMAND_DONE;
}

static int
run(struct report *report, const char *name)
{
	struct repository repository = { 0 };
	struct connection *connection;
	int exit_code;

	if (!command_open(
		report->context, "report", DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	exit_code = command_find(
	    report->context, "report", connection, name, &repository);
	if (exit_code == COMMAND_DONE)
		exit_code = write(report, connection, &repository);
	repository_fini(&repository);
	connection_free(connection);
	return exit_code;
}

int
command_report(struct command_context *context, int argc, char **argv)
{
	struct report report = { .context = context, .days = DAYS_USUAL };
	long long days;
	char shown[40];
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'd')
			return command_bad_option(context, option, argv);
		if (!text_number(text_of(optarg), &days) || days < 1 ||
		    days > DAYS_MOST)
			return command_usage(context, argv[0],
			    "--days cannot be \"%s\"; it is a number from 1 on",
			    text_printable(
				shown, sizeof(shown), text_of(optarg)));
		report.days = (int32_t)days;
	}
	if (argc - optind != 1)
		return command_usage(
		    context, argv[0], "it takes the name of a repository");
	exit_code = run(&report, argv[optind]);
	report_forget(&report);
	return exit_code;
}
