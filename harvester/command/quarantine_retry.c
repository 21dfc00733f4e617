#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/limit.h"
#include "command/follow.h"
#include "command/quarantine.h"
#include "command/verdict.h"
#include "store/quarantine.h"
#include "store/status.h"

#define SHOWN_SIZE 400

/* What "sheaf harvest" does, for single records. */
struct retrying {
	struct quarantine *quarantine;
	struct target *targets;
	size_t target_count;
	size_t missing; /* words that stand for nothing */
	bool is_joined;
};

static void
note_missing(struct retrying *retrying, struct text word)
{
	char shown[SHOWN_SIZE];

	retrying->missing++;
	(void)fprintf(retrying->quarantine->context->err,
	    "sheaf quarantine: no record \"%s\" of %s is in quarantine\n",
	    text_printable(shown, sizeof(shown), word),
	    retrying->quarantine->repository.name);
}

static void
note_targets(struct retrying *retrying, const struct reply *reply)
{
	const struct repository *repository = &retrying->quarantine->repository;

	retrying->targets =
	    heap_array((size_t)reply_rows(reply), sizeof(*retrying->targets));
	for (int i = 0; i < reply_rows(reply); i++) {
		if (reply_is_null(reply, i, 0)) {
			note_missing(retrying, reply_text(reply, i, 2));
			continue;
		}
		retrying->targets[retrying->target_count++] = (struct target){
			.name = repository->name,
			.repository_id = repository->repository_id,
			.harvest_id = reply_number(reply, i, 0),
			.is_joined = reply_bool(reply, i, 1),
		};
		retrying->is_joined =
		    retrying->is_joined || reply_bool(reply, i, 1);
	}
}

static bool
request(struct retrying *retrying, struct fault *why)
{
	const struct quarantine *quarantine = retrying->quarantine;
	struct text *words = heap_array(quarantine->word_count, sizeof(*words));
	struct reply *reply;
	bool done;

	for (size_t i = 0; i < quarantine->word_count; i++)
		words[i] = text_of(quarantine->words[i]);
	done = quarantine_retry(quarantine->connection,
	    quarantine->repository.repository_id, words, quarantine->word_count,
	    &reply, why);
	free(words);
	if (!done)
		return false;
	note_targets(retrying, reply);
	reply_free(reply);
	return true;
}

/* How it goes on, where it was not waited for. */
static void
say_end(const struct retrying *retrying, enum follow_end end)
{
	struct command_context *context = retrying->quarantine->context;
	const char *name = retrying->quarantine->repository.name;

	switch (end) {
	case FOLLOW_LEFT:
		command_say(context,
		    "The daemon goes on with it; \"sheaf status %s\" shows how "
		    "far it is.",
		    name);
		break;
	case FOLLOW_STOPPED:
		command_say(context,
		    "Stopped. The same command again goes on where this "
		    "stopped.");
		break;
	case FOLLOW_PAUSED:
		command_say(context,
		    "Stopped, since the wait is longer than %ld minutes. The "
		    "same command again goes on; a daemon that runs does so by "
		    "itself.",
		    PAUSE_SECONDS / 60);
		break;
	case FOLLOW_DONE:
	case FOLLOW_FAILED:
		break;
	}
}

/* By what was read, which is what was asked for: to come to an end with
 * nothing read is no success. */
static int
judge(const struct retrying *retrying, const struct reply *harvests)
{
	int64_t records = 0;
	int64_t lost = 0;
	char count[COUNT_SIZE];

	for (int i = 0; i < reply_rows(harvests); i++) {
		records += reply_number(harvests, i, FOLLOW_RECORDS);
		lost += reply_number(harvests, i, FOLLOW_QUARANTINED);
	}
	if (lost == 0)
		return retrying->missing > 0 ? COMMAND_PARTIAL : COMMAND_DONE;
	if (records == lost)
		command_say(retrying->quarantine->context,
		    records == 1 ? "It still cannot be read."
				 : "None of them can be read yet.");
	else
		command_say(retrying->quarantine->context,
		    "%s of them still cannot be read.",
		    count_format(count, lost));
	return records == lost ? COMMAND_FAILED : COMMAND_PARTIAL;
}

static int
wait_for_all(struct retrying *retrying)
{
	struct quarantine *quarantine = retrying->quarantine;
	struct following following = { .context = quarantine->context,
		.command = QUARANTINE,
		.connection = &quarantine->connection,
		.targets = retrying->targets,
		.count = retrying->target_count };
	struct fault why;
	enum follow_end end;
	int exit_code = COMMAND_FAILED;

	if (retrying->is_joined)
		command_say(quarantine->context,
		    "Going on where an earlier try stopped.");
	end = follow(&following, &why);
	if (following.harvests != NULL)
		exit_code = verdict_report(&following);
	if (end == FOLLOW_FAILED)
		exit_code = command_fail(quarantine->context, QUARANTINE, &why);
	else if (end != FOLLOW_DONE && exit_code == COMMAND_DONE)
		exit_code = COMMAND_PARTIAL;
	else if (exit_code == COMMAND_DONE)
		exit_code = judge(retrying, following.harvests);
	say_end(retrying, end);
	reply_free(following.harvests);
	return exit_code;
}

int
quarantine_run_retry(struct quarantine *quarantine)
{
	const struct repository *repository = &quarantine->repository;
	struct retrying retrying = { .quarantine = quarantine };
	struct fault why;
	int exit_code;

	if (strcmp(repository->state, "held") == 0 ||
	    strcmp(repository->state, "retired") == 0)
		return command_refuse(quarantine->context, QUARANTINE,
		    COMMAND_FAILED,
		    "%s is %s; \"sheaf resume %s\" changes that",
		    repository->name, repository->state, repository->name);
	if (!request(&retrying, &why))
		return command_fail(quarantine->context, QUARANTINE, &why);
	if (retrying.target_count > 0)
		exit_code = wait_for_all(&retrying);
	else
		exit_code = retrying.missing > 0
		    ? COMMAND_NOTHING
		    : command_refuse(quarantine->context, QUARANTINE,
			  COMMAND_NOTHING,
			  "no record of %s that has an identifier is in "
			  "quarantine",
			  repository->name);
	free(retrying.targets);
	return exit_code;
}
