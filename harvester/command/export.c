#include <getopt.h>
#include <string.h>

#include <stdio_ext.h>

#include "base/array.h"
#include "base/json.h"
#include "command/cited.h"
#include "command/common.h"
#include "command/csv.h"
#include "command/interrupt.h"
#include "command/output.h"
#include "command/raw.h"
#include "command/several.h"
#include "store/export.h"

#define SHOWN_SIZE 200 /* a path */

enum format {
	FORMAT_NONE,
	FORMAT_RAW,
	FORMAT_JSONL,
	FORMAT_CSV,
	FORMAT_BIBTEX,
	FORMAT_RIS,
	FORMAT_CSL,
};

struct exporting {
	struct command_context *context;
	enum format format;
	const char *path; /* NULL: standard output */
	struct connection *connection;
	struct output output;
	struct cited cited; /* for reference managers */
	int64_t rows;
	int64_t left_out; /* that cannot be cited */
};

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "out", required_argument, NULL, 'o' },
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

static void
write_line(FILE *file, struct text line)
{
	(void)fwrite(line.bytes, 1, line.length, file);
	(void)fputc('\n', file);
}

static bool
is_for_citing(enum format format)
{
	return format == FORMAT_BIBTEX || format == FORMAT_RIS ||
	    format == FORMAT_CSL;
}

static bool
is_left_out(enum format format, const struct reply *reply, int row)
{
	enum cited_scheme scheme = format == FORMAT_BIBTEX ? CITED_BIBTEX
	    : format == FORMAT_RIS                         ? CITED_RIS
							   : CITED_CSL;

	return is_for_citing(format) && !cited_is_anything(reply, row, scheme);
}

static void
write_row(struct exporting *exporting, const struct reply *reply, int row)
{
	FILE *file = exporting->output.file;

	if (is_left_out(exporting->format, reply, row)) {
		exporting->left_out++;
		return;
	}
	exporting->rows++;
	switch (exporting->format) {
	case FORMAT_NONE:
		return;
	case FORMAT_RAW:
		raw_record(file, reply, row);
		return;
	case FORMAT_JSONL:
		write_line(file, reply_text(reply, row, 1));
		return;
	case FORMAT_CSV:
		csv_item(file, reply, row);
		return;
	case FORMAT_BIBTEX:
		bibtex_item(&exporting->cited, reply, row);
		return;
	case FORMAT_RIS:
		ris_item(&exporting->cited, reply, row);
		return;
	case FORMAT_CSL:
		csl_item(&exporting->cited, reply, row);
		return;
	}
}

static bool
read_piece(const struct exporting *exporting, struct export *export,
    struct reply **reply, struct fault *why)
{
	if (exporting->format == FORMAT_RAW)
		return export_records(export, reply, why);
	if (exporting->format == FORMAT_JSONL)
		return export_items(export, reply, why);
	if (exporting->format == FORMAT_CSV)
		return export_table(export, reply, why);
	return export_cited(export, reply, why);
}

static bool
write_pieces(
    struct exporting *exporting, struct export *export, struct fault *why)
{
	int rows;

	do {
		struct reply *reply;

		if (interrupt_came())
			return false;
		if (!read_piece(exporting, export, &reply, why))
			return false;
		rows = reply_rows(reply);
		for (int i = 0; i < rows; i++)
			write_row(exporting, reply, i);
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
	export_init(&export, exporting->connection, repository->repository_id);
	done = write_pieces(exporting, &export, why);
	export_fini(&export);
	if (exporting->format == FORMAT_RAW)
		raw_end_repository(file);
	return done;
}

static void
begin(struct exporting *exporting)
{
	FILE *file = exporting->output.file;

	if (exporting->format == FORMAT_RAW)
		raw_begin(file);
	else if (exporting->format == FORMAT_CSV)
		csv_begin(file);
	else if (is_for_citing(exporting->format))
		cited_init(&exporting->cited, file);
	if (exporting->format == FORMAT_CSL)
		csl_begin(&exporting->cited);
}

static void
end(struct exporting *exporting)
{
	if (exporting->format == FORMAT_RAW)
		raw_end(exporting->output.file);
	else if (exporting->format == FORMAT_CSL)
		csl_end(&exporting->cited);
}

static bool
write_repositories(struct exporting *exporting,
    const struct repository *repositories, size_t count, struct fault *why)
{
	begin(exporting);
	for (size_t i = 0; i < count; i++)
		if (!write_repository(exporting, &repositories[i], why))
			return false;
	end(exporting);
	return output_finish(&exporting->output, why);
}

static void
say_left_out(const struct exporting *exporting)
{
	char count[COUNT_SIZE];

	if (exporting->left_out > 0)
		command_say(exporting->context,
		    "%s left out: nothing is known that they could be cited "
		    "by.",
		    count_format(count, exporting->left_out));
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
		say_left_out(exporting);
		return;
	}
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "out");
	json_string(&json, exporting->path);
	json_key(&json, what);
	json_number(&json, exporting->rows);
	if (is_for_citing(exporting->format)) {
		json_key(&json, "left_out");
		json_number(&json, exporting->left_out);
	}
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

/* A file that is not whole is not there; of a stream the lines that were
 * begun are. */
static int
fail_stopped(const struct exporting *exporting)
{
	struct command_context *context = exporting->context;
	const char *what =
	    exporting->format == FORMAT_RAW ? "records" : "items";
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (exporting->path != NULL)
		return command_refuse(context, "export", COMMAND_PARTIAL,
		    "stopped after %s %s; %s is not written",
		    count_format(count, exporting->rows), what,
		    text_printable(
			shown, sizeof(shown), text_of(exporting->path)));
	(void)fprintf(context->err,
	    "sheaf export: stopped after %s %s; what was written is not "
	    "whole\n",
	    count_format(count, exporting->rows), what);
	return COMMAND_PARTIAL;
}

static int
write_all(struct exporting *exporting, const struct repository *repositories,
    size_t count)
{
	struct command_context *context = exporting->context;
	struct fault why;
	int exit_code = COMMAND_DONE;

	interrupt_catch(exporting->connection);
	if (output_open(
		&exporting->output, exporting->path, context->out, &why) &&
	    write_repositories(exporting, repositories, count, &why))
		report(exporting);
	else if (interrupt_came())
		exit_code = fail_stopped(exporting);
	else
		exit_code = fail(exporting, &why);
	interrupt_leave();
	output_close(&exporting->output);
	cited_fini(&exporting->cited);
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
	static const char *const names[] = {
		[FORMAT_RAW] = "raw",
		[FORMAT_JSONL] = "jsonl",
		[FORMAT_CSV] = "csv",
		[FORMAT_BIBTEX] = "bibtex",
		[FORMAT_RIS] = "ris",
		[FORMAT_CSL] = "csl",
	};

	for (size_t i = FORMAT_RAW; i < COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return (enum format)i;
	return FORMAT_NONE;
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
		    "say --format raw (records as served, XML) or one for "
		    "items: jsonl, csv, bibtex, ris, csl");
	if (context->is_json && exporting.path == NULL &&
	    exporting.format != FORMAT_JSONL && exporting.format != FORMAT_CSL)
		return command_usage(context, argv[0],
		    "--json says what is in the file of --out; without that "
		    "what is written is no JSON, but with --format jsonl or "
		    "csl");
	names.names = (const char *const *)(argv + optind);
	names.count = (size_t)(argc - optind);
	exit_code = several_check(context, argv[0], &names);
	return exit_code == COMMAND_DONE ? run(&exporting, &names) : exit_code;
}
