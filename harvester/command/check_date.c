#include <string.h>

#include "command/check.h"
#include "oai/datestamp.h"

#define SHOWN_SIZE  200
#define WORDS_SIZE  300
#define DAY         86400
#define CANDIDATES  50
#define COST_OF_END 10 /* as bad as so many others on its day */

/* A dated request, and what came of it. */
struct dated {
	struct check *check;
	const struct noted *sought;
	enum granularity unit;
	char bound[DATESTAMP_SIZE]; /* from and until */
	bool is_found;
	bool is_ignored; /* one of the two, at least */
};

/* Which bound it passes over; NULL: none. Texts of moments are in order. */
static const char *
passed_over(const struct dated *dated, const struct record *record)
{
	char text[DATESTAMP_SIZE];
	int order;

	if (!record->has_instant)
		return NULL;
	datestamp_format(text, record->instant, dated->unit);
	order = strcmp(text, dated->bound);
	if (order == 0)
		return NULL;
	return order < 0 ? "from_ignored" : "until_ignored";
}

static void
take_page(void *context, struct page *page)
{
	struct dated *dated = context;
	char identifier[SHOWN_SIZE];
	char datestamp[80];

	for (const struct record *record = page->records; record != NULL;
	     record = record->next) {
		const char *problem = passed_over(dated, record);

		if (text_equals(record->identifier, dated->sought->identifier))
			dated->is_found = true;
		if (problem == NULL)
			continue;
		dated->is_ignored = true;
		check_found(dated->check, problem,
		    "from and until %s bring %s of %s", dated->bound,
		    text_printable(
			identifier, sizeof(identifier), record->identifier),
		    text_printable(
			datestamp, sizeof(datestamp), record->datestamp));
	}
	for (const struct reject *reject = page->rejects; reject != NULL;
	     reject = reject->next)
		if (text_equals(reject->identifier, dated->sought->identifier))
			dated->is_found = true;
	page_free(page);
}

static const struct reader_events events = { .page = take_page };

/* How many others of its day there are. At an end of all days one of the bounds
 * has nothing to keep out. */
static size_t
cost_of_day(const struct check *check, time_t when)
{
	size_t count = 0;
	bool has_before = false;
	bool has_behind = false;

	for (size_t i = 0; i < check->noted_count; i++) {
		time_t day = check->noted[i].instant / DAY;

		if (!check->noted[i].has_instant)
			continue;
		count += day == when / DAY;
		has_before = has_before || day < when / DAY;
		has_behind = has_behind || day > when / DAY;
	}
	return count + (has_before && has_behind ? 0 : COST_OF_END);
}

/* One that changed on a day when little else did: its page then holds all of
 * that day. NULL: none has a datestamp. */
static const struct noted *
choose(const struct check *check)
{
	const struct noted *best = NULL;
	size_t apart = check->noted_count / CANDIDATES + 1;
	size_t least = 0;

	for (size_t i = 0; i < check->noted_count; i += apart) {
		const struct noted *noted = &check->noted[i];
		size_t cost;

		if (!noted->has_instant)
			continue;
		cost = cost_of_day(check, noted->instant);
		if (best != NULL && cost >= least)
			continue;
		best = noted;
		least = cost;
	}
	return best;
}

static void
judge_found(struct dated *dated)
{
	const struct response_end *end = &dated->check->answer.end;
	char identifier[SHOWN_SIZE];
	char datestamp[80];
	bool is_whole = end->resumption_token.length == 0;
	/* Of a datestamp that is a day, the second is not known. */
	bool is_known = dated->unit == GRANULARITY_DAY ||
	    dated->sought->datestamp.length >= DATESTAMP_SIZE - 1;

	if (!dated->is_found && is_whole && is_known && !dated->is_ignored)
		check_found(dated->check, "date_misses",
		    "%s is of %s; from and until %s do not bring it",
		    text_printable(identifier, sizeof(identifier),
			dated->sought->identifier),
		    text_printable(
			datestamp, sizeof(datestamp), dated->sought->datestamp),
		    dated->bound);
}

/* Whether dates are accepted in this form. */
static enum accepted
ask(struct dated *dated, const char *what)
{
	struct check *check = dated->check;
	struct request request = check_request(check, OAI_LIST_RECORDS);
	const struct response_end *end = &check->answer.end;

	datestamp_format(dated->bound, dated->sought->instant, dated->unit);
	request.from = request.until = text_of(dated->bound);
	if (!check_ask(check, what, &request, &events, dated))
		return check_is_stopped(check) ? ACCEPTED_UNTRIED : ACCEPTED_NO;
	if (end->error != OAI_ERROR_NONE &&
	    end->error != OAI_ERROR_NO_RECORDS_MATCH)
		return ACCEPTED_NO;
	judge_found(dated);
	return ACCEPTED_YES;
}

static void
judge_acceptance(
    struct check *check, const char *day_words, const char *second_words)
{
	if (check->days == ACCEPTED_NO && check->seconds == ACCEPTED_NO) {
		check_found(check, "dates_refused", "by days: %s", day_words);
		check_found(
		    check, "dates_refused", "by seconds: %s", second_words);
	} else if (check->days == ACCEPTED_NO) {
		check_found(check, "days_refused", "%s", day_words);
	} else if (check->seconds == ACCEPTED_NO && check_says_seconds(check)) {
		check_found(check, "seconds_refused", "%s", second_words);
	}
}

void
check_dates(struct check *check)
{
	struct dated dated = { .check = check, .sought = choose(check) };
	char day_words[WORDS_SIZE] = "";
	char second_words[WORDS_SIZE] = "";

	if (dated.sought == NULL)
		return;
	dated.unit = GRANULARITY_DAY;
	check->days = ask(&dated, "for what changed on a day");
	(void)check_answer_words(check, day_words, sizeof(day_words));
	dated.unit = GRANULARITY_SECOND;
	dated.is_found = dated.is_ignored = false;
	check->seconds = ask(&dated, "for what changed in a second");
	(void)check_answer_words(check, second_words, sizeof(second_words));
	judge_acceptance(check, day_words, second_words);
}

static void
take_future_page(void *context, struct page *page)
{
	struct check *check = context;

	if (page->record_count > 0)
		check_found(check, "from_ignored",
		    "from tomorrow on, there are records");
	page_free(page);
}

/* As a harvest asks when nothing is new. */
void
check_nothing_new(struct check *check)
{
	static const struct reader_events future = { .page = take_future_page };
	struct request request = check_request(check, OAI_LIST_RECORDS);
	const struct response_end *end = &check->answer.end;
	char tomorrow[DATESTAMP_SIZE];
	char words[WORDS_SIZE];
	bool is_answered;

	datestamp_format(tomorrow, time(NULL) + check->skew_seconds + 2 * DAY,
	    check->days == ACCEPTED_NO ? GRANULARITY_SECOND : GRANULARITY_DAY);
	request.from = text_of(tomorrow);
	is_answered = check_ask(
	    check, "for what changes tomorrow", &request, &future, check);
	if (check_is_stopped(check) ||
	    (is_answered &&
		(end->error == OAI_ERROR_NO_RECORDS_MATCH || end->records > 0)))
		return;
	(void)check_answer_words(check, words, sizeof(words));
	if (is_answered)
		check_found(check, "wrong_error",
		    "nothing matches: noRecordsMatch is due, %s came", words);
	else
		check_found(check, "nothing_new", "%s", words);
}
