#include <string.h>

#include "daemon/question.h"

/* In seconds where the repository says so; day forms are allowed everywhere
 * (OAI-PMH 3.3.1). */
bool
question_has_seconds(const struct list_request *list, quirk_set quirks)
{
	if (quirk_is_in(quirks, QUIRK_GRANULARITY_SECOND))
		return true;
	return list->has_seconds && !quirk_is_in(quirks, QUIRK_GRANULARITY_DAY);
}

static struct text
write_date(char into[DATESTAMP_SIZE], time_t instant, bool has_seconds)
{
	datestamp_format(
	    into, instant, has_seconds ? GRANULARITY_SECOND : GRANULARITY_DAY);
	return text_of(into);
}

/* What is asked for from earliestDatestamp on; where that cannot be read,
 * nothing is. */
static bool
begins_at_earliest(struct question *question, const struct list_request *list,
    quirk_set quirks, time_t *earliest)
{
	if (!datestamp_read(text_of(list->earliest_datestamp), earliest))
		return false;
	if (!list->has_from)
		return quirk_is_in(quirks, QUIRK_FROM_EARLIEST);
	question->is_early = list->from < *earliest;
	return question->is_early && quirk_is_in(quirks, QUIRK_CLAMP_FROM);
}

static void
add_dates(struct question *question, const struct list_request *list,
    quirk_set quirks)
{
	bool has_until =
	    list->has_until && !quirk_is_in(quirks, QUIRK_NO_WINDOWS);
	bool has_from = list->has_from;
	time_t from = list->from;
	time_t earliest;

	if (begins_at_earliest(question, list, quirks, &earliest)) {
		question->is_early = false;
		has_from = true;
		from = earliest;
		/* OAI-PMH 2.7.1: not later than until. */
		if (has_until && from > list->until)
			from = list->until;
	}
	if (has_from)
		question->request.from =
		    write_date(question->from, from, question->has_seconds);
	if (has_until)
		question->request.until = write_date(
		    question->until, list->until, question->has_seconds);
}

void
question_make(struct question *question, const struct list_request *list,
    quirk_set quirks)
{
	struct request *request = &question->request;

	memset(question, 0, sizeof(*question));
	request->verb = oai_verb_named(list->verb);
	request->metadata_prefix = text_of(list->metadata_prefix);
	request->set = text_of(list->set_spec);
	request->resumption_token =
	    (struct text){ list->token, list->token_length };
	request->quirks = quirks;
	question->has_seconds = question_has_seconds(list, quirks);
	if (!quirk_is_in(quirks, QUIRK_NO_DATES))
		add_dates(question, list, quirks);
}

void
question_make_single(struct question *question, const struct list_request *list,
    quirk_set quirks, struct text identifier)
{
	memset(question, 0, sizeof(*question));
	question->request.verb = OAI_GET_RECORD;
	question->request.metadata_prefix = text_of(list->metadata_prefix);
	question->request.identifier = identifier;
	question->request.quirks = quirks;
}
