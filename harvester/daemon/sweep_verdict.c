#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "daemon/sweep_verdict.h"

#define DAY INT64_C(86400)

enum sweep_phase
sweep_phase_named(struct text word)
{
	static const char *const words[] = { "comparing", "compared",
		"matching", "matched", "asked", "marking", "marked" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (text_is(word, words[i]))
			return (enum sweep_phase)i;
	return SWEEP_COMPARING;
}

static bool
is_set(const struct sweep_sum *sum)
{
	return sum->set_spec.length > 0;
}

/* Nothing is concluded from a list that is not whole, or has nothing. */
static bool
is_void(const struct sweep_sum *sum, const struct verdict *list)
{
	return strcmp(list->verdict, "complete") != 0 || sum->hashes == 0;
}

/* A crash of the server empties what is not logged. */
static bool
is_lost(const struct sweep_sum *sum)
{
	return sum->kept != sum->hashes;
}

static bool
is_refused(const struct sweep_sum *sum)
{
	return sum->missed > SWEEP_REFUSED_RECORDS &&
	    sum->missed > sum->live / SWEEP_REFUSED_SHARE;
}

bool
sweep_asks_for_missed(const struct sweep_sum *sum)
{
	return sum->missed > 0 && !is_refused(sum) &&
	    sum->missed <= (is_set(sum) ? SWEEP_SET_SINGLES : SWEEP_SINGLES);
}

static enum sweep_step
after_comparing(const struct sweep_sum *sum)
{
	if (is_lost(sum))
		return SWEEP_ENDS;
	if (is_refused(sum))
		return SWEEP_SAMPLES;
	if (sum->wanted > 0 || sweep_asks_for_missed(sum))
		return SWEEP_ASKS;
	return sum->missed > 0 ? SWEEP_MARKS : SWEEP_ENDS;
}

enum sweep_step
sweep_next(const struct sweep_sum *sum, const struct verdict *list)
{
	if (is_void(sum, list))
		return SWEEP_ENDS;
	switch (sum->phase) {
	case SWEEP_COMPARING:
		return SWEEP_COMPARES;
	case SWEEP_COMPARED:
		return after_comparing(sum);
	case SWEEP_MATCHING:
		return SWEEP_MATCHES;
	case SWEEP_MATCHED:
		return sum->wanted > 0 ? SWEEP_ASKS : SWEEP_ENDS;
	case SWEEP_ASKED:
		return is_refused(sum) || sum->missed == 0 ? SWEEP_ENDS
							   : SWEEP_MARKS;
	case SWEEP_MARKING:
		return SWEEP_MARKS;
	case SWEEP_MARKED:
		return SWEEP_ENDS;
	}
	return SWEEP_ENDS;
}

static void say(struct sweep_verdict *verdict, const char *format, ...)
    PRINTF(2, 3);

static void
say(struct sweep_verdict *verdict, const char *format, ...)
{
	size_t length = strlen(verdict->reason);
	va_list args;

	va_start(args, format);
	(void)vsnprintf(verdict->reason + length,
	    sizeof(verdict->reason) - length, format, args);
	va_end(args);
}

/* In the singular or the plural. */
static const char *
by_number(int64_t number, const char *one, const char *many)
{
	return number == 1 ? one : many;
}

/* A day, doubling, until it is the usual interval. */
static int64_t
back_off(const struct sweep_sum *sum)
{
	int64_t wait = DAY;

	if (sum->every_seconds < 0)
		return -1;
	for (int64_t i = 0; i < sum->failures && wait < sum->every_seconds; i++)
		wait *= 2;
	return wait < sum->every_seconds ? wait : sum->every_seconds;
}

static void
decide_void(struct sweep_verdict *verdict, const struct sweep_sum *sum,
    const struct verdict *list)
{
	verdict->outcome = "void";
	verdict->next_seconds = back_off(sum);
	if (strcmp(list->verdict, "complete") == 0)
		say(verdict,
		    "the repository lists nothing (noRecordsMatch, or an empty "
		    "list); nothing is concluded from that");
	else
		say(verdict,
		    "%s; nothing is concluded from a list that is not "
		    "whole",
		    list->reason);
}

static void
decide_lost(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	verdict->verdict = "partial";
	verdict->proof = NULL;
	verdict->fault = fault_name(FAULT_STORE);
	verdict->outcome = "void";
	verdict->next_seconds = back_off(sum);
	say(verdict,
	    "the database went down in the meantime, and what had been listed "
	    "was lost; nothing is concluded from it");
}

static void
say_missed(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	char shown[80];

	say(verdict, "%" PRId64 " of %" PRId64 " records ", sum->missed,
	    sum->live);
	if (is_set(sum))
		say(verdict, "%s not listed in the set \"%s\" any more",
		    by_number(sum->missed, "is", "are"),
		    text_printable(shown, sizeof(shown), sum->set_spec));
	else
		say(verdict, "%s not listed any more",
		    by_number(sum->missed, "is", "are"));
}

static void
say_identifiers(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	if (sum->matched == 0)
		return;
	say(verdict,
	    "; of %" PRId64 " looked at, %" PRId64 " %s here under another "
	    "identifier, with the same content: it seems that the repository "
	    "has changed its identifiers",
	    sum->sample, sum->matched, by_number(sum->matched, "is", "are"));
}

static void
decide_refused(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	verdict->outcome = "refused";
	verdict->is_event = true;
	verdict->next_seconds = sum->every_seconds;
	if (verdict->next_seconds > 7 * DAY)
		verdict->next_seconds = 7 * DAY;
	say_missed(verdict, sum);
	say(verdict, ", too many to believe it; nothing was marked");
	say_identifiers(verdict, sum);
	say(verdict,
	    "; \"sheaf sweep %s --show\" shows some, --confirm takes them as "
	    "%s",
	    sum->repository, is_set(sum) ? "out of the set" : "gone");
}

static void
decide_found(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	int64_t other = sum->missed - sum->gone - sum->missing;

	verdict->outcome = "found";
	verdict->is_event = true;
	say_missed(verdict, sum);
	if (sum->gone > 0)
		say(verdict, "; %" PRId64 " %s", sum->gone,
		    is_set(sum) ? by_number(sum->gone, "has left it for good",
				      "have left it for good")
				: by_number(sum->gone, "is gone", "are gone"));
	if (other > 0)
		say(verdict, "; %" PRId64 " %s asked for", other,
		    by_number(
			other, "came when it was", "came when they were"));
	if (sum->is_doubtful)
		say(verdict,
		    "; what it answers to GetRecord does not count, for it "
		    "did not give a record that it lists");
	if (sum->missing == 0)
		return;
	say(verdict, "; %" PRId64 " %s until another sweep, within a day, %s",
	    sum->missing, by_number(sum->missing, "is missing", "are missing"),
	    by_number(sum->missing, "does not find it either",
		"does not find them either"));
	verdict->is_again = true;
	verdict->next_seconds = SWEEP_AGAIN;
}

static void
decide_whole(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	verdict->outcome = "whole";
	if (sum->live == 0)
		say(verdict, "nothing is here that could be missed");
	else
		say(verdict, "nothing %sis missed",
		    sum->spared > 0 ? "else " : "");
}

static void
say_spared(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	if (sum->spared > 0)
		say(verdict,
		    "; %" PRId64 " that %s not listed %s spared for a while, "
		    "for a person undid a sweep",
		    sum->spared, by_number(sum->spared, "is", "are"),
		    by_number(sum->spared, "is", "are"));
}

/* What harvests did not bring. */
static void
say_unknown(struct sweep_verdict *verdict, const struct sweep_sum *sum)
{
	if (sum->back > 0)
		say(verdict, "; %" PRId64 " came back", sum->back);
	if (sum->behind == 0)
		return;
	verdict->is_event = true;
	say(verdict,
	    "; %" PRId64 " %s listed that no harvest would bring, for %s "
	    "datestamps are old: ",
	    sum->behind, by_number(sum->behind, "record is", "records are"),
	    by_number(sum->behind, "its", "their"));
	if (sum->behind <= SWEEP_UNKNOWN)
		say(verdict, "%s asked for",
		    by_number(sum->behind, "it was", "they were"));
	else
		say(verdict, "\"sheaf harvest %s --full\" does",
		    sum->repository);
}

void
sweep_decide(struct sweep_verdict *verdict, const struct sweep_sum *sum,
    const struct verdict *list)
{
	*verdict = (struct sweep_verdict){ .verdict = list->verdict,
		.proof = list->proof,
		.fault = list->fault,
		.next_seconds = sum->every_seconds };
	if (is_void(sum, list)) {
		decide_void(verdict, sum, list);
		return;
	}
	if (is_lost(sum)) {
		decide_lost(verdict, sum);
		return;
	}
	if (is_refused(sum)) {
		decide_refused(verdict, sum);
	} else if (sum->missed > 0) {
		decide_found(verdict, sum);
	} else {
		decide_whole(verdict, sum);
	}
	say_spared(verdict, sum);
	say_unknown(verdict, sum);
}
