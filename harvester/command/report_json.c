#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/report.h"
#include "oai/datestamp.h"

static void
write_moment(struct json *json, const char *key, time_t when)
{
	char text[DATESTAMP_SIZE];

	json_key(json, key);
	if (when == 0) {
		json_null(json);
		return;
	}
	datestamp_format(text, when, GRANULARITY_SECOND);
	json_string(json, text);
}

static void
write_number(struct json *json, const char *key, const struct report *report,
    enum report_column column)
{
	const struct reply *repository = report->replies.repository;

	json_key(json, key);
	if (reply_is_null(repository, 0, column))
		json_null(json);
	else
		json_number(json, reply_number(repository, 0, column));
}

static void
write_happening(struct json *json, const struct happening *happening)
{
	const struct problem_kind *kind = happening->kind;

	json_object(json);
	json_key(json, "problem");
	json_string(json, kind->name);
	json_key(json, "severity");
	json_string(json, severity_name(kind->severity));
	json_key(json, "title");
	json_string(json, kind->title);
	json_key(json, "count");
	if (happening->unit == NULL)
		json_null(json);
	else
		json_number(json, happening->count);
	json_key(json, "unit");
	json_string(json, happening->unit);
	write_moment(json, "first_seen", happening->first);
	write_moment(json, "last_seen", happening->last);
	json_key(json, "examples");
	json_array(json);
	for (size_t i = 0; i < happening->example_count; i++) {
		json_object(json);
		json_key(json, "identifier");
		json_string(json, happening->examples[i].identifier);
		json_key(json, "reason");
		json_string(json, happening->examples[i].reason);
		json_key(json, "url");
		json_string(json, happening->examples[i].url);
		json_end(json);
	}
	json_end(json);
	json_key(json, "mend");
	json_string(json, kind->mend);
	json_key(json, "paragraph");
	json_string(json, kind->paragraph);
	json_end(json);
}

static void
write_head(struct json *json, const struct report *report)
{
	char *recipients = report_recipients(report);
	char *subject = report_subject(report);

	json_key(json, "to");
	json_string(json, recipients);
	json_key(json, "subject");
	json_string(json, subject);
	json_key(json, "base_url");
	json_string(
	    json, reply_string(report->replies.repository, 0, REPORT_BASE_URL));
	json_key(json, "days");
	json_number(json, report->days);
	json_key(json, "harvests");
	json_number(json, report_harvests(report));
	json_key(json, "incomplete");
	json_number(json, report_incomplete(report));
	write_number(json, "records", report, REPORT_RECORDS);
	write_number(json, "repaired", report, REPORT_REPAIRED);
	write_number(
	    json, "request_milliseconds", report, REPORT_REQUEST_MILLISECONDS);
	write_number(json, "clock_skew_seconds", report, REPORT_SKEW_SECONDS);
	free(recipients);
	free(subject);
}

void
report_print_json(const struct report *report)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	write_head(&json, report);
	json_key(&json, "problems");
	json_array(&json);
	for (size_t i = 0; i < report->count; i++)
		write_happening(&json, &report->happenings[i]);
	json_end(&json);
	json_end(&json);
	command_print_json(report->context, buffer.bytes);
	buffer_fini(&buffer);
}
