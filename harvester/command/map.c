#include <getopt.h>
#include <string.h>

#include "base/json.h"
#include "command/interrupt.h"
#include "command/made_again.h"
#include "command/map_check.h"
#include "command/scheme.h"
#include "daemon/mapping.h"
#include "daemon/schemas.h"
#include "normalise/mime.h"
#include "store/vocabulary.h"

#define SHOWN_SIZE 200
#define CHANGED                                                            \
	"the vocabulary is changed; what says it is looked for by the "    \
	"daemon, or the next \"sheaf map\", \"sheaf harvest\" or \"sheaf " \
	"normalise\""

struct map {
	struct command_context *context;
	struct connection *connection;
	const char *scheme; /* as typed; NULL: not given */
	const char *code;
	struct mapping mapping;
	bool is_list;
	bool is_undo;
	struct buffer type; /* a MIME type, in small letters */
	struct mapping_end end;
};

static const struct option options[] = {
	{ "platform", required_argument, NULL, 'p' },
	{ "list", no_argument, NULL, 'l' },
	{ "undo", no_argument, NULL, 'u' },
	{ 0 },
};

static void
print_row(struct command_context *context, const struct reply *reply, int row)
{
	if (context->is_json) {
		command_print_json(
		    context, reply_string(reply, row, SYNONYM_JSON));
		return;
	}
	(void)fprintf(context->out, "%-16s  \"",
	    reply_string(reply, row, SYNONYM_SCHEME));
	command_print(context, reply_text(reply, row, SYNONYM_SPELLING));
	if (reply_is_null(reply, row, SYNONYM_CODE))
		(void)fputs("\" says nothing", context->out);
	else
		(void)fprintf(context->out, "\" is \"%s\"",
		    reply_string(reply, row, SYNONYM_CODE));
	if (!reply_is_null(reply, row, SYNONYM_PLATFORM))
		(void)fprintf(context->out, ", on %s",
		    reply_string(reply, row, SYNONYM_PLATFORM));
	(void)fputc('\n', context->out);
}

static int
run_list(const struct map *map)
{
	struct reply *reply;
	struct fault why;
	int rows;

	if (!synonym_list(map->connection, map->scheme, &reply, &why))
		return command_fail(map->context, MAP, &why);
	rows = reply_rows(reply);
	for (int row = 0; row < rows; row++)
		print_row(map->context, reply, row);
	reply_free(reply);
	if (rows > 0)
		return COMMAND_DONE;
	command_say(map->context, "Nobody has added anything%s%s.",
	    map->scheme == NULL ? "" : " to the scheme ",
	    map->scheme == NULL ? "" : map->scheme);
	return COMMAND_NOTHING;
}

/* Names the term that was probably meant. */
static int
refuse_code(const struct map *map)
{
	struct guess guess;
	struct reply *reply;
	struct fault why;
	char shown[SHOWN_SIZE];
	int exit_code;

	if (!vocabulary_terms(map->connection, map->scheme, &reply, &why))
		return command_fail(map->context, MAP, &why);
	guess_init(&guess, text_of(map->code));
	for (int row = 0; row < reply_rows(reply); row++)
		guess_look_at(&guess, reply_string(reply, row, 0));
	(void)text_printable(shown, sizeof(shown), text_of(map->code));
	if (guess.best != NULL)
		exit_code = command_refuse(map->context, MAP, COMMAND_NOTHING,
		    "the scheme %s has no term \"%s\"; did you mean \"%s\"?",
		    map->scheme, shown, guess.best);
	else
		exit_code = command_refuse(map->context, MAP, COMMAND_NOTHING,
		    "the scheme %s has no term \"%s\"; \"sheaf sql -c 'TABLE "
		    "api.vocabulary'\" lists all",
		    map->scheme, shown);
	reply_free(reply);
	return exit_code;
}

/* Any MIME type is a term of formats, those that ship or not. */
static bool
take_type(struct map *map)
{
	if (map->mapping.scheme != SCHEME_FORMAT ||
	    !mime_is_type(text_of(map->code)))
		return false;
	for (const char *c = map->code; *c != '\0'; c++)
		buffer_add_char(&map->type,
		    (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c));
	map->mapping.code = buffer_text(&map->type);
	return true;
}

/* By its code or its label; "-" for "says nothing". The reply owns it. */
static int
find_code(struct map *map, struct reply **reply)
{
	struct fault why;

	if (strcmp(map->code, "") == 0 || strcmp(map->code, "-") == 0 ||
	    take_type(map))
		return COMMAND_DONE;
	if (!vocabulary_term(
		map->connection, map->scheme, map->code, reply, &why))
		return command_fail(map->context, MAP, &why);
	if (reply_rows(*reply) == 0)
		return refuse_code(map);
	map->mapping.code = reply_text(*reply, 0, 0);
	return COMMAND_DONE;
}

static void
print_json(const struct map *map)
{
	const struct mapping *mapping = &map->mapping;
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "scheme");
	json_string(&json, map->scheme);
	json_key(&json, "spelling");
	json_text(&json, mapping->spelling);
	json_key(&json, "platform");
	json_string(&json,
	    mapping->platform.length == 0 ? NULL : mapping->platform.bytes);
	json_key(&json, "code");
	if (mapping->code.length > 0)
		json_text(&json, mapping->code);
	else
		json_null(&json);
	json_key(&json, "was_known");
	json_bool(&json, map->end.is_known);
	json_key(&json, "items");
	json_number(&json, map->end.items);
	json_end(&json);
	command_print_json(map->context, buffer.bytes);
	buffer_fini(&buffer);
}

