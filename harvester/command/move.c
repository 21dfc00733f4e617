#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "command/contact.h"
#include "command/move.h"

static const struct option options[] = {
	{ "force", no_argument, NULL, 'f' },
	{ "dry-run", no_argument, NULL, 'd' },
	{ 0 },
};

static bool
store(struct move *move, struct fault *why)
{
	const struct identity *identity = move->identity;
	const struct config *config = &move->context->config;
	struct repository_move to = {
		.repository_id = move->repository.repository_id,
		.base_url = move->url.url,
		.host = move->url.host,
		.default_delay_milliseconds = config->delay_milliseconds,
		.default_connections = config->connections,
		.repository_name = identity->repository_name,
		.protocol_version = identity->protocol_version,
		.admin_emails = identity->admin_emails,
		.earliest_datestamp = identity->earliest_datestamp,
		.deleted_record = identity->deleted_record,
		.granularity = identity->granularity,
		.descriptions = identity->descriptions,
		.is_full = move->outcome == MOVE_FULL,
		.reason = move->reason,
	};

	return repository_move(move->connection, &to, &move->moved, why);
}

static int
fail(const struct move *move, const struct fault *why)
{
	int exit_code = command_fail(move->context, MOVE, why);

	command_say(move->context, "Nothing was changed.");
	return exit_code;
}

/* The report has said what was found. */
static int
refuse(const struct move *move)
{
	struct command_context *context = move->context;
	const char *name = move->repository.name;
	char *url = url_masked(move->url.url);

	(void)fprintf(context->err, "sheaf move: %s is not moved: %s\n", name,
	    move->reason);
	command_say(context,
	    "It seems to be another repository, or to call its records "
	    "otherwise.\n"
	    "To harvest it beside %s, whose records stay: sheaf add NAME %s\n"
	    "To ask %s no more: sheaf retire %s\n"
	    "--force moves it all the same: the next harvest brings "
	    "everything, and nothing is deleted by itself.",
	    name, url, name, name);
	free(url);
	return COMMAND_FAILED;
}

static int
move_to(struct move *move)
{
	struct fault why;

	if (!move_ask(move, &why))
		return fail(move, &why);
	if (move->outcome != MOVE_REFUSED && !move->is_dry &&
	    !store(move, &why))
		return fail(move, &why);
	move_report(move);
	return move->outcome == MOVE_REFUSED ? refuse(move) : COMMAND_DONE;
}

/* At the new address, in every other way as at the old one. */
static bool
open_asking(struct move *move, struct fault *why)
{
	struct repository there = move->repository;
	char *contact;

	if (!contact_settle(
		move->context, move->connection, move->url.host, &contact, why))
		return false;
	free(contact);
	there.base_url = move->url.url;
	asking_open_known(
	    &move->asking, move->context, move->connection, &there);
	return true;
}

static int
run(struct move *move, const char *name)
{
	struct fault why;
	int exit_code;

	if (!command_open(
		move->context, MOVE, DATABASE_WRITER, &move->connection))
		return COMMAND_FAILED;
	exit_code = command_find(
	    move->context, MOVE, move->connection, name, &move->repository);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (strcmp(move->repository.base_url, move->url.url) == 0) {
		command_say(move->context, "%s is there already.", name);
		return COMMAND_DONE;
	}
	if (!open_asking(move, &why))
		return fail(move, &why);
	return move_to(move);
}

static void
forget(struct move *move)
{
	word_list_fini(&move->prefixes);
	word_list_fini(&move->lacking);
	word_list_fini(&move->missing);
	word_list_fini(&move->changed);
	asking_close(&move->asking);
	reply_free(move->harvested);
	reply_free(move->sample);
	reply_free(move->same);
	repository_fini(&move->repository);
	connection_free(move->connection);
	base_url_fini(&move->url);
	base_url_fini(&move->typed);
	free(move->reason);
}

int
command_move(struct command_context *context, int argc, char **argv)
{
	struct move move = { .context = context };
	struct fault why;
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'f')
			move.is_forced = true;
		else if (option == 'd')
			move.is_dry = true;
		else
			return command_bad_option(context, option, argv);
	}
	if (argc - optind != 2)
		return command_usage(context, argv[0],
		    "it takes the name of a repository and its new base URL");
	if (!base_url_parse(&move.url, argv[optind + 1], &why))
		return command_usage(context, argv[0], "%s", why.text);
	exit_code = run(&move, argv[optind]);
	forget(&move);
	return exit_code;
}
