#include <stdlib.h>

#include "base/heap.h"
#include "base/json.h"
#include "command/quarantine.h"
#include "store/quarantine.h"

#define SHOWN_SIZE 400

static void
say_missing(const struct quarantine *quarantine, const struct reply *reply)
{
	char shown[SHOWN_SIZE];

	for (int i = 0; i < reply_rows(reply); i++) {
		bool is_named = !reply_is_null(reply, i, 0);

		if (reply_number(reply, i, 1) > 0)
			continue;
		text_printable(shown, sizeof(shown), reply_text(reply, i, 0));
		(void)fprintf(quarantine->context->err,
		    "sheaf quarantine: no record %s%s%sof %s %s\n",
		    is_named ? "\"" : "", is_named ? shown : "",
		    is_named ? "\" " : "", quarantine->repository.name,
		    quarantine->is_undone ? "was dropped" : "is in quarantine");
	}
}

static void
print_as_json(const struct quarantine *quarantine, int64_t records)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, quarantine->repository.name);
	json_key(&json, quarantine->is_undone ? "taken_back" : "dropped");
	json_number(&json, records);
	json_end(&json);
	command_print_json(quarantine->context, buffer.bytes);
	buffer_fini(&buffer);
}

static void
say_dropped(const struct quarantine *quarantine, int64_t records)
{
	const char *name = quarantine->repository.name;
	const char *plural = records == 1 ? "" : "s";
	char count[COUNT_SIZE];

	count_format(count, records);
	if (quarantine->is_undone) {
		command_say(quarantine->context,
		    "%s record%s of %s %s shown again.", count, plural, name,
		    records == 1 ? "is" : "are");
		return;
	}
	command_say(quarantine->context,
	    "%s record%s of %s %s not shown any more, until %s again "
	    "otherwise.\n\"sheaf quarantine list %s --dropped\" shows what was "
	    "dropped, for 90 days; drop --undo takes it back.",
	    count, plural, name, records == 1 ? "is" : "are",
	    records == 1 ? "it comes" : "they come", name);
}

static int
report(const struct quarantine *quarantine, const struct reply *reply)
{
	int64_t records = 0;
	int missing = 0;

	for (int i = 0; i < reply_rows(reply); i++) {
		records += reply_number(reply, i, 1);
		missing += reply_number(reply, i, 1) == 0;
	}
	say_missing(quarantine, reply);
	if (quarantine->context->is_json)
		print_as_json(quarantine, records);
	else if (records > 0)
		say_dropped(quarantine, records);
	if (missing == 0)
		return COMMAND_DONE;
	return records == 0 ? COMMAND_NOTHING : COMMAND_PARTIAL;
}

int
quarantine_run_drop(struct quarantine *quarantine)
{
	struct text *words = heap_array(quarantine->word_count, sizeof(*words));
	struct quarantine_drop drop = {
		.repository_id = quarantine->repository.repository_id,
		.words = words,
		.word_count = quarantine->word_count,
		.is_all = quarantine->is_all,
		.is_undone = quarantine->is_undone,
	};
	struct reply *reply;
	struct fault why;
	int exit_code;
	bool done;

	for (size_t i = 0; i < quarantine->word_count; i++)
		words[i] = text_of(quarantine->words[i]);
	done = quarantine_drop(quarantine->connection, &drop, &reply, &why);
	free(words);
	if (!done)
		return command_fail(quarantine->context, QUARANTINE, &why);
	exit_code = report(quarantine, reply);
	reply_free(reply);
	return exit_code;
}
