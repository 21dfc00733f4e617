#include <string.h>

#include "base/limit.h"
#include "command/harvesting.h"

/* What a shell takes as it stands. */
#define PLAIN                                                            \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" \
	"-_./:=,@%+"

/* As one word of a POSIX shell. */
static void
add_word(struct buffer *line, const char *word)
{
	if (word[0] != '\0' && word[strspn(word, PLAIN)] == '\0') {
		buffer_add_string(line, word);
		return;
	}
	buffer_add_string(line, "'");
	for (; *word != '\0'; word++)
		if (*word == '\'')
			buffer_add_string(line, "'\\''");
		else
			buffer_add(line, word, 1);
	buffer_add_string(line, "'");
}

static void
add_option(struct buffer *line, const char *option, const char *value)
{
	if (value == NULL)
		return;
	buffer_printf(line, " %s ", option);
	add_word(line, value);
}

static void
add_words(
    struct buffer *line, const char *option, const struct word_list *words)
{
	struct buffer word;

	buffer_init(&word, 0);
	for (size_t i = 0; i < words->count; i++) {
		buffer_reset(&word);
		buffer_add_text(&word, words->texts[i]);
		add_option(line, option, word.bytes);
	}
	buffer_fini(&word);
}

static bool
is_open(const struct reply *harvests, size_t target)
{
	return reply_is_null(harvests, (int)target, FOLLOW_VERDICT);
}

/* How many of one repository's harvests have no verdict; repository_id 0: of
 * all. */
static size_t
count_open(const struct harvesting *harvesting, const struct reply *harvests,
    int64_t repository_id)
{
	size_t count = 0;

	for (size_t i = 0; i < harvesting->target_count; i++)
		if ((repository_id == 0 ||
			harvesting->targets[i].repository_id ==
			    repository_id) &&
		    is_open(harvests, i))
			count++;
	return count;
}

/* What is common to all; a database that was named may hold a password. */
static void
add_common(struct buffer *line, const struct harvesting *harvesting)
{
	const struct command_given *given = &harvesting->context->given;

	if (harvesting->dates.is_full)
		buffer_add_string(line, " --full");
	add_option(line, "--from", harvesting->from);
	add_option(line, "--until", harvesting->until);
	if (harvesting->is_patient)
		buffer_add_string(line, " --wait");
	add_option(line, "--config", given->config);
	add_option(line, "--state", given->state);
}

static void
say(const struct harvesting *harvesting, const char *command)
{
	command_say(harvesting->context, "\"%s\"%s goes on where this stopped.",
	    command,
	    harvesting->context->given.database != NULL
		? ", with the same --database,"
		: "");
}

/* The command as it was: everything is open still. */
static void
say_the_same(const struct harvesting *harvesting)
{
	struct buffer line;

	buffer_init(&line, 0);
	buffer_add_string(&line, "sheaf harvest");
	add_option(&line, "--group", harvesting->names.group);
	for (size_t i = 0;
	     harvesting->names.group == NULL && i < harvesting->several.count;
	     i++)
		buffer_printf(&line, " %s", harvesting->several.list[i].name);
	add_words(&line, "--prefix", &harvesting->prefixes);
	add_words(&line, "--set", &harvesting->sets);
	add_common(&line, harvesting);
	say(harvesting, line.bytes);
	buffer_fini(&line);
}

/* Of one repository what is left: the whole again would begin again what has
 * its verdict. */
static void
say_rest(const struct harvesting *harvesting, const struct wanted *wanted,
    const struct reply *harvests)
{
	struct word_list prefixes = { 0 };
	struct word_list sets = { 0 };
	struct buffer line;

	for (size_t i = 0; i < harvesting->target_count; i++) {
		struct text prefix =
		    reply_text(harvests, (int)i, FOLLOW_PREFIX);
		struct text set = reply_text(harvests, (int)i, FOLLOW_SET);

		if (harvesting->targets[i].repository_id !=
			wanted->repository.repository_id ||
		    !is_open(harvests, i))
			continue;
		if (!word_list_have(&prefixes, prefix))
			word_list_add(&prefixes, prefix);
		if (set.length > 0 && !word_list_have(&sets, set))
			word_list_add(&sets, set);
	}
	buffer_init(&line, 0);
	buffer_printf(&line, "sheaf harvest %s", wanted->repository.name);
	add_words(&line, "--prefix", &prefixes);
	add_words(&line, "--set", &sets);
	add_common(&line, harvesting);
	say(harvesting, line.bytes);
	buffer_fini(&line);
	word_list_fini(&prefixes);
	word_list_fini(&sets);
}

static void
say_commands(const struct harvesting *harvesting, const struct reply *harvests)
{
	size_t open = count_open(harvesting, harvests, 0);

	if (open == harvesting->target_count) {
		say_the_same(harvesting);
		return;
	}
	for (size_t i = 0; i < harvesting->wanted_count; i++) {
		const struct wanted *wanted = &harvesting->wanted[i];

		if (count_open(harvesting, harvests,
			wanted->repository.repository_id) > 0)
			say_rest(harvesting, wanted, harvests);
	}
}

static void
say_stopped(const struct harvesting *harvesting, const struct reply *harvests)
{
	if (count_open(harvesting, harvests, 0) == 0) {
		command_say(harvesting->context,
		    "Stopped; all is harvested. What is not normalised yet is "
		    "by the next harvest, or by a daemon.");
		return;
	}
	command_say(harvesting->context, "Stopped.");
	say_commands(harvesting, harvests);
}

static void
say_paused(const struct harvesting *harvesting, const struct reply *harvests)
{
	command_say(harvesting->context,
	    "Stopped, since the wait is longer than %ld minutes; --wait waits. "
	    "A daemon that runs goes on by itself.",
	    PAUSE_SECONDS / 60);
	say_commands(harvesting, harvests);
}

void
harvesting_say_how_to_go_on(const struct harvesting *harvesting,
    enum follow_end end, const struct reply *harvests)
{
	const char *name = harvesting->wanted_count == 1
	    ? harvesting->wanted[0].repository.name
	    : NULL;

	switch (end) {
	case FOLLOW_LEFT:
		command_say(harvesting->context,
		    "The daemon goes on with it; \"sheaf status%s%s\" shows "
		    "how far it is.",
		    name == NULL ? "" : " ", name == NULL ? "" : name);
		break;
	case FOLLOW_STOPPED:
		if (harvests != NULL)
			say_stopped(harvesting, harvests);
		break;
	case FOLLOW_PAUSED:
		say_paused(harvesting, harvests);
		break;
	case FOLLOW_DONE:
	case FOLLOW_FAILED:
		break;
	}
}
