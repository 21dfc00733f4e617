#include <getopt.h>

#include "base/json.h"
#include "command/explain.h"
#include "command/field.h"
#include "command/wrap.h"
#include "daemon/rehearsal.h"
#include "daemon/rule_version.h"

#define EXPLAIN   "explain"
#define COLUMNS   80 /* where nobody says how many there are */
#define NARROWEST 40

struct explain {
	struct command_context *context;
	struct connection *connection;
	const char *name; /* as typed; NULL: of all */
	const char *identifier;
	const char *field; /* NULL: all */
	bool is_ours;
};

/* As explain_fields() wants it. */
static void
write_changes(struct buffer *into, const struct reply *changes)
{
	struct json json;

	json_init(&json, into);
	json_object(&json);
	for (int row = 0; row < reply_rows(changes); row++) {
		json_key(&json, reply_string(changes, row, REHEARSAL_FIELD));
		if (reply_is_null(changes, row, REHEARSAL_NEW))
			json_null(&json);
		else
			json_text(
			    &json, reply_text(changes, row, REHEARSAL_NEW));
	}
	json_end(&json);
}

/* What was traced, and what would be otherwise. */
static bool
make_again(const struct explain *explain, int64_t repository_id,
    struct trace *trace, struct buffer *otherwise, struct fault *why)
{
	struct rehearsal *rehearsal;
	struct reply *changes;
	bool done;

	if (!rehearsal_new(explain->connection, repository_id, &rehearsal, why))
		return false;
	done = rehearsal_one(
	    rehearsal, text_of(explain->identifier), trace, &changes, why);
	rehearsal_free(rehearsal);
	if (!done)
		return false;
	write_changes(otherwise, changes);
	reply_free(changes);
	return true;
}

static void
print(const struct explanation *explanation)
{
	const struct reply *fields = explanation->fields;

	if (!explanation->context->is_json) {
		explain_print(explanation);
		return;
	}
	for (int row = 0; row < reply_rows(fields); row++)
		command_print_json(explanation->context,
		    reply_string(fields, row, EXPLAIN_JSON));
}

static bool
read_and_print(const struct explain *explain, struct explanation *explanation,
    struct fault *why)
{
	int64_t most = explain->field != NULL ? INT64_MAX : EXPLAIN_MOST;
	struct explained asked = explanation->asked;
	bool done;

	/* People are told of elements by parts. */
	if (!explain->context->is_json)
		asked.trace = (struct text){ 0 };
	done = explain_fields(
		   explain->connection, &asked, &explanation->fields, why) &&
	    (explain->context->is_json ||
		explain_parts(explain->connection, &explanation->asked, most,
		    &explanation->parts, why));
	if (done)
		print(explanation);
	reply_free(explanation->fields);
	reply_free(explanation->parts);
	return done;
}

/* A row of explain_find(). */
static bool
explain_one(const struct explain *explain, const struct reply *items, int row,
    struct fault *why)
{
	size_t columns = terminal_columns(explain->context->out);
	struct explanation explanation = {
		.context = explain->context,
		.columns = columns < NARROWEST ? COLUMNS : columns,
		.asked = { .name = reply_string(items, row, EXPLAIN_ITEM_NAME),
		    .identifier = explain->identifier,
		    .field = explain->field },
		.rule_version =
		    reply_number(items, row, EXPLAIN_ITEM_RULE_VERSION),
		.is_stale = reply_bool(items, row, EXPLAIN_ITEM_IS_STALE),
		.is_held = reply_bool(items, row, EXPLAIN_ITEM_IS_HELD),
		.is_ours = explain->is_ours,
	};
	struct buffer otherwise;
	struct trace trace;
	bool done = true;

	buffer_init(&otherwise, 0);
	trace_init(&trace);
	if (!explanation.is_held) {
		done = make_again(explain,
		    reply_number(items, row, EXPLAIN_ITEM_REPOSITORY_ID),
		    &trace, &otherwise, why);
		explanation.asked.trace = trace_end(&trace);
		explanation.asked.otherwise = buffer_text(&otherwise);
	}
	done = done && read_and_print(explain, &explanation, why);
	trace_fini(&trace);
	buffer_fini(&otherwise);
	return done;
}

static int
refuse(const struct explain *explain)
{
	char shown[400];

	if (explain->name == NULL &&
	    repository_name_is_valid(explain->identifier))
		return command_refuse(explain->context, EXPLAIN,
		    COMMAND_NOTHING,
		    "there is no item \"%s\"; of a repository, say which: "
		    "\"sheaf explain %s IDENTIFIER\"",
		    explain->identifier, explain->identifier);
	return command_refuse(explain->context, EXPLAIN, COMMAND_NOTHING,
	    "there is no item \"%s\"; \"sheaf show %s\" says what is known of "
	    "it",
	    text_printable(shown, sizeof(shown), text_of(explain->identifier)),
	    shown);
}

static int
explain_all(const struct explain *explain)
{
	struct reply *items;
	struct fault why;
	bool done = true;
	int rows;

	if (!explain_find(explain->connection, explain->name,
		explain->identifier, &items, &why))
		return command_fail(explain->context, EXPLAIN, &why);
	rows = reply_rows(items);
	for (int row = 0; done && row < rows; row++)
		done = explain_one(explain, items, row, &why);
	reply_free(items);
	if (!done)
		return command_fail(explain->context, EXPLAIN, &why);
	return rows == 0 ? refuse(explain) : COMMAND_DONE;
}

static int
run(struct explain *explain)
{
	struct command_context *context = explain->context;
	struct repository repository = { 0 };
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!command_open(
		context, EXPLAIN, DATABASE_WRITER, &explain->connection))
		return COMMAND_FAILED;
	if (explain->name != NULL)
		exit_code = command_find(context, EXPLAIN, explain->connection,
		    explain->name, &repository);
	repository_fini(&repository);
	if (exit_code == COMMAND_DONE && explain->field != NULL)
		exit_code = field_check(
		    context, EXPLAIN, explain->connection, explain->field);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!rule_version_is_ours(explain->connection, &explain->is_ours, &why))
		return command_fail(context, EXPLAIN, &why);
	return explain_all(explain);
}

/* [NAME] IDENTIFIER [FIELD]: of two words, the first is the identifier where
 * it cannot be a name. */
static void
read_words(struct explain *explain, char **words, int count)
{
	bool has_name =
	    count == 3 || (count == 2 && repository_name_is_valid(words[0]));

	if (has_name)
		explain->name = *words++;
	explain->identifier = *words++;
	if (count - (has_name ? 1 : 0) == 2)
		explain->field = *words;
}

int
command_explain(struct command_context *context, int argc, char **argv)
{
	struct explain explain = { .context = context };
	int exit_code = command_read_no_options(context, argc, argv);
	int count = argc - optind;

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (count < 1 || count > 3)
		return command_usage(context, argv[0],
		    "it takes an identifier; before it the name of a "
		    "repository, and behind it a field, if you like");
	read_words(&explain, argv + optind, count);
	exit_code = run(&explain);
	connection_free(explain.connection);
	return exit_code;
}
