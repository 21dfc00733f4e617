#include <getopt.h>
#include <string.h>

#include "base/json.h"
#include "command/common.h"
#include "command/raw.h"
#include "command/suppress.h"
#include "command/wrap.h"
#include "store/export.h"

#define SHOWN_SIZE   400
#define FIELD_COLUMN 16 /* where values begin */

struct show {
	struct command_context *context;
	struct connection *connection;
	struct shown shown; /* as typed */
	bool is_raw;
	struct reply *records;
	struct reply *quarantine; /* what of it could not be read */
};

static const struct option options[] = {
	{ "raw", no_argument, NULL, 'r' },
	{ "prefix", required_argument, NULL, 'p' },
	{ 0 },
};

/* Not here, but not unknown. */
static int
only_quarantined(const struct show *show, const char *identifier)
{
	const struct reply *reply = show->quarantine;
	const char *name = reply_string(reply, 0, SHOW_QUARANTINE_NAME);
	char reason[SHOWN_SIZE];
	char prefix[60];

	return command_refuse(show->context, "show", COMMAND_NOTHING,
	    "\"%s\" could not be read yet (%s: %s), and waits in quarantine; "
	    "\"sheaf quarantine show %s %s\" shows what came",
	    identifier,
	    text_printable(prefix, sizeof(prefix),
		reply_text(reply, 0, SHOW_QUARANTINE_PREFIX)),
	    text_printable(reason, sizeof(reason),
		reply_text(reply, 0, SHOW_QUARANTINE_REASON)),
	    name, identifier);
}

static int
nothing(const struct show *show)
{
	char identifier[SHOWN_SIZE];

	(void)text_printable(
	    identifier, sizeof(identifier), text_of(show->shown.identifier));
	if (suppress_explain(show->context, show->connection, show->shown.name,
		show->shown.identifier))
		return COMMAND_NOTHING;
	if (reply_rows(show->quarantine) > 0)
		return only_quarantined(show, identifier);
	if (show->shown.prefix != NULL)
		return command_refuse(show->context, "show", COMMAND_NOTHING,
		    "there is no record of \"%s\" in this format", identifier);
	return command_refuse(show->context, "show", COMMAND_NOTHING,
	    "there is nothing with the identifier \"%s\"", identifier);
}

/* Rows from first on that are of the same repository. */
static int
end_of_repository(const struct reply *records, int first)
{
	int end = first;

	while (end < reply_rows(records) &&
	    text_equals(reply_text(records, end, SHOW_NAME),
		reply_text(records, first, SHOW_NAME)))
		end++;
	return end;
}

/* All of them, as an export. */
static void
print_raw(const struct show *show)
{
	const struct reply *records = show->records;
	FILE *out = show->context->out;

	raw_begin(out);
	for (int row = 0; row < reply_rows(records);) {
		int end = end_of_repository(records, row);

		raw_begin_repository(out, reply_string(records, row, SHOW_NAME),
		    reply_string(records, row, SHOW_BASE_URL));
		while (row < end)
			raw_record(out, records, row++);
		raw_end_repository(out);
	}
	raw_end(out);
}

/* The metadata alone, which is a document of its own: of one repository. */
static int
print_metadata(const struct show *show)
{
	const struct reply *records = show->records;
	char shown[SHOWN_SIZE];

	if (reply_rows(records) > 1)
		return command_refuse(show->context, "show", COMMAND_USAGE,
		    "it is in several repositories, such as %s and %s; say "
		    "which: sheaf show NAME IDENTIFIER --raw --prefix %s",
		    reply_string(records, 0, SHOW_NAME),
		    reply_string(records, 1, SHOW_NAME),
		    text_printable(
			shown, sizeof(shown), text_of(show->shown.prefix)));
	command_print_lines(
	    show->context, reply_text(records, 0, EXPORT_METADATA));
	(void)fputc('\n', show->context->out);
	return COMMAND_DONE;
}

