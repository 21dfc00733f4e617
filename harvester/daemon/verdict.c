#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "daemon/advice.h"
#include "daemon/verdict.h"

#define MINUTE 60L
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* Waits double with every try, up to here. */
#define LONGEST_WAIT HOUR

/* A shortfall against completeListSize up to this is an estimate's error:
 * OAI-PMH 3.5 allows it to be revised. */
#define SHORTFALL_SHARE   20 /* one in so many */
#define SHORTFALL_RECORDS 4

/* A full list that is short by more than this of the live records that we have
 * is not believed (the limits of design, rule 9), unless it announced its size
 * and that came, or the full harvest before brought about as many. */
#define SHRUNKEN_SHARE   10
#define SHRUNKEN_RECORDS 100

struct policy {
	enum fault_kind kind;
	unsigned first_tries; /* of the first request of a list */
	unsigned tries;       /* of a later one, where there is more to lose */
	long wait_seconds;    /* before the second try */
	const char *state;    /* of the repository, when it was given up */
	long back_off_seconds;
};

/*
 * A list that has not begun is left to the schedule: nothing is lost, and who
 * asked for it learns at once what is wrong. Never below a minute, whatever
 * came (OAI-PMH harvester guidelines, section 2: no rapid-fire requests).
 */
static const struct policy policies[] = {
	{ FAULT_NONE, 1, 1, MINUTE, "failing", 15 * MINUTE },
	{ FAULT_NETWORK, 1, PAGE_TRIES, MINUTE, "failing", 15 * MINUTE },
	{ FAULT_BUSY, PAGE_TRIES, PAGE_TRIES, 5 * MINUTE, "failing", HOUR },
	{ FAULT_BLOCKED, 1, 1, DAY, "blocked", DAY },
	{ FAULT_GONE, 1, 2, 10 * MINUTE, "failing", DAY },
	{ FAULT_REFUSED, 1, 1, DAY, "failing", DAY },
	{ FAULT_MALFORMED, 1, 5, MINUTE, "failing", HOUR },
	{ FAULT_PROTOCOL, 1, 1, MINUTE, "failing", DAY },
	{ FAULT_TOKEN, 1, 2, MINUTE, "failing", HOUR },
	{ FAULT_TOO_LARGE, 1, 2, MINUTE, "failing", DAY },
	{ FAULT_FENCED, 1, 1, MINUTE, "failing", MINUTE },
	{ FAULT_STORE, 1, PAGE_TRIES, MINUTE, "failing", 5 * MINUTE },
	{ FAULT_INPUT, 1, 1, MINUTE, "failing", DAY },
};

static const struct policy *
policy_named(const char *fault)
{
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (strcmp(fault_name(policies[i].kind), fault) == 0)
			return &policies[i];
	return &policies[0];
}

static const struct policy *
policy_of(enum fault_kind kind)
{
	return policy_named(fault_name(kind));
}

static long
doubled(long seconds, int64_t times, long most)
{
	while (times-- > 0 && seconds < most)
		seconds *= 2;
	return seconds < most ? seconds : most;
}

static struct remedy
restart(const struct failure *failure)
{
	if (failure->restarts < LIST_RESTARTS)
		return (struct remedy){ REMEDY_RESTART,
			doubled(MINUTE, failure->restarts, HOUR), false };
	return (struct remedy){ REMEDY_GIVE_UP, 0, false };
}

/* Another way to ask, once; however often that was done before is no matter
 * of the ordinary retries. */
static struct remedy
try_quirk(const struct failure *failure)
{
	return (struct remedy){ failure->choice.restarts ? REMEDY_RESTART
							 : REMEDY_AGAIN,
		MINUTE, false };
}

/* Design, rule 5: the same token once more, then the list again from its
 * start, a bounded number of times. */
static bool
is_restart_due(const struct failure *failure)
{
	if (failure->is_first || failure->why.kind == FAULT_BUSY)
		return false;
	return failure->is_spent ||
	    (failure->why.kind == FAULT_TOKEN && failure->token_failures > 0);
}

static bool
is_last_try(const struct failure *failure)
{
	const struct policy *policy = policy_of(failure->why.kind);

	if (failure->why.kind == FAULT_TOKEN && !failure->is_first)
		return false;
	return failure->tries + 1 >=
	    (failure->is_first ? policy->first_tries : policy->tries);
}

struct remedy
verdict_remedy(const struct failure *failure)
{
	const struct policy *policy = policy_of(failure->why.kind);
	bool is_busy = failure->why.kind == FAULT_BUSY;
	struct remedy remedy = { REMEDY_AGAIN, 0, is_busy };

	if (failure->choice.is_new)
		return try_quirk(failure);
	if (is_restart_due(failure))
		return restart(failure);
	if (is_last_try(failure))
		remedy.kind = REMEDY_GIVE_UP;
	remedy.wait_seconds =
	    doubled(policy->wait_seconds, failure->tries, LONGEST_WAIT);
	if (!is_busy || failure->retry_after_seconds < 0)
		return remedy;
	/* To the second; but who says "0" again and again gets a minute. */
	remedy.wait_seconds = failure->retry_after_seconds;
	if (failure->tries > 0 && remedy.wait_seconds < MINUTE)
		remedy.wait_seconds = MINUTE;
	return remedy;
}

