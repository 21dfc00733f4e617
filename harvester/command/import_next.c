#include <string.h>

#include "command/import.h"
#include "oai/datestamp.h"

#define SHOWN_SIZE 200

/* "oai_dc" or "oai_dc, set theses". */
static void
write_what(char *into, size_t size, const struct import_source *source)
{
	char prefix[SHOWN_SIZE / 2];
	char set[SHOWN_SIZE / 2];

	(void)text_printable(
	    prefix, sizeof(prefix), text_of(source->metadata_prefix));
	(void)text_printable(set, sizeof(set), text_of(source->set_spec));
	(void)snprintf(
	    into, size, "%s%s%s", prefix, set[0] == '\0' ? "" : ", set ", set);
}

/* Several directories may be of one list; the last says what comes of it. */
static bool
is_said_later(const struct importing *importing, size_t at)
{
	for (size_t i = at + 1; i < importing->source_count; i++) {
		const struct import_source *other = &importing->sources[i];

		if (other->count > 0 && other->verdict != NULL &&
		    import_same_list(other, &importing->sources[at]))
			return true;
	}
	return false;
}

/*
 * Where metha's newest window ends, less the overlap: all that had a datestamp
 * up to there was asked for a day later. Only a person can know whether it ever
 * left something out, so that this is advice, and nothing that is done.
 */
static void
say_window(
    const struct importing *importing, const struct import_source *source)
{
	struct metha_file newest;
	char from[DATESTAMP_SIZE];
	time_t end;

	if (!source->is_metha ||
	    !metha_read_file(source->files[source->count - 1], &newest) ||
	    !datestamp_read(text_of(newest.date), &end))
		return;
	datestamp_format(
	    from, end - source->next.overlap_seconds, GRANULARITY_DAY);
	command_say(importing->context,
	    "Its newest window ends %s: if metha never left anything out "
	    "(-ignore-http-errors, -max), --next-from %s does.",
	    newest.date, from);
}

static void
say_one(const struct importing *importing, const struct import_source *source)
{
	struct command_context *context = importing->context;
	char what[2 * SHOWN_SIZE];

	write_what(what, sizeof(what), source);
	if (!source->next.is_regular) {
		command_say(context,
		    "%s is not harvested regularly; \"sheaf edit %s\" shows "
		    "what is, and changes it.",
		    what, importing->name);
		return;
	}
	if (importing->has_next_from && !source->is_moved)
		command_say(context,
		    "What the next harvest asks for stays as it was, since "
		    "not all of this is here%s.",
		    source->is_of_sets && !source->has_whole
			? ", but some of its sets (--set imports one)"
			: "");
	if (source->next.has_from) {
		command_say(context,
		    "The next harvest of %s asks for what changed from %s on.",
		    what, source->next.from);
		return;
	}
	command_say(context,
	    "The next harvest of %s asks for everything. The same command "
	    "with --next-from DATE makes it ask for what changed since.",
	    what);
	if (strcmp(source->verdict, "complete") == 0)
		say_window(importing, source);
}

void
import_say_next(const struct importing *importing)
{
	bool has_loss = false;

	for (size_t i = 0; i < importing->source_count; i++) {
		const struct import_source *source = &importing->sources[i];

		if (source->count == 0 || source->verdict == NULL)
			continue;
		has_loss = has_loss || source->tally.unnamed > 0;
		if (!importing->is_dry && !is_said_later(importing, i))
			say_one(importing, source);
	}
	if (has_loss && !importing->is_dry)
		command_say(importing->context,
		    "\"sheaf quarantine list %s\" shows what could not be "
		    "read.",
		    importing->name);
	if (importing->is_dry)
		command_say(importing->context, "Nothing was stored.");
	if (importing->is_stopped)
		command_say(
		    importing->context, "Stopped. The same command goes on.");
}
