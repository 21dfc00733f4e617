#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include <pwd.h>

#include "base/json.h"
#include "base/limit.h"
#include "command/suppress.h"

#define SHOWN_SIZE 400

static const struct option options[] = {
	{ "reason", required_argument, NULL, 'r' },
	{ "undo", no_argument, NULL, 'u' },
	{ "list", no_argument, NULL, 'l' },
	{ 0 },
};

/* Who it was, behind sudo too. */
static const char *
login(void)
{
	const char *name = geteuid() == 0 ? secure_getenv("SUDO_USER") : NULL;
	const struct passwd *user = name == NULL ? getpwuid(geteuid()) : NULL;

	if (user != NULL)
		return user->pw_name;
	return name == NULL ? "nobody known here" : name;
}

void
suppress_print_json(const struct suppressing *suppressing,
    const struct reply *reply, bool is_suppressed)
{
	for (int i = 0; i < reply_rows(reply); i++) {
		struct buffer buffer;
		struct json json;

		buffer_init(&buffer, 0);
		json_init(&json, &buffer);
		json_object(&json);
		json_key(&json, "repository");
		json_string(&json, suppressing->repository.name);
		json_key(&json, "identifier");
		json_text(&json, reply_text(reply, i, SUPPRESS_IDENTIFIER));
		json_key(&json, "is_suppressed");
		json_bool(&json, is_suppressed);
		json_key(&json, "was_suppressed");
		json_bool(&json, reply_bool(reply, i, SUPPRESS_WAS_DONE));
		json_key(&json, "is_here");
		json_bool(&json, reply_bool(reply, i, SUPPRESS_IS_HERE));
		if (is_suppressed) {
			json_key(&json, "also_in");
			json_raw(
			    &json, reply_string(reply, i, SUPPRESS_ALSO_JSON));
		}
		json_end(&json);
		command_print_json(suppressing->context, buffer.bytes);
		buffer_fini(&buffer);
	}
}

/* An identifier is of a repository; another one may serve the same item. */
static void
say_where_else(
    const struct suppressing *suppressing, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	if (reply_is_null(reply, row, SUPPRESS_ALSO_IN))
		return;
	(void)text_printable(
	    shown, sizeof(shown), reply_text(reply, row, SUPPRESS_IDENTIFIER));
	command_say(suppressing->context,
	    "%s is also in %s, where it is still shown: \"sheaf suppress %s "
	    "%s\".",
	    shown, reply_string(reply, row, SUPPRESS_ALSO_IN),
	    reply_string(reply, row, SUPPRESS_ALSO_FIRST), shown);
}

static void
say_done(const struct suppressing *suppressing, const struct reply *reply)
{
	struct command_context *context = suppressing->context;
	char shown[SHOWN_SIZE];

	for (int i = 0; i < reply_rows(reply); i++) {
		bool is_here = reply_bool(reply, i, SUPPRESS_IS_HERE);
		bool was_done = reply_bool(reply, i, SUPPRESS_WAS_DONE);

		command_say(context, "%s is suppressed%s%s.",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, i, SUPPRESS_IDENTIFIER)),
		    was_done ? " already" : "",
		    is_here ? ""
			    : "; there is nothing of it here, and what comes "
			      "will not be shown");
		say_where_else(suppressing, reply, i);
	}
	command_say(context,
	    "No view, search or export shows %s from %s, whatever later "
	    "harvests bring; \"sheaf suppress %s --undo IDENTIFIER\" takes it "
	    "back.",
	    reply_rows(reply) == 1 ? "it" : "them",
	    suppressing->repository.name, suppressing->repository.name);
}

static int
run_suppress(struct suppressing *suppressing)
{
	struct reply *reply;
	struct fault why;

	suppressing->suppression.by = login();
	if (!suppress(suppressing->connection, &suppressing->suppression,
		&reply, &why))
		return command_fail(suppressing->context, SUPPRESS, &why);
	if (suppressing->context->is_json)
		suppress_print_json(suppressing, reply, true);
	else
		say_done(suppressing, reply);
	reply_free(reply);
	return COMMAND_DONE;
}

static int
run(struct suppressing *suppressing)
{
	int exit_code = COMMAND_DONE;

	if (!command_open(suppressing->context, SUPPRESS, DATABASE_WRITER,
		&suppressing->connection))
		return COMMAND_FAILED;
	if (suppressing->name != NULL)
		exit_code = command_find(suppressing->context, SUPPRESS,
		    suppressing->connection, suppressing->name,
		    &suppressing->repository);
	suppressing->suppression.repository_id =
	    suppressing->repository.repository_id;
	if (exit_code == COMMAND_DONE && suppressing->is_list)
		exit_code = suppress_run_list(suppressing);
	else if (exit_code == COMMAND_DONE && suppressing->is_undo)
		exit_code = suppress_run_undo(suppressing);
	else if (exit_code == COMMAND_DONE)
		exit_code = run_suppress(suppressing);
	repository_fini(&suppressing->repository);
	connection_free(suppressing->connection);
	return exit_code;
}

/* What was said goes together. */
static bool
check(const struct suppressing *suppressing, struct fault *why)
{
	const struct suppression *suppression = &suppressing->suppression;
	char shown[80];

	if (suppressing->is_list)
		return (suppression->count == 0 && !suppressing->is_undo &&
			   suppression->reason == NULL) ||
		    fault_set(why, FAULT_INPUT,
			"--list takes the name of a repository, or none, and "
			"no other option");
	if (suppression->count == 0)
		return fault_set(why, FAULT_INPUT,
		    "it takes the name of a repository, and OAI identifiers");
	if (suppressing->is_undo && suppression->reason != NULL)
		return fault_set(why, FAULT_INPUT,
		    "--reason is of what is suppressed; it does not go with "
		    "--undo");
	for (size_t i = 0; i < suppression->count; i++) {
		struct text identifier = suppression->identifiers[i];

		if (identifier.length == 0 ||
		    identifier.length > IDENTIFIER_BYTES)
			return fault_set(why, FAULT_INPUT,
			    "\"%s\" cannot be an identifier; they have at "
			    "most %zu bytes",
			    text_printable(shown, sizeof(shown), identifier),
			    IDENTIFIER_BYTES);
	}
	return true;
}

static int
read_and_run(struct suppressing *suppressing, int argc, char **argv)
{
	struct word_list identifiers = { 0 };
	struct fault why;
	int exit_code;

	for (int i = optind + 1; i < argc; i++)
		word_list_add(&identifiers, text_of(argv[i]));
	suppressing->name = optind < argc ? argv[optind] : NULL;
	suppressing->suppression.identifiers = identifiers.texts;
	suppressing->suppression.count = identifiers.count;
	if (check(suppressing, &why))
		exit_code = run(suppressing);
	else
		exit_code = command_usage(
		    suppressing->context, SUPPRESS, "%s", why.text);
	word_list_fini(&identifiers);
	return exit_code;
}

int
command_suppress(struct command_context *context, int argc, char **argv)
{
	struct suppressing suppressing = { .context = context };
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'r')
			suppressing.suppression.reason = optarg;
		else if (option == 'u')
			suppressing.is_undo = true;
		else if (option == 'l')
			suppressing.is_list = true;
		else
			return command_bad_option(context, option, argv);
	}
	return read_and_run(&suppressing, argc, argv);
}