bool
verdict_forgets(const struct failure *failure)
{
	return failure->why.kind == FAULT_TOKEN ||
	    failure->error == OAI_ERROR_BAD_ARGUMENT;
}

/* Up to a twentieth to either side: no thundering herd at midnight. */
static int64_t
spread(int64_t seconds, uint64_t jitter)
{
	/* Fibonacci hashing: neighbours end up far apart. */
	uint64_t share = (jitter * UINT64_C(0x9E3779B97F4A7C15)) >> 44;

	return seconds - seconds / 20 +
	    (int64_t)((uint64_t)(seconds / 10) * share >> 20);
}

static bool
is_short(const struct harvest_sum *sum)
{
	int64_t missing = sum->complete_list_size - sum->listed;

	return sum->has_size && missing > SHORTFALL_RECORDS &&
	    missing > sum->complete_list_size / SHORTFALL_SHARE;
}

static bool
is_counted(const struct harvest_sum *sum)
{
	/* Windows overlap. */
	return sum->has_size && !sum->is_windowed &&
	    sum->complete_list_size > 0 &&
	    sum->listed >= sum->complete_list_size;
}

static bool
is_shrunken(const struct harvest_sum *sum)
{
	int64_t missing = sum->had - sum->listed;
	int64_t other = sum->before - sum->listed;

	if (!sum->is_full || is_counted(sum))
		return false;
	if (sum->before >= 0 &&
	    (other < 0 ? -other : other) <= sum->listed / SHORTFALL_SHARE)
		return false;
	return (sum->listed == 0 && missing > 0) ||
	    (missing > SHRUNKEN_RECORDS && missing > sum->had / SHRUNKEN_SHARE);
}

/* Sooner than usual when it may be a passing failure, never later; but where we
 * are not wanted once a day for a week, then once a week (design, rule 7). */
static int64_t
back_off(const struct policy *policy, const struct harvest_sum *sum)
{
	int64_t wait =
	    doubled(policy->back_off_seconds, sum->failures, 7 * DAY);

	if (policy->kind == FAULT_BLOCKED)
		return sum->failures < 7 ? DAY : 7 * DAY;
	return wait < sum->every_seconds ? wait : sum->every_seconds;
}

static void add(struct verdict *verdict, const char *format, ...) PRINTF(2, 3);
static void
add(struct verdict *verdict, const char *format, ...)
{
	size_t length = strlen(verdict->reason);
	va_list args;

	va_start(args, format);
	(void)vsnprintf(verdict->reason + length,
	    sizeof(verdict->reason) - length, format, args);
	va_end(args);
}

/* What advice.c knows the case by. */
static const char *
error_of(const struct harvest_sum *sum)
{
	if (sum->given_up > 0)
		return sum->error;
	if (is_short(sum))
		return sum->is_windowed ? ADVICE_WINDOWS : ADVICE_SHORT;
	return is_shrunken(sum) ? ADVICE_SHORT : ADVICE_UNNAMED;
}

/* What Sheaf does next, and what a person can do. After a one-off nothing is
 * asked again by itself. */
static void
add_advice(struct verdict *verdict, const struct harvest_sum *sum)
{
	const struct advice *advice =
	    advice_for(verdict->fault, error_of(sum), verdict->reason);
	char help[240];

	if (sum->pages > 0 && sum->records > 0 && sum->unnamed == 0)
		add(verdict, "; what came is kept");
	if (sum->is_selection)
		add(verdict, "; %s", advice->next);
	advice_write(help, sizeof(help), advice->help, sum->repository);
	if (help[0] != '\0')
		add(verdict, "; %s", help);
}

static void
decide_next(struct verdict *verdict, const struct harvest_sum *sum)
{
	int64_t wait = sum->every_seconds;

	if (verdict->fault != NULL) {
		const struct policy *policy = policy_named(verdict->fault);
		/* What a person asked for once may be what nobody has. */
		if (sum->is_selection || policy->kind == FAULT_BLOCKED)
			verdict->state = policy->state;
		else
			verdict->state = NULL;
		wait = back_off(policy, sum);
		add_advice(verdict, sum);
	}
	verdict->next_due_seconds = spread(wait, sum->jitter);
}

