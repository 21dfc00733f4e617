#include <getopt.h>
#include <string.h>

#include "base/array.h"
#include "command/scheme.h"
#include "store/vocabulary.h"

#define ROWS 50 /* without --limit */

struct unmapped {
	struct command_context *context;
	struct connection *connection;
	const char *scheme;     /* NULL: a line a scheme */
	const char *repository; /* --repository; NULL: all */
	long long limit;
};

/* Listed, though no person can say what they mean: map has no such scheme. */
static const char *const unmendable[] = { "element" };

static const struct option options[] = {
	{ "repository", required_argument, NULL, 'r' },
	{ "limit", required_argument, NULL, 'l' },
	{ 0 },
};

static int
nothing(const struct unmapped *unmapped)
{
	command_say(unmapped->context, "Every value%s%s%s%s is known.",
	    unmapped->scheme == NULL ? "" : " of the scheme ",
	    unmapped->scheme == NULL ? "" : unmapped->scheme,
	    unmapped->repository == NULL ? "" : " in ",
	    unmapped->repository == NULL ? "" : unmapped->repository);
	return COMMAND_NOTHING;
}

static void
print_value(const struct unmapped *unmapped, const struct reply *reply, int row)
{
	struct command_context *context = unmapped->context;
	char count[COUNT_SIZE];

	if (context->is_json) {
		command_print_json(
		    context, reply_string(reply, row, UNMAPPED_JSON));
		return;
	}
	(void)fprintf(context->out, "%11s  ",
	    count_format(count, reply_number(reply, row, UNMAPPED_ITEMS)));
	command_print(context, reply_text(reply, row, UNMAPPED_VALUE));
	(void)fprintf(context->out, "  (%s)\n",
	    reply_string(reply, row, UNMAPPED_REPOSITORIES));
}

static int
print_values(const struct unmapped *unmapped)
{
	struct command_context *context = unmapped->context;
	char count[COUNT_SIZE];
	struct reply *reply;
	struct fault why;
	int64_t more;

	if (!unmapped_list(unmapped->connection, unmapped->scheme,
		unmapped->repository, unmapped->limit, &reply, &why))
		return command_fail(context, "unmapped", &why);
	for (int row = 0; row < reply_rows(reply); row++)
		print_value(unmapped, reply, row);
	more = reply_rows(reply) == 0
	    ? 0
	    : reply_number(reply, 0, UNMAPPED_COUNT) - reply_rows(reply);
	if (more > 0)
		command_say(context, "There are %s more; --limit N shows them.",
		    count_format(count, more));
	else if (reply_rows(reply) == 0)
		more = -1;
	reply_free(reply);
	return more < 0 ? nothing(unmapped) : COMMAND_DONE;
}

static void
print_scheme(
    const struct unmapped *unmapped, const struct reply *reply, int row)
{
	struct command_context *context = unmapped->context;
	char values[COUNT_SIZE];
	char items[COUNT_SIZE];
	int64_t count = reply_number(reply, row, SUMMARY_VALUES);

	if (context->is_json) {
		command_print_json(
		    context, reply_string(reply, row, SUMMARY_JSON));
		return;
	}
	(void)fprintf(context->out, "%-16s  %s %s in %s, most often \"",
	    reply_string(reply, row, SUMMARY_SCHEME),
	    count_format(values, count), count == 1 ? "value" : "values",
	    count_format(items, reply_number(reply, row, SUMMARY_ITEMS)));
	command_print(context, reply_text(reply, row, SUMMARY_MOST_FREQUENT));
	(void)fputs("\"\n", context->out);
}

static int
print_summary(const struct unmapped *unmapped)
{
	struct reply *reply;
	struct fault why;
	int rows;

	if (!unmapped_summary(
		unmapped->connection, unmapped->repository, &reply, &why))
		return command_fail(unmapped->context, "unmapped", &why);
	rows = reply_rows(reply);
	for (int row = 0; row < rows; row++)
		print_scheme(unmapped, reply, row);
	reply_free(reply);
	return rows == 0 ? nothing(unmapped) : COMMAND_DONE;
}

static int
run(struct unmapped *unmapped)
{
	struct repository repository = { 0 };
	int exit_code = COMMAND_DONE;

	if (!command_open(unmapped->context, "unmapped", DATABASE_WRITER,
		&unmapped->connection))
		return COMMAND_FAILED;
	if (unmapped->repository != NULL)
		exit_code = command_find(unmapped->context, "unmapped",
		    unmapped->connection, unmapped->repository, &repository);
	repository_fini(&repository);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	return unmapped->scheme == NULL ? print_summary(unmapped)
					: print_values(unmapped);
}

static int
read_words(struct unmapped *unmapped, int argc, char **argv)
{
	enum scheme scheme;

	if (argc - optind > 1)
		return command_usage(
		    unmapped->context, argv[0], "it takes one scheme, or none");
	if (argc == optind)
		return COMMAND_DONE;
	unmapped->scheme = argv[optind];
	for (size_t i = 0; i < COUNT(unmendable); i++)
		if (strcmp(unmapped->scheme, unmendable[i]) == 0)
			return COMMAND_DONE;
	return scheme_read(
	    unmapped->context, argv[0], unmapped->scheme, &scheme);
}

int
command_unmapped(struct command_context *context, int argc, char **argv)
{
	struct unmapped unmapped = { .context = context, .limit = ROWS };
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'r')
			unmapped.repository = optarg;
		else if (option != 'l')
			return command_bad_option(context, option, argv);
		else if (!text_number(text_of(optarg), &unmapped.limit) ||
		    unmapped.limit < 1)
			return command_usage(
			    context, argv[0], "--limit is a number from 1 on");
	}
	exit_code = read_words(&unmapped, argc, argv);
	if (exit_code == COMMAND_DONE)
		exit_code = run(&unmapped);
	connection_free(unmapped.connection);
	return exit_code;
}