static void
say_items(const struct map *map)
{
	made_again_say(map->context, map->connection, map->end.items);
	if (map->end.is_left_of_others)
		command_say(map->context,
		    "What others had changed before is not all looked for "
		    "(%s): a daemon goes on, or the next \"sheaf map\", "
		    "\"sheaf harvest\" or \"sheaf normalise\".",
		    map->end.others.text);
	if (map->context->is_json)
		print_json(map);
}

static void
say_scan(const struct map *map)
{
	command_say(map->context,
	    "The statements of all items are read, which takes a while.");
}

static void
say_done(const struct map *map)
{
	char spelling[SHOWN_SIZE];

	(void)text_printable(spelling, sizeof(spelling), map->mapping.spelling);
	if (map->mapping.code.length == 0)
		command_say(
		    map->context, "\"%s\" says nothing from now on.", spelling);
	else
		command_say(map->context, "\"%s\" is \"%.*s\" from now on%s%s.",
		    spelling, (int)map->mapping.code.length,
		    map->mapping.code.bytes,
		    map->end.was.length > 0 ? "; it was " : "",
		    map->end.was.length > 0 ? map->end.was.bytes : "");
}

static int
say_stopped(const struct map *map)
{
	if (!map->end.is_changed)
		return command_refuse(map->context, MAP, COMMAND_PARTIAL,
		    "stopped; nothing is changed");
	return command_refuse(
	    map->context, MAP, COMMAND_PARTIAL, "stopped, but " CHANGED);
}

static int
end_change(const struct map *map, bool done, const struct fault *why)
{
	interrupt_leave();
	if (done)
		return COMMAND_DONE;
	if (interrupt_came())
		return say_stopped(map);
	if (!map->end.is_changed)
		return command_fail(map->context, MAP, why);
	return command_refuse(
	    map->context, MAP, COMMAND_FAILED, "%s; but " CHANGED, why->text);
}

static int
set(struct map *map)
{
	struct fault why;
	bool done;

	say_scan(map);
	interrupt_catch(map->connection);
	done = mapping_set(map->connection, &map->mapping, &map->end, &why);
	return end_change(map, done, &why);
}

static int
run_set(struct map *map)
{
	struct reply *term = NULL;
	struct fault why;
	int exit_code;

	if (!schemas_settle(map->connection, &why))
		return command_fail(map->context, MAP, &why);
	exit_code = find_code(map, &term);
	if (exit_code == COMMAND_DONE)
		exit_code = set(map);
	if (exit_code == COMMAND_DONE) {
		say_done(map);
		say_items(map);
	}
	reply_free(term);
	return exit_code;
}

static int
run_undo(struct map *map)
{
	char shown[SHOWN_SIZE];
	struct fault why;
	bool done;
	int exit_code;

	say_scan(map);
	interrupt_catch(map->connection);
	done = mapping_undo(map->connection, &map->mapping, &map->end, &why);
	exit_code = end_change(map, done, &why);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	(void)text_printable(shown, sizeof(shown), map->mapping.spelling);
	if (!map->end.is_changed)
		return command_refuse(map->context, MAP, COMMAND_NOTHING,
		    "nobody has added \"%s\"; \"sheaf map --list\" shows what "
		    "was added",
		    shown);
	command_say(
	    map->context, "\"%s\" is what ships with Sheaf again.", shown);
	say_items(map);
	return COMMAND_DONE;
}

static int
run(struct map *map)
{
	if (!command_open(map->context, MAP, DATABASE_WRITER, &map->connection))
		return COMMAND_FAILED;
	if (map->is_list)
		return run_list(map);
	return map->is_undo ? run_undo(map) : run_set(map);
}

static int
read_words(struct map *map, char **words, int count)
{
	int exit_code = COMMAND_DONE;
	int wanted = map->is_undo ? 2 : 3;

	if (map->is_list &&
	    (count > 1 || map->is_undo || map->mapping.platform.length > 0))
		return command_usage(
		    map->context, MAP, "--list takes a scheme, or none");
	if (!map->is_list && count != wanted)
		return command_usage(map->context, MAP,
		    map->is_undo
			? "--undo takes a scheme, and the spelling"
			: "it takes a scheme, the spelling, and what that "
			  "stands for; \"-\" where it says nothing");
	if (count > 0) {
		map->scheme = words[0];
		exit_code = scheme_read(
		    map->context, MAP, words[0], &map->mapping.scheme);
	}
	if (count > 1)
		map->mapping.spelling = text_of(words[1]);
	if (count > 2)
		map->code = words[2];
	if (exit_code != COMMAND_DONE)
		return exit_code;
	exit_code = map_check_platform(map->context, &map->mapping);
	/* What was taken when it could be longer can be taken back. */
	if (exit_code == COMMAND_DONE && !map->is_list && !map->is_undo)
		exit_code = map_check_spelling(map->context, &map->mapping);
	return exit_code;
}

int
command_map(struct command_context *context, int argc, char **argv)
{
	struct map map = { .context = context };
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'p')
			map.mapping.platform = text_of(optarg);
		else if (option == 'l')
			map.is_list = true;
		else if (option == 'u')
			map.is_undo = true;
		else
			return command_bad_option(context, option, argv);
	}
	buffer_init(&map.end.was, 0);
	buffer_init(&map.type, 0);
	exit_code = read_words(&map, argv + optind, argc - optind);
	if (exit_code == COMMAND_DONE)
		exit_code = run(&map);
	connection_free(map.connection);
	buffer_fini(&map.end.was);
	buffer_fini(&map.type);
	return exit_code;
}