static bool
has_metadata(const struct reply *records)
{
	for (int i = 0; i < reply_rows(records); i++)
		if (!reply_is_null(records, i, EXPORT_METADATA))
			return true;
	return false;
}

static int
print_as_served(const struct show *show)
{
	char shown[SHOWN_SIZE];

	if (!has_metadata(show->records))
		return command_refuse(show->context, "show", COMMAND_NOTHING,
		    "\"%s\" is deleted",
		    text_printable(
			shown, sizeof(shown), text_of(show->shown.identifier)));
	if (show->shown.prefix != NULL)
		return print_metadata(show);
	print_raw(show);
	return COMMAND_DONE;
}

/* One JSON object a record, as api.record has it. */
static int
print_raw_json(const struct show *show)
{
	for (int i = 0; i < reply_rows(show->records); i++)
		command_print_json(
		    show->context, reply_string(show->records, i, SHOW_JSON));
	return COMMAND_DONE;
}

static void
print_fields(struct command_context *context, const struct reply *item)
{
	for (int i = 0; i < reply_rows(item); i++) {
		(void)fprintf(
		    context->out, "  %-13s ", reply_string(item, i, 0));
		wrap_print(context, reply_text(item, i, 1), FIELD_COLUMN);
	}
}

static void
print_records(struct command_context *context, const struct reply *records,
    int first, int end)
{
	char shown[SHOWN_SIZE];

	for (int i = first; i < end; i++) {
		(void)fprintf(context->out, "  %-13s %s",
		    i == first ? "records" : "",
		    text_printable(shown, sizeof(shown),
			reply_text(records, i, EXPORT_PREFIX)));
		(void)fprintf(context->out, ", %s, %s",
		    reply_string(records, i, SHOW_STATUS),
		    text_printable(shown, sizeof(shown),
			reply_text(records, i, EXPORT_DATESTAMP)));
		if (reply_text(records, i, SHOW_SETS).length > 0)
			(void)fprintf(context->out, ", in %s",
			    text_printable(shown, sizeof(shown),
				reply_text(records, i, SHOW_SETS)));
		(void)fputc('\n', context->out);
	}
}

/* What is newer than the records, perhaps, and could not be read. */
static void
print_quarantine(const struct show *show, const struct shown *one)
{
	const struct reply *reply = show->quarantine;
	char shown[SHOWN_SIZE];

	for (int i = 0; i < reply_rows(reply); i++) {
		if (!text_is(
			reply_text(reply, i, SHOW_QUARANTINE_NAME), one->name))
			continue;
		(void)fprintf(show->context->out, "  %-13s %s, ", "quarantine",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, i, SHOW_QUARANTINE_PREFIX)));
		(void)fprintf(show->context->out,
		    "a version that could not be read: %s\n",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, i, SHOW_QUARANTINE_REASON)));
	}
}

/* Why there is no item. */
static bool
print_absence(
    const struct show *show, const struct shown *one, struct fault *why)
{
	const char *absence = "not normalised yet";
	struct reply *stale;

	if (!show_item_is_stale(show->connection, one, &stale, why))
		return false;
	if (reply_rows(stale) == 0)
		absence = "deleted by the repository";
	else if (reply_bool(stale, 0, 0))
		absence = "held: normalising it ended workers";
	(void)fprintf(show->context->out, "  %s\n", absence);
	reply_free(stale);
	return true;
}

static bool
print_one(const struct show *show, int first, int end, struct fault *why)
{
	struct shown one = { .name =
				 reply_string(show->records, first, SHOW_NAME),
		.identifier = show->shown.identifier };
	struct command_context *context = show->context;
	struct reply *item;
	bool done = true;

	if (!show_item(show->connection, &one, &item, why))
		return false;
	command_print(context, text_of(one.identifier));
	(void)fprintf(context->out, "  (%s)\n", one.name);
	if (reply_rows(item) > 0)
		print_fields(context, item);
	else
		done = print_absence(show, &one, why);
	print_records(context, show->records, first, end);
	print_quarantine(show, &one);
	reply_free(item);
	return done;
}