static void
say_nothing_came(struct verdict *verdict, const struct harvest_sum *sum)
{
	char shown[80];

	if (sum->has_no_format)
		add(verdict,
		    "the repository answered cannotDisseminateFormat, which is "
		    "taken for nothing new; \"sheaf formats %s\" shows whether "
		    "it still has the format",
		    sum->repository);
	else if (sum->is_incremental)
		add(verdict, "nothing is new");
	else if (sum->is_full)
		add(verdict,
		    "the repository says that it has nothing there "
		    "(noRecordsMatch, or an empty list); no harvest builds on "
		    "that");
	else
		add(verdict, "there is nothing that matches");
	if (sum->set_spec.length > 0 && !sum->has_brought)
		add(verdict,
		    "; the set \"%s\" has never brought anything: \"sheaf sets "
		    "%s\" shows which there are",
		    text_printable(shown, sizeof(shown), sum->set_spec),
		    sum->repository);
}

/* Believed, and yet far from all that is here: half-built indexes announce
 * exactly what they have. */
static void
tell_unlisted(struct verdict *verdict, const struct harvest_sum *sum)
{
	int64_t missing = sum->had - sum->listed;

	if (!sum->is_full || missing <= sum->had / SHRUNKEN_SHARE ||
	    (sum->listed > 0 && missing <= SHORTFALL_RECORDS))
		return;
	(void)snprintf(verdict->event, sizeof(verdict->event),
	    "%" PRId64 " of the %" PRId64
	    " records that are here were not listed, and are kept; %s%s%s",
	    missing, sum->had,
	    sum->is_swept ? "a sweep will look for them" : "\"sheaf sweep ",
	    sum->is_swept ? "" : sum->repository,
	    sum->is_swept ? "" : "\" looks for them");
	add(verdict, "; %s", verdict->event);
}

static void
decide_complete(struct verdict *verdict, const struct harvest_sum *sum)
{
	verdict->verdict = "complete";
	verdict->proof = is_counted(sum) ? "counted" : "ended";
	if (sum->records == 0)
		say_nothing_came(verdict, sum);
	else
		add(verdict, "the list ended properly%s%s",
		    sum->is_windowed ? ", in date windows" : "",
		    is_counted(sum) ? ", and all it announced came" : "");
	tell_unlisted(verdict, sum);
	if (sum->quarantined > 0)
		add(verdict,
		    "; %" PRId64 " %s in quarantine (\"sheaf quarantine list "
		    "%s\"), to be asked for again",
		    sum->quarantined,
		    sum->quarantined == 1
			? "record could not be read and waits"
			: "records could not be read and wait",
		    sum->repository);
}

static void
decide_short(struct verdict *verdict, const struct harvest_sum *sum)
{
	verdict->verdict = "partial";
	verdict->fault = fault_name(FAULT_PROTOCOL);
	verdict->quirk = sum->is_windowed ? "no-windows" : NULL;
	add(verdict, "%s after %" PRId64 " of %" PRId64 " announced records",
	    sum->is_windowed ? "all date windows ended" : "the list ended",
	    sum->listed, sum->complete_list_size);
}

static void
decide_shrunken(struct verdict *verdict, const struct harvest_sum *sum)
{
	char shown[80];

	verdict->verdict = "partial";
	verdict->fault = fault_name(FAULT_PROTOCOL);
	if (sum->listed == 0 && sum->set_spec.length > 0)
		add(verdict,
		    "the set \"%s\" is empty, or is there no more (\"sheaf "
		    "sets "
		    "%s\" shows which there are), but there are %" PRId64
		    " records from before",
		    text_printable(shown, sizeof(shown), sum->set_spec),
		    sum->repository, sum->had);
	else
		add(verdict,
		    "the list of everything ended after %" PRId64
		    " records, but there are %" PRId64 " from before",
		    sum->listed, sum->had);
	add(verdict,
	    "; nothing was deleted, and if the next full harvest brings as "
	    "few again it is believed");
}

void
verdict_decide(struct verdict *verdict, const struct harvest_sum *sum)
{
	memset(verdict, 0, sizeof(*verdict));
	verdict->state = "active";
	if (sum->given_up > 0) {
		verdict->verdict = sum->pages > 0 ? "partial" : "failed";
		verdict->fault = fault_name(policy_named(sum->fault)->kind);
		add(verdict, "%s", sum->reason);
	} else if (is_short(sum)) {
		decide_short(verdict, sum);
	} else if (is_shrunken(sum)) {
		decide_shrunken(verdict, sum);
	} else if (sum->unnamed > 0) {
		verdict->verdict = "partial";
		verdict->fault = fault_name(FAULT_MALFORMED);
		add(verdict, "%" PRId64 " %s; what came of %s is in quarantine",
		    sum->unnamed,
		    sum->unnamed == 1
			? "record could not be read, not even its identifier"
			: "records could not be read, not even their "
			  "identifiers",
		    sum->unnamed == 1 ? "it" : "them");
	} else {
		decide_complete(verdict, sum);
	}
	decide_next(verdict, sum);
}
