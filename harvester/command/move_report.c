#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/move.h"

#define SHOWN_SIZE 400
#define NAMED      3 /* identifiers */

static void
print_words(FILE *out, const struct word_list *words, size_t most)
{
	char shown[SHOWN_SIZE];

	for (size_t i = 0; i < words->count && i < most; i++)
		(void)fprintf(out, "%s%s", i == 0 ? "" : ", ",
		    text_printable(shown, sizeof(shown), words->texts[i]));
	if (words->count > most)
		(void)fprintf(out, ", ...");
}

static void
print_url(FILE *out, const char *what, const char *url)
{
	char *shown = url_masked(url);

	(void)fprintf(out, "  %-18s %s\n", what, shown);
	free(shown);
}

static void
print_identifiers(FILE *out, const char *what, const struct word_list *words)
{
	if (words->count == 0)
		return;
	(void)fprintf(out, "  %-18s %zu: ", what, words->count);
	print_words(out, words, NAMED);
	(void)fputc('\n', out);
}

static void
print_found(const struct move *move)
{
	FILE *out = move->context->out;
	char shown[SHOWN_SIZE];

	(void)fprintf(out, "%s: %s\n", move->repository.name,
	    text_printable(
		shown, sizeof(shown), move->identity->repository_name));
	print_url(out, "from", move->repository.base_url);
	print_url(out, "to", move->url.url);
	if (move->typed.url != NULL)
		print_url(out, "", "which is where this leads for good:");
	if (move->typed.url != NULL)
		print_url(out, "", move->typed.url);
	for (int i = 0; i < reply_rows(move->same); i++)
		(void)fprintf(out, "  %-18s \"%s\" is there already\n", "",
		    reply_string(move->same, i, 0));
	(void)fprintf(out, "  %-18s %s\n", "records", move->reason);
	print_identifiers(out, "not there", &move->missing);
	print_identifiers(out, "changed", &move->changed);
	if (move->lacking.count > 0) {
		(void)fprintf(out, "  %-18s it has no ", "formats");
		print_words(out, &move->lacking, move->lacking.count);
		(void)fprintf(out,
		    ", harvested so far; \"sheaf edit %s prefix=...\" says "
		    "what is from now on\n",
		    move->repository.name);
	}
}

static void
print_plan(const struct move *move)
{
	FILE *out = move->context->out;

	(void)fprintf(out, "  %-18s %s\n", "harvests",
	    move->outcome == MOVE_GOES_ON
		? "go on from where they were; what is here stays"
		: "begin with a full one; what is here stays, and nothing is "
		  "deleted by it");
	if (move->is_dry)
		return;
	if (strcmp(move->repository.host, move->url.host) != 0)
		(void)fprintf(out,
		    "  %-18s %s, asked every %g s by %ld connection%s; \"sheaf "
		    "edit %s\" changes that\n",
		    "host", move->url.host,
		    (double)move->moved.delay_milliseconds / 1000,
		    move->moved.connections,
		    move->moved.connections == 1 ? "" : "s",
		    move->repository.name);
}

static bool
is_harvested(const char *state)
{
	return strcmp(state, "paused") != 0 && strcmp(state, "held") != 0 &&
	    strcmp(state, "retired") != 0;
}

static void
say_moved(const struct move *move)
{
	const struct repository *repository = &move->repository;
	struct command_context *context = move->context;

	if (move->moved.ended > 0)
		command_say(context, "What was under way there has ended.");
	if (repository->access.credentials[0] != '\0' &&
	    strcmp(repository->host, move->url.host) != 0)
		command_say(context, "Its credentials are sent to %s now.",
		    move->url.host);
	if (is_harvested(repository->state))
		command_say(context,
		    "%s is moved; it is harvested as soon as a daemon runs, or "
		    "by \"sheaf harvest %s\".",
		    repository->name, repository->name);
	else
		command_say(context, "%s is moved; it is %s, as before.",
		    repository->name, repository->state);
}

static void
print_as_text(const struct move *move)
{
	struct command_context *context = move->context;

	print_found(move);
	if (move->outcome == MOVE_REFUSED)
		return;
	print_plan(move);
	if (move->is_dry) {
		command_say(context, "Nothing was changed.");
		return;
	}
	say_moved(move);
}

static void
write_url(struct json *json, const char *key, const char *url)
{
	char *shown = url == NULL ? NULL : url_masked(url);

	json_key(json, key);
	json_string(json, shown);
	free(shown);
}

static void
write_words(struct json *json, const char *key, const struct word_list *words)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < words->count; i++)
		json_text(json, words->texts[i]);
	json_end(json);
}

static const char *
next_harvest(const struct move *move)
{
	switch (move->outcome) {
	case MOVE_REFUSED:
		return NULL;
	case MOVE_FULL:
		return "full";
	case MOVE_GOES_ON:
		return "incremental";
	}
	return NULL;
}

static void
print_as_json(const struct move *move)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, move->repository.name);
	json_key(&json, "is_moved");
	json_bool(&json, move->outcome != MOVE_REFUSED && !move->is_dry);
	write_url(&json, "before", move->repository.base_url);
	write_url(&json, "base_url", move->url.url);
	write_url(&json, "redirected_from", move->typed.url);
	json_key(&json, "next_harvest");
	json_string(&json, next_harvest(move));
	json_key(&json, "reason");
	json_string(&json, move->reason);
	json_key(&json, "asked");
	json_number(&json, move->asked);
	write_words(&json, "missing", &move->missing);
	write_words(&json, "changed", &move->changed);
	write_words(&json, "lacking_formats", &move->lacking);
	json_key(&json, "ended_harvests");
	json_number(&json, move->moved.ended);
	json_end(&json);
	command_print_json(move->context, buffer.bytes);
	buffer_fini(&buffer);
}

void
move_report(const struct move *move)
{
	if (move->context->is_json)
		print_as_json(move);
	else
		print_as_text(move);
}
