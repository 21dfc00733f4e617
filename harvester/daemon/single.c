#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "daemon/holding.h"
#include "daemon/lister.h"
#include "daemon/settle.h"
#include "daemon/single.h"

/* Identifiers that are read from the database at once; the last of a full
 * answer is the first of the next. */
#define BATCH 101

struct single {
	struct arena *arena; /* of what follows */
	struct text *identifiers;
	size_t count;
	size_t at;
	unsigned lost; /* in a row */
};

static bool
has_more(const struct single *single)
{
	return single->at + 1 < single->count;
}

void
single_free(struct single *single)
{
	if (single == NULL)
		return;
	arena_free(single->arena);
	free(single);
}

struct text
single_identifier(const struct lister *lister)
{
	return lister->single->identifiers[lister->single->at];
}

struct text
single_next(const struct lister *lister)
{
	const struct single *single = lister->single;

	return has_more(single) ? single->identifiers[single->at + 1]
				: (struct text){ NULL, 0 };
}

static void
ended(void *context, const struct reply *reply, const struct fault *why)
{
	struct lister *lister = context;

	lister->calls--;
	if (!holding_hears(lister->holding, why) || lister->is_dropped)
		return;
	if (reply_rows(reply) == 0) {
		lister_fenced(lister);
		return;
	}
	lister->is_over = true;
	settle_harvest(lister->holding, &lister->request->fence,
	    lister->request->repository);
}

static void
end(struct lister *lister)
{
	struct parameters parameters;

	lister->calls++;
	parameters_init(&parameters);
	parameter_fence(&parameters, &lister->request->fence);
	holding_send(lister->holding, QUERY_LIST_REQUEST_END, &parameters,
	    ended, lister);
}

/* BATCH identifiers fit: see IDENTIFIER_BYTES. */
static void
keep(struct single *single, const struct reply *reply)
{
	arena_reset(single->arena);
	single->at = 0;
	single->count = (size_t)reply_rows(reply);
	single->identifiers = arena_take(
	    single->arena, (single->count + 1) * sizeof(struct text));
	assert(single->identifiers != NULL);
	for (size_t i = 0; i < single->count; i++) {
		struct text identifier = reply_text(reply, (int)i, 0);

		single->identifiers[i].length = identifier.length;
		single->identifiers[i].bytes = arena_copy(
		    single->arena, identifier.bytes, identifier.length);
		assert(single->identifiers[i].bytes != NULL);
	}
}

static void
known(void *context, const struct reply *reply, const struct fault *why)
{
	struct lister *lister = context;

	lister->calls--;
	if (!holding_hears(lister->holding, why) || lister->is_dropped)
		return;
	keep(lister->single, reply);
	if (lister->single->count == 0) {
		end(lister);
		return;
	}
	lister->is_due = true;
	lister_tick(lister, clock_milliseconds());
}

static void
ask_for_more(struct lister *lister)
{
	const struct list_request *request = lister->request;
	struct parameters parameters;

	lister->calls++;
	parameters_init(&parameters);
	parameter_bigint(&parameters, request->fence.repository_id);
	parameter_bigint(&parameters, request->fence.harvest_id);
	parameter_integer(&parameters, request->fence.n);
	parameter_text(&parameters,
	    request->token == NULL
		? TEXT("")
		: (struct text){ request->token, request->token_length });
	parameter_bigint(&parameters, BATCH);
	holding_send(
	    lister->holding, QUERY_WANTED_NEXT, &parameters, known, lister);
}

void
single_begin(struct lister *lister)
{
	lister->single = heap_take(sizeof(*lister->single));
	lister->single->arena = arena_new(1 * MIB);
	ask_for_more(lister);
}

/* The token is the next identifier by now. */
void
single_go_on(struct lister *lister)
{
	struct single *single = lister->single;

	single->at++;
	if (has_more(single) || single->count < BATCH)
		lister->is_due = true;
	else
		ask_for_more(lister);
}

/* The page may live longer than what we know the identifier from. */
static void
name(struct page *page, struct reject *reject, struct text identifier)
{
	const char *copy =
	    arena_copy(page->arena, identifier.bytes, identifier.length);

	if (copy != NULL)
		reject->identifier = (struct text){ copy, identifier.length };
}

bool
single_note_page(struct lister *lister, struct page *page)
{
	struct text identifier = single_identifier(lister);

	for (struct reject *reject = page->rejects; reject != NULL;
	     reject = reject->next)
		if (reject->identifier.length == 0)
			name(page, reject, identifier);
	for (const struct record *record = page->records; record != NULL;
	     record = record->next)
		if (text_equals(record->identifier, identifier)) {
			lister->single->lost = 0;
			return true;
		}
	return page->rejects != NULL;
}

/* Said of the record by the repository, or by its server each time. */
static bool
is_about_record(const struct failure *failure)
{
	switch (failure->why.kind) {
	case FAULT_PROTOCOL:
		return true;
	case FAULT_MALFORMED:
	case FAULT_TOO_LARGE:
	case FAULT_GONE:
		return failure->tries + 1 >= SINGLE_TRIES;
	case FAULT_NETWORK:
		return failure->was_asked && failure->tries + 1 >= SINGLE_TRIES;
	default:
		return false;
	}
}

/* A sweep asks in order to hear it. */
static bool
is_expected(const struct lister *lister)
{
	return lister->request->is_sweep &&
	    (lister->error == OAI_ERROR_ID_DOES_NOT_EXIST ||
		lister->error == OAI_ERROR_CANNOT_DISSEMINATE_FORMAT);
}

static struct page *
page_of_reject(struct text identifier, const char *reason)
{
	struct arena *arena = arena_new(64 * KIB);
	struct page *page = arena_take(arena, sizeof(*page));
	struct reject *reject = arena_take(arena, sizeof(*reject));
	char *name = arena_copy(arena, identifier.bytes, identifier.length);
	char *text = arena_copy(arena, reason, strlen(reason));

	assert(page != NULL && reject != NULL && name != NULL && text != NULL);
	reject->identifier = (struct text){ name, identifier.length };
	reject->reason = text_of(text);
	reject->bytes = TEXT("");
	reject->rule = RULE_ANSWER;
	page->arena = arena;
	page->is_end = true;
	page->rejects = reject;
	page->reject_count = 1;
	page->bytes = arena_held(arena);
	return page;
}

bool
single_is_lost(
    struct lister *lister, const struct failure *failure, struct page **page)
{
	struct single *single = lister->single;

	if (is_expected(lister))
		single->lost = 0;
	else if (!is_about_record(failure) || single->lost++ >= SINGLES_LOST)
		return false;
	*page = page_of_reject(single_identifier(lister), failure->why.text);
	return true;
}
