#include <string.h>

#include "command/introduction.h"
#include "command/move.h"

#define DAY 86400

/* A tenth may be missing, or have changed: the old place would have some like
 * that too. */
static int
tolerated(int count)
{
	return count / 10;
}

static bool
is_offered(struct text prefix, const struct metadata_format *formats,
    size_t format_count)
{
	for (size_t i = 0; i < format_count; i++)
		if (text_equals(formats[i].prefix, prefix))
			return true;
	return false;
}

static void
sort_out(struct move *move, struct text prefix,
    const struct metadata_format *formats, size_t format_count)
{
	struct word_list *list = is_offered(prefix, formats, format_count)
	    ? &move->prefixes
	    : &move->lacking;

	if (!word_list_have(list, prefix))
		word_list_add(list, prefix);
}

/* Of what is harvested; oai_dc first, which every repository has to have. */
static bool
compare_formats(struct move *move, struct fault *why)
{
	const struct metadata_format *formats;
	size_t count;

	if (!probe_formats(move->asking.probe, &formats, &count, why) ||
	    !repository_selections(move->connection,
		move->repository.repository_id, &move->harvested, why))
		return false;
	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < reply_rows(move->harvested); i++) {
			struct text prefix = reply_text(move->harvested, i, 0);

			if (text_is(prefix, "oai_dc") == (turn == 0))
				sort_out(move, prefix, formats, count);
		}
	return true;
}

/* By the day, where one of the two says no more. */
static bool
is_same_datestamp(
    const struct move *move, int row, const struct probed_record *record)
{
	struct text known = reply_text(move->sample, row, SAMPLE_DATESTAMP);
	time_t instant =
	    (time_t)reply_number(move->sample, row, SAMPLE_INSTANT);

	if (text_equals(known, record->datestamp))
		return true;
	if (!record->has_instant ||
	    reply_is_null(move->sample, row, SAMPLE_INSTANT))
		return false;
	if (known.length > strlen("YYYY-MM-DD") &&
	    record->datestamp.length > strlen("YYYY-MM-DD"))
		return instant == record->instant;
	return instant / DAY == record->instant / DAY;
}

static void
show_progress(const struct move *move)
{
	struct command_context *context = move->context;
	bool is_last = move->asked == reply_rows(move->sample);

	if (!context->is_quiet && command_is_terminal(context->err))
		(void)fprintf(context->err, "\r%d of %d records asked for%s",
		    move->asked, reply_rows(move->sample),
		    is_last ? "\r\033[K" : "");
}

/* Until all are asked for, or too many are not there. */
static bool
ask_for_records(struct move *move, struct fault *why)
{
	int count = reply_rows(move->sample);

	while (move->asked < count &&
	    move->missing.count <= (size_t)tolerated(count)) {
		int row = move->asked;
		struct text identifier =
		    reply_text(move->sample, row, SAMPLE_IDENTIFIER);
		struct probed_record record;

		if (!probe_record(move->asking.probe, identifier,
			reply_text(move->sample, row, SAMPLE_PREFIX), &record,
			why))
			return false;
		move->asked++;
		show_progress(move);
		if (!record.is_found)
			word_list_add(&move->missing, identifier);
		else if (!is_same_datestamp(move, row, &record))
			word_list_add(&move->changed, identifier);
	}
	return true;
}

static void
decide(struct move *move)
{
	int missing = (int)move->missing.count;
	int changed = (int)move->changed.count;
	int found = move->asked - missing;
	struct buffer reason;

	buffer_init(&reason, 0);
	if (missing > tolerated(reply_rows(move->sample))) {
		move->outcome = move->is_forced ? MOVE_FULL : MOVE_REFUSED;
		buffer_printf(&reason,
		    found == 0 ? "none of %d records that were asked for is "
				 "there"
			       : "%d of %d records that were asked for are not "
				 "there",
		    found == 0 ? move->asked : missing, move->asked);
		if (move->is_forced)
			buffer_add_string(&reason, "; moved all the same");
	} else if (move->asked == 0) {
		move->outcome = MOVE_FULL;
		buffer_add_string(&reason,
		    "there are no records here that could be asked for");
	} else if (changed > tolerated(found)) {
		move->outcome = MOVE_FULL;
		buffer_printf(&reason,
		    "%d of %d records are there, but %d with another "
		    "datestamp",
		    found, move->asked, changed);
	} else {
		move->outcome = MOVE_GOES_ON;
		buffer_printf(&reason,
		    "%d of %d records are there, %d with the same datestamp",
		    found, move->asked, found - changed);
	}
	move->reason = buffer_take(&reason);
}

bool
move_ask(struct move *move, struct fault *why)
{
	struct introduction introduction = { .context = move->context,
		.connection = move->connection,
		.asking = &move->asking,
		.has_credentials =
		    move->repository.access.credentials[0] != '\0',
		.url = &move->url,
		.typed = &move->typed };

	if (!introduction_make(&introduction, why) ||
	    !compare_formats(move, why))
		return false;
	move->identity = introduction.identity;
	if (move->prefixes.count == 0 && move->lacking.count > 0 &&
	    !move->is_forced)
		return fault_set(why, FAULT_PROTOCOL,
		    "what is there has none of the formats that are harvested "
		    "of %s",
		    move->repository.name);
	if (!move_sample(move->connection, move->repository.repository_id,
		move->prefixes.texts, move->prefixes.count, MOVE_RECORDS,
		&move->sample, why) ||
	    !ask_for_records(move, why))
		return false;
	decide(move);
	return repository_at(move->connection, move->url.url, &move->same, why);
}
