#include <string.h>

#include "base/json.h"
#include "base/limit.h"
#include "command/sweep.h"

#define EXAMPLES   10
#define SHOWN_SIZE 1000

static int
nothing(struct sweep *sweep)
{
	const char *name = sweep->repository.name;

	if (sweep->harvest_id > 0)
		return command_refuse(sweep->context, "sweep", COMMAND_NOTHING,
		    "%s has no sweep %lld that ended", name,
		    (long long)sweep->harvest_id);
	return command_refuse(sweep->context, "sweep", COMMAND_NOTHING,
	    "%s was never swept", name);
}

static void
print_examples(struct sweep *sweep, const struct reply *reply, int row)
{
	struct text examples = reply_text(reply, row, SWEEP_EXAMPLES);
	char shown[SHOWN_SIZE];
	FILE *out = sweep->context->out;

	while (examples.length > 0) {
		const char *end = memchr(examples.bytes, '\n', examples.length);
		struct text line = examples;

		if (end != NULL)
			line.length = (size_t)(end - examples.bytes);
		(void)fprintf(out, "    %s\n",
		    text_printable(shown, sizeof(shown), line));
		examples.bytes += line.length + (end != NULL);
		examples.length -= line.length + (end != NULL);
	}
	if (reply_number(reply, row, SWEEP_MISSED) > EXAMPLES)
		(void)fprintf(out,
		    "    ... all: sheaf sql -c \"SELECT * FROM api.absence "
		    "WHERE harvest_id = %s\"\n",
		    reply_string(reply, row, SWEEP_HARVEST_ID));
}

static void
print_one(struct sweep *sweep, const struct reply *reply, int row)
{
	FILE *out = sweep->context->out;
	struct text set = reply_text(reply, row, SWEEP_SET);
	char shown[SHOWN_SIZE];

	(void)fprintf(out, "%s %s", sweep->repository.name,
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, SWEEP_PREFIX)));
	if (set.length > 0)
		(void)fprintf(
		    out, ", set %s", text_printable(shown, sizeof(shown), set));
	(void)fprintf(out, ": sweep %s, %s UTC, %s\n",
	    reply_string(reply, row, SWEEP_HARVEST_ID),
	    reply_string(reply, row, SWEEP_ENDED_AT),
	    text_is(reply_text(reply, row, SWEEP_OUTCOME), "void")
		? reply_string(reply, row, SWEEP_VERDICT)
		: reply_string(reply, row, SWEEP_OUTCOME));
	(void)fprintf(out, "  %s\n",
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, SWEEP_REASON)));
	print_examples(sweep, reply, row);
	if (!reply_is_null(reply, row, SWEEP_NEXT_DUE))
		(void)fprintf(out, "  next       %s UTC\n",
		    reply_string(reply, row, SWEEP_NEXT_DUE));
}

int
sweep_print(struct sweep *sweep)
{
	struct reply *reply;
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!sweep_show(sweep->connection, sweep->repository.repository_id,
		sweep->harvest_id, EXAMPLES, &reply, &why))
		return command_fail(sweep->context, "sweep", &why);
	if (reply_rows(reply) == 0)
		exit_code = nothing(sweep);
	for (int row = 0; row < reply_rows(reply); row++) {
		if (sweep->context->is_json)
			command_print_json(sweep->context,
			    reply_string(reply, row, SWEEP_JSON));
		else
			print_one(sweep, reply, row);
	}
	reply_free(reply);
	return exit_code;
}

static void
print_count(struct sweep *sweep, const char *key, int64_t count)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, sweep->repository.name);
	json_key(&json, key);
	json_number(&json, count);
	json_end(&json);
	command_print_json(sweep->context, buffer.bytes);
	buffer_fini(&buffer);
}

/* Not by this command: there may be millions. */
static void
say_when_seen(struct sweep *sweep)
{
	command_say(sweep->context,
	    "Their items follow with the next harvest, or by a daemon.");
}

/* It may see again what the one before it missed. */
static int
refuse_under_way(struct sweep *sweep, int exit_code)
{
	return command_refuse(sweep->context, "sweep", exit_code,
	    "a sweep of %s is under way: what the one before it missed is not "
	    "taken as gone until it has ended",
	    sweep->repository.name);
}

int
sweep_take_as_gone(struct sweep *sweep)
{
	int64_t id = sweep->repository.repository_id;
	struct reply *reply;
	struct fault why;
	int64_t total = 0;
	int refused = 0;
	int waiting = 0;
	bool done;

	if (!sweep_show(
		sweep->connection, id, sweep->harvest_id, 0, &reply, &why))
		return command_fail(sweep->context, "sweep", &why);
	done = true;
	for (int row = 0; done && row < reply_rows(reply); row++) {
		int64_t count;
		bool is_under_way;

		if (!text_is(reply_text(reply, row, SWEEP_OUTCOME), "refused"))
			continue;
		refused++;
		done = sweep_confirm(sweep->connection, id,
		    reply_number(reply, row, SWEEP_HARVEST_ID), &count,
		    &is_under_way, &why);
		total += done ? count : 0;
		waiting += done && is_under_way;
	}
	reply_free(reply);
	if (!done)
		return command_fail(sweep->context, "sweep", &why);
	if (refused == 0)
		return command_refuse(sweep->context, "sweep", COMMAND_NOTHING,
		    "no sweep of %s is refused", sweep->repository.name);
	if (waiting > 0 && total == 0)
		return refuse_under_way(sweep, COMMAND_FAILED);
	if (sweep->context->is_json)
		print_count(sweep, "confirmed", total);
	else
		command_say(sweep->context,
		    "%lld records are taken as gone; \"sheaf sweep %s --undo\" "
		    "takes that back.",
		    (long long)total, sweep->repository.name);
	say_when_seen(sweep);
	return waiting == 0 ? COMMAND_DONE
			    : refuse_under_way(sweep, COMMAND_PARTIAL);
}

int
sweep_take_back(struct sweep *sweep)
{
	int64_t id = sweep->repository.repository_id;
	struct reply *reply;
	struct fault why;
	int64_t total = 0;
	int sweeps;
	bool done = true;

	if (!sweep_concluded(
		sweep->connection, id, sweep->harvest_id, &reply, &why))
		return command_fail(sweep->context, "sweep", &why);
	sweeps = reply_rows(reply);
	for (int row = 0; done && row < sweeps; row++) {
		int64_t count;

		done = sweep_undo(sweep->connection, id,
		    reply_number(reply, row, 0), &count, &why);
		total += done ? count : 0;
	}
	reply_free(reply);
	if (!done)
		return command_fail(sweep->context, "sweep", &why);
	if (sweeps == 0)
		return command_refuse(sweep->context, "sweep", COMMAND_NOTHING,
		    "no sweep of %s has concluded anything",
		    sweep->repository.name);
	if (sweep->context->is_json)
		print_count(sweep, "undone", total);
	else
		command_say(sweep->context,
		    "%lld records are as if that sweep had not been, and are "
		    "not missed for %d days.",
		    (long long)total, SWEEP_SPARED_DAYS);
	say_when_seen(sweep);
	return COMMAND_DONE;
}
