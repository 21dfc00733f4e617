#include <getopt.h>
#include <string.h>

#include <stdio_ext.h>

#include "base/json.h"
#include "command/common.h"
#include "command/output.h"
#include "command/raw.h"
#include "command/several.h"
#include "store/export.h"

enum format {
	FORMAT_NONE,
	FORMAT_RAW,
	FORMAT_JSONL,
};

struct exporting {
	struct command_context *context;
	enum format format;
	const char *path; /* NULL: standard output */
	struct connection *connection;
	struct output output;
	int64_t rows;
};

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "out", required_argument, NULL, 'o' },
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

static void
write_piece(const struct exporting *exporting, const struct reply *reply)
{
	FILE *file = exporting->output.file;

	for (int i = 0; i < reply_rows(reply); i++) {
		if (exporting->format == FORMAT_RAW) {
			raw_record(file, reply, i);
			continue;
		}
		(void)fwrite(reply_text(reply, i, 1).bytes, 1,
		    reply_text(reply, i, 1).length, file);
		(void)fputc('\n', file);
	}
}

static bool
write_pieces(
    struct exporting *exporting, struct export *export, struct fault *why)
{
	int rows;

	do {
		struct reply *reply;
		bool done = exporting->format == FORMAT_RAW
		    ? export_records(export, &reply, why)
		    : export_items(export, &reply, why);

		if (!done)
			return false;
		rows = reply_rows(reply);
		exporting->rows += rows;
		write_piece(exporting, reply);
		reply_free(reply);
		if (!output_is_well(&exporting->output, why))
			return false;
	} while (rows > 0);
	return true;
}

static bool
write_repository(struct exporting *exporting,
    const struct repository *repository, struct fault *why)
{
	FILE *file = exporting->output.file;
	struct export export;
	bool done;

	if (exporting->format == FORMAT_RAW)
		raw_begin_repository(
		    file, repository->name, repository->base_url);
	export_init(&export, exporting->connection, repository->repository_id,
	    repository->name);
	done = write_pieces(exporting, &export, why);
	export_fini(&export);
	if (exporting->format == FORMAT_RAW)
		raw_end_repository(file);
	return done;
}

static bool
write_repositories(struct exporting *exporting,
    const struct repository *repositories, size_t count, struct fault *why)
{
	FILE *file = exporting->output.file;

	if (exporting->format == FORMAT_RAW)
		raw_begin(file);
	for (size_t i = 0; i < count; i++)
		if (!write_repository(exporting, &repositories[i], why))
			return false;
	if (exporting->format == FORMAT_RAW)
		raw_end(file);
	return output_finish(&exporting->output, why);
}

static void
report(const struct exporting *exporting)
{
	struct command_context *context = exporting->context;
	const char *what =
	    exporting->format == FORMAT_RAW ? "records" : "items";
	char count[COUNT_SIZE];
	struct buffer buffer;
	struct json json;

	count_format(count, exporting->rows);
	/* Without --out the data itself is what goes to standard output. */
	if (!context->is_json || exporting->path == NULL) {
		command_say(context, "%s %s written.", count, what);
		return;
	}
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "out");
	json_string(&json, exporting->path);
	json_key(&json, what);
	json_number(&json, exporting->rows);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

/* What could not be written is told here, and not again at the end. */
static int
fail(const struct exporting *exporting, const struct fault *why)
{
	FILE *out = exporting->context->out;

	if (exporting->path == NULL && ferror(out) != 0) {
		__fpurge(out);
		clearerr(out);
	}
	return command_fail(exporting->context, "export", why);
}

static int
write_all(struct exporting *exporting, const struct repository *repositories,
    size_t count)
{
	struct command_context *context = exporting->context;
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (output_open(
		&exporting->output, exporting->path, context->out, &why) &&
	    write_repositories(exporting, repositories, count, &why))
		report(exporting);
	else
		exit_code = fail(exporting, &why);
	output_close(&exporting->output);
	return exit_code;
}

/* All are found before the first byte is written. */
static int
run(struct exporting *exporting, const struct several_names *names)
{
	struct several several = { 0 };
	int exit_code;

	if (!command_open(exporting->context, "export", DATABASE_WRITER,
		&exporting->connection))
		return COMMAND_FAILED;
	exit_code = several_find(exporting->context, "export",
	    exporting->connection, names, &several);
	if (exit_code == COMMAND_DONE)
		exit_code = write_all(exporting, several.list, several.count);
	several_fini(&several);
	connection_free(exporting->connection);
	return exit_code;
}

static enum format
format_of(const char *name)
{
	if (strcmp(name, "raw") == 0)
		return FORMAT_RAW;
	return strcmp(name, "jsonl") == 0 ? FORMAT_JSONL : FORMAT_NONE;
}

int
command_export(struct command_context *context, int argc, char **argv)
{
	struct exporting exporting = { .context = context };
	struct several_names names = { 0 };
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'f')
			exporting.format = format_of(optarg);
		else if (option == 'o')
			exporting.path = optarg;
		else if (option == 'g')
			names.group = optarg;
		else
			return command_bad_option(context, option, argv);
	}
	if (exporting.format == FORMAT_NONE)
		return command_usage(context, argv[0],
		    "say --format raw (records as served, XML) or --format "
		    "jsonl (items, JSON)");
	names.names = (const char *const *)(argv + optind);
	names.count = (size_t)(argc - optind);
	exit_code = several_check(context, argv[0], &names);
	return exit_code == COMMAND_DONE ? run(&exporting, &names) : exit_code;
}
