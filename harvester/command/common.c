#include <assert.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config_key.h"
#include "base/heap.h"
#include "base/json.h"
#include "command/common.h"

#define MESSAGE_SIZE 600
#define ESCAPED      4 /* bytes that a byte may need: \xNN */

int
command_usage(
    struct command_context *context, const char *name, const char *format, ...)
{
	char text[MESSAGE_SIZE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	(void)command_refuse(context, name, COMMAND_USAGE, "%s", text);
	(void)fprintf(context->err, "\"sheaf help %s\" says more\n", name);
	return COMMAND_USAGE;
}

int
command_bad_option(struct command_context *context, int option, char **argv)
{
	char shown[80];
	const char *given = argv[optind - 1];

	if (option == ':')
		return command_usage(context, argv[0], "%s needs a value",
		    text_printable(shown, sizeof(shown), text_of(given)));
	return command_usage(context, argv[0], "there is no option %s",
	    text_printable(shown, sizeof(shown), text_of(given)));
}

int
command_read_no_options(struct command_context *context, int argc, char **argv)
{
	static const struct option none[] = { { 0 } };
	int option = getopt_long(argc, argv, ":", none, NULL);

	return option == -1 ? COMMAND_DONE
			    : command_bad_option(context, option, argv);
}

static void
print_error(
    struct command_context *context, const char *text, enum fault_kind kind)
{
	struct buffer buffer;
	struct json json;

