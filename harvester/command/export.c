#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/json.h"
#include "command/common.h"
#include "command/output.h"
#include "store/export.h"

#define OAI_NAMESPACE "http://www.openarchives.org/OAI/2.0/"

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
	{ 0 },
};

static void
write_text(FILE *file, struct text text)
{
	if (text.length > 0)
		(void)fwrite(text.bytes, 1, text.length, file);
}

/* XML 1.0, sections 2.4 and 2.11; quotes because it serves attributes too. */
static void
write_escaped(FILE *file, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		switch (text.bytes[i]) {
		case '&':
			(void)fputs("&amp;", file);
			break;
		case '<':
			(void)fputs("&lt;", file);
			break;
		case '>':
			(void)fputs("&gt;", file);
			break;
		case '"':
			(void)fputs("&quot;", file);
			break;
		case '\r':
			(void)fputs("&#13;", file);
			break;
		default:
			(void)fputc(text.bytes[i], file);
		}
	}
}

static void
write_element(FILE *file, const char *name, struct text text)
{
	(void)fprintf(file, "<oai:%s>", name);
	write_escaped(file, text);
	(void)fprintf(file, "</oai:%s>", name);
}

/* The next of a list that EXPORT_SEPARATOR separates; false: no more. */
static bool
next_of(struct text *list, struct text *one)
{
	const char *end;

	if (list->length == 0)
		return false;
	end = memchr(list->bytes, EXPORT_SEPARATOR, list->length);
	*one = *list;
	if (end == NULL) {
		list->length = 0;
		return true;
	}
	one->length = (size_t)(end - list->bytes);
	list->bytes = end + 1;
	list->length -= one->length + 1;
	return true;
}

/*
 * OAI-PMH 2.5, as in a ListRecords response, but under a prefix: no default
 * namespace is in force where the metadata begins, so it means what it meant.
 */
static void
write_record(FILE *file, const struct reply *reply, int row)
{
	struct text metadata = reply_text(reply, row, EXPORT_METADATA);
	struct text abouts = reply_text(reply, row, EXPORT_ABOUTS);
	struct text sets = reply_text(reply, row, EXPORT_SETS);
	struct text one;

	(void)fputs("<oai:record metadataPrefix=\"", file);
	write_escaped(file, reply_text(reply, row, EXPORT_PREFIX));
	(void)fprintf(file, "\"><oai:header%s>",
	    reply_bool(reply, row, EXPORT_IS_DELETED) ? " status=\"deleted\""
						      : "");
	write_element(
	    file, "identifier", reply_text(reply, row, EXPORT_IDENTIFIER));
	write_element(
	    file, "datestamp", reply_text(reply, row, EXPORT_DATESTAMP));
	while (next_of(&sets, &one))
		write_element(file, "setSpec", one);
	(void)fputs("</oai:header>", file);
	if (metadata.length > 0) {
		(void)fputs("<oai:metadata>", file);
		write_text(file, metadata);
		(void)fputs("</oai:metadata>", file);
	}
	while (next_of(&abouts, &one)) {
		(void)fputs("<oai:about>", file);
		write_text(file, one);
		(void)fputs("</oai:about>", file);
	}
	(void)fputs("</oai:record>\n", file);
}

static void
write_piece(const struct exporting *exporting, const struct reply *reply)
{
	FILE *file = exporting->output.file;

	for (int i = 0; i < reply_rows(reply); i++) {
		if (exporting->format == FORMAT_RAW) {
			write_record(file, reply, i);
			continue;
		}
		write_text(file, reply_text(reply, i, 1));
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

	if (exporting->format == FORMAT_RAW) {
		(void)fprintf(file, "<repository name=\"%s\" baseURL=\"",
		    repository->name);
		write_escaped(file, text_of(repository->base_url));
		(void)fputs("\">\n", file);
	}
	export_init(&export, exporting->connection, repository->repository_id,
	    repository->name);
	done = write_pieces(exporting, &export, why);
	export_fini(&export);
	if (exporting->format == FORMAT_RAW)
		(void)fputs("</repository>\n", file);
	return done;
}

static bool
write_repositories(struct exporting *exporting,
    const struct repository *repositories, size_t count, struct fault *why)
{
	FILE *file = exporting->output.file;

	if (exporting->format == FORMAT_RAW)
		(void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<export xmlns:oai=\"" OAI_NAMESPACE "\">\n",
		    file);
	for (size_t i = 0; i < count; i++)
		if (!write_repository(exporting, &repositories[i], why))
			return false;
	if (exporting->format == FORMAT_RAW)
		(void)fputs("</export>\n", file);
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
		exit_code = command_fail(context, "export", &why);
	output_close(&exporting->output);
	return exit_code;
}

/* All are found before the first byte is written. */
static int
run(struct exporting *exporting, char **names, size_t count)
{
	struct repository *repositories;
	int exit_code = COMMAND_DONE;

	if (!command_open(exporting->context, "export", DATABASE_WRITER,
		&exporting->connection))
		return COMMAND_FAILED;
	repositories = heap_array(count, sizeof(*repositories));
	for (size_t i = 0; i < count && exit_code == COMMAND_DONE; i++)
		exit_code = command_find(exporting->context, "export",
		    exporting->connection, names[i], &repositories[i]);
	if (exit_code == COMMAND_DONE)
		exit_code = write_all(exporting, repositories, count);
	for (size_t i = 0; i < count; i++)
		repository_fini(&repositories[i]);
	free(repositories);
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
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'f')
			exporting.format = format_of(optarg);
		else if (option == 'o')
			exporting.path = optarg;
		else
			return command_bad_option(context, option, argv);
	}
	if (exporting.format == FORMAT_NONE)
		return command_usage(context, argv[0],
		    "say --format raw (records as served, XML) or --format "
		    "jsonl (items, JSON)");
	if (optind == argc)
		return command_usage(context, argv[0],
		    "it takes the name of a repository, or several");
	return run(&exporting, argv + optind, (size_t)(argc - optind));
}