static void
write_one(struct json *json, const struct show *show, const struct shown *one,
    const struct reply *item, int first)
{
	int end = end_of_repository(show->records, first);

	json_object(json);
	json_key(json, "repository");
	json_string(json, one->name);
	json_key(json, "identifier");
	json_string(json, one->identifier);
	json_key(json, "item");
	if (reply_rows(item) > 0)
		json_raw(json, reply_string(item, 0, 0));
	else
		json_null(json);
	json_key(json, "records");
	json_array(json);
	for (int i = first; i < end; i++)
		json_raw(json, reply_string(show->records, i, SHOW_JSON));
	json_end(json);
	json_key(json, "quarantine");
	json_array(json);
	for (int i = 0; i < reply_rows(show->quarantine); i++)
		if (text_is(
			reply_text(show->quarantine, i, SHOW_QUARANTINE_NAME),
			one->name))
			json_raw(json,
			    reply_string(
				show->quarantine, i, SHOW_QUARANTINE_JSON));
	json_end(json);
	json_end(json);
}

static bool
print_one_as_json(const struct show *show, int first, struct fault *why)
{
	struct shown one = { .name =
				 reply_string(show->records, first, SHOW_NAME),
		.identifier = show->shown.identifier };
	struct buffer buffer;
	struct reply *item;
	struct json json;

	if (!show_item_json(show->connection, &one, &item, why))
		return false;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	write_one(&json, show, &one, item, first);
	command_print_json(show->context, buffer.bytes);
	buffer_fini(&buffer);
	reply_free(item);
	return true;
}

/* One piece for each repository that has it. */
static int
print_items(const struct show *show)
{
	int rows = reply_rows(show->records);
	struct fault why;

	for (int first = 0; first < rows;) {
		int end = end_of_repository(show->records, first);
		bool done = show->context->is_json
		    ? print_one_as_json(show, first, &why)
		    : print_one(show, first, end, &why);

		if (!done)
			return command_fail(show->context, "show", &why);
		first = end;
	}
	return COMMAND_DONE;
}

static int
run(struct show *show)
{
	struct repository repository = { 0 };
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!command_open(
		show->context, "show", DATABASE_WRITER, &show->connection))
		return COMMAND_FAILED;
	if (show->shown.name != NULL)
		exit_code = command_find(show->context, "show",
		    show->connection, show->shown.name, &repository);
	repository_fini(&repository);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!show_records(
		show->connection, &show->shown, &show->records, &why) ||
	    !show_quarantine(
		show->connection, &show->shown, &show->quarantine, &why))
		return command_fail(show->context, "show", &why);
	if (reply_rows(show->records) == 0)
		return nothing(show);
	if (!show->is_raw)
		return print_items(show);
	return show->context->is_json ? print_raw_json(show)
				      : print_as_served(show);
}

int
command_show(struct command_context *context, int argc, char **argv)
{
	struct show show = { .context = context };
	int option;
	int exit_code;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'r')
			show.is_raw = true;
		else if (option == 'p')
			show.shown.prefix = optarg;
		else
			return command_bad_option(context, option, argv);
	}
	if (argc - optind != 1 && argc - optind != 2)
		return command_usage(context, argv[0],
		    "it takes an identifier, and before it the name of a "
		    "repository if you like");
	if (show.shown.prefix != NULL && !show.is_raw)
		return command_usage(context, argv[0],
		    "--prefix is of a record: it goes with --raw");
	show.shown.identifier = argv[argc - 1];
	show.shown.name = argc - optind == 2 ? argv[optind] : NULL;
	exit_code = run(&show);
	reply_free(show.records);
	reply_free(show.quarantine);
	connection_free(show.connection);
	return exit_code;
}