	if (!context->is_json)
		return;
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "error");
	json_string(&json, text);
	json_key(&json, "fault");
	json_string(&json, fault_name(kind));
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

int
command_fail(
    struct command_context *context, const char *name, const struct fault *why)
{
	(void)fprintf(context->err, "sheaf %s: %s\n", name, why->text);
	print_error(context, why->text, why->kind);
	return COMMAND_FAILED;
}

int
command_refuse(struct command_context *context, const char *name, int exit_code,
    const char *format, ...)
{
	char text[MESSAGE_SIZE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	(void)fprintf(context->err, "sheaf %s: %s\n", name, text);
	print_error(context, text, FAULT_INPUT);
	return exit_code;
}

void
command_say(struct command_context *context, const char *format, ...)
{
	va_list args;

	if (context->is_quiet)
		return;
	va_start(args, format);
	(void)vfprintf(context->err, format, args);
	va_end(args);
	(void)fputc('\n', context->err);
}

void
command_say_started(struct command_context *context)
{
	command_say(context,
	    "Started the PostgreSQL of %s, which was stopped; \"sheaf db "
	    "stop\" "
	    "stops it.",
	    context->database.text);
}

void
command_application(char into[APPLICATION_SIZE], const char *name)
{
	(void)snprintf(into, APPLICATION_SIZE, "sheaf %s", name);
}

bool
command_open(struct command_context *context, const char *name,
    enum database_role role, struct connection **connection)
{
	struct fault why;
	char application[APPLICATION_SIZE];
	bool was_stopped = database_is_stopped(&context->database);

	command_application(application, name);
	if (database_open(
		&context->database, role, application, connection, &why)) {
		if (was_stopped)
			command_say_started(context);
		return true;
	}
	(void)command_fail(context, name, &why);
	return false;
}

/* Not found: names the repository that was probably meant. */
static int
say_not_found(struct command_context *context, const char *name,
    struct connection *connection, const char *written,
    const struct fault *not_found)
{
	struct guess guess;
	struct reply *reply;
	struct fault why;
	int exit_code;

	if (!repository_names(connection, &reply, &why))
		return command_fail(context, name, &why);
	guess_init(&guess, text_of(written));
	for (int i = 0; i < reply_rows(reply); i++)
		guess_look_at(&guess, reply_string(reply, i, 0));
	if (guess.best != NULL)
		exit_code = command_refuse(context, name, COMMAND_NOTHING,
		    "%s; did you mean \"%s\"?", not_found->text, guess.best);
	else
		exit_code = command_refuse(context, name, COMMAND_NOTHING,
		    "%s; \"sheaf list\" shows those there are",
		    not_found->text);
	reply_free(reply);
	return exit_code;
}

int
command_find(struct command_context *context, const char *name,
    struct connection *connection, const char *repository_name,
    struct repository *repository)
{
	struct fault why;

	if (repository_find(connection, repository_name, repository, &why))
		return COMMAND_DONE;
	if (why.kind != FAULT_INPUT)
		return command_fail(context, name, &why);
	return say_not_found(context, name, connection, repository_name, &why);
}

bool
command_check_name(const char *name, const char *what, struct fault *why)
{
	char shown[80];

	if (repository_name_is_valid(name))
		return true;
	return fault_set(why, FAULT_INPUT,
	    "\"%s\" cannot be a %s; names are small letters, digits, \".\", "
	    "\"_\" and \"-\", at most 63",
	    text_printable(shown, sizeof(shown), text_of(name)), what);
}

bool
command_is_terminal(FILE *file)
{
	int descriptor = fileno(file);

	return descriptor >= 0 && isatty(descriptor) == 1;
}

static void
print_bytes(FILE *out, struct text text, bool is_terminal)
{
	size_t size = text.length * ESCAPED + 1;
	char *printable;

	if (!is_terminal) {
		(void)fwrite(text.bytes, 1, text.length, out);
		return;
	}
	printable = heap_take(size);
	(void)fputs(text_printable(printable, size, text), out);
	free(printable);
}

void
command_print(struct command_context *context, struct text text)
{
	if (text.length > 0)
		print_bytes(
		    context->out, text, command_is_terminal(context->out));
}

void
command_print_lines(struct command_context *context, struct text text)
{
	bool is_terminal = command_is_terminal(context->out);

	while (text.length > 0) {
		struct text piece = { text.bytes, 0 };

		while (piece.length < text.length &&
		    text.bytes[piece.length] != '\n' &&
		    text.bytes[piece.length] != '\t')
			piece.length++;
		if (piece.length > 0)
			print_bytes(context->out, piece, is_terminal);
		text.bytes += piece.length;
		text.length -= piece.length;
		if (text.length == 0)
			break;
		(void)fputc(*text.bytes, context->out);
		text.bytes++;
		text.length--;
	}
}

void
command_print_json(struct command_context *context, const char *json)
{
	command_print(context, text_of(json));
	(void)fputc('\n', context->out);
}

char *
count_format(char into[COUNT_SIZE], int64_t count)
{
	char digits[COUNT_SIZE];
	int length = snprintf(digits, sizeof(digits), "%lld", (long long)count);
	char *at = into;

	for (int i = 0; i < length; i++) {
		*at++ = digits[i];
		if (digits[i] != '-' && i + 1 < length &&
		    (length - i - 1) % 3 == 0)
			*at++ = ',';
	}
	*at = '\0';
	return into;
}

char *
bytes_format(char into[COUNT_SIZE], int64_t bytes)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
	double amount = (double)bytes;
	size_t unit = 0;

	while (amount >= 1000 && unit + 1 < sizeof(units) / sizeof(units[0])) {
		amount /= 1000;
		unit++;
	}
	(void)snprintf(into, COUNT_SIZE, unit == 0 ? "%.0f %s" : "%.1f %s",
	    amount, units[unit]);
	return into;
}

/* The two largest units that are not zero. */
char *
duration_format(char into[COUNT_SIZE], int64_t seconds)
{
	static const struct unit {
		const char *name;
		int64_t seconds;
	} units[] = { { "d", 86400 }, { "h", 3600 }, { "min", 60 },
		{ "s", 1 } };
	size_t length = 0;
	int shown = 0;

	(void)snprintf(into, COUNT_SIZE, "0 s");
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		int64_t count = seconds / units[i].seconds;

		if (count == 0 || shown == 2)
			continue;
		length += (size_t)snprintf(into + length, COUNT_SIZE - length,
		    "%s%lld %s", shown == 0 ? "" : " ", (long long)count,
		    units[i].name);
		seconds %= units[i].seconds;
		shown++;
	}
	return into;
}

static const struct config_key *
key_of_setting(const char *name)
{
	size_t i = 0;

	while (strcmp(config_key_name(config_key_at(i)), name) != 0) {
		i++;
		assert(i < CONFIG_KEYS);
	}
	return config_key_at(i);
}

bool
setting_parse(
    struct config *into, const char *key, const char *value, struct fault *why)
{
	struct buffer expected;
	char shown[60];
	bool done = false;

	buffer_init(&expected, 0);
	done = config_key_set(key_of_setting(key), into, value, &expected);
	if (!done)
		fault_set(why, FAULT_INPUT, "%s cannot be \"%s\"; it is %s",
		    key, text_printable(shown, sizeof(shown), text_of(value)),
		    expected.bytes);
	buffer_fini(&expected);
	return done;
}

void
setting_format(
    const struct config *config, const char *key, struct buffer *into)
{
	config_key_format(key_of_setting(key), config, into);
}
