#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "daemon/holding.h"
#include "daemon/lister.h"
#include "daemon/question.h"
#include "daemon/split.h"
#include "daemon/window.h"
#include "oai/datestamp.h"

/* Where several connections may be used at a time, at most so many windows for
 * each, since records are never spread evenly; of at least so many pages, since
 * the last of them is rarely full. */
#define WINDOWS_PER_CONNECTION 4
#define PAGES_PER_WINDOW       5
/* What is listed in so short a window is asked for record by record. */
#define SINGLES_SECONDS        86400
#define HTTP_TOO_LARGE         413

static size_t
cut(const struct list_request *request, size_t most,
    struct window pieces[WINDOW_PIECES])
{
	const struct window whole = { request->has_from, request->from,
		request->has_until, request->until };
	quirk_set quirks =
	    quirks_with(quirks_in_force(text_of(request->quirks)),
		quirk_named(text_of(request->trying)));
	struct window_scope scope = { .now = request->begun };

	if (request->parts + most > WINDOWS ||
	    quirk_is_in(quirks, QUIRK_NO_DATES) ||
	    quirk_is_in(quirks, QUIRK_NO_WINDOWS))
		return 0;
	scope.has_seconds = question_has_seconds(request, quirks);
	scope.has_earliest = datestamp_read(
	    text_of(request->earliest_datestamp), &scope.earliest);
	return window_cut(pieces, most, &whole, &scope);
}

static void
answered(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	if (!holding_hears(holding, why))
		return;
	if (reply_rows(reply) == 0)
		holding_doubt(holding);
}

static void
add_pieces(
    struct parameters *parameters, const struct window *pieces, size_t count)
{
	array_begin(parameters, ARRAY_INSTANT);
	for (size_t i = 0; i < count; i++) {
		if (pieces[i].has_from)
			array_instant(parameters, pieces[i].from);
		else
			array_null(parameters);
	}
	array_end(parameters);
	array_begin(parameters, ARRAY_INSTANT);
	for (size_t i = 0; i < count; i++) {
		if (pieces[i].has_until)
			array_instant(parameters, pieces[i].until);
		else
			array_null(parameters);
	}
	array_end(parameters);
}

/* failure is NULL where none is the reason. */
static void
send(struct holding *holding, const struct list_request *request,
    const struct window *pieces, size_t count, const struct failure *failure,
    const char *reason)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &request->fence);
	add_pieces(&parameters, pieces, count);
	parameter_bool(&parameters, failure != NULL);
	parameter_string(&parameters,
	    failure == NULL ? NULL : fault_name(failure->why.kind));
	parameter_string(&parameters, reason);
	holding_send(
	    holding, QUERY_LIST_REQUEST_SPLIT, &parameters, answered, holding);
	holding_reload(holding);
}

/* How many pieces a list of this size should have; 0: it may stay one. A piece
 * of a list is judged by itself. */
static size_t
pieces_for(const struct lister *lister, int64_t size, size_t listed)
{
	size_t connections = lister->holding->connections;
	size_t count = (size_t)size / WINDOW_RECORDS + 1;
	size_t most = connections * WINDOWS_PER_CONNECTION;
	size_t parallel = (size_t)size / PAGES_PER_WINDOW / (listed + 1);

	if (parallel > most)
		parallel = most;
	if (connections > 1 && lister->request->parts == 1 && parallel > count)
		count = parallel;
	return count < 2 ? 0 : count;
}

bool
split_is_wanted(
    const struct lister *lister, int64_t complete_list_size, size_t listed)
{
	struct window pieces[WINDOW_PIECES];
	size_t count;

	/* A part that is as large as the whole: see split_check(). */
	if (lister->verb != OAI_LIST_RECORDS || complete_list_size < 0 ||
	    lister->request->token != NULL ||
	    (lister->request->whole_size > 0 &&
		complete_list_size >= lister->request->whole_size) ||
	    lister->request->earliest_datestamp[0] == '\0')
		return false;
	count = pieces_for(lister, complete_list_size, listed);
	return count > 0 && cut(lister->request, count, pieces) > 0;
}

void
split_large(struct lister *lister)
{
	const struct list_request *request = lister->request;
	struct window pieces[WINDOW_PIECES];
	size_t count = cut(request,
	    pieces_for(lister, lister->list_size, lister->listed), pieces);
	char reason[160];

	(void)snprintf(reason, sizeof(reason),
	    "the list has %" PRId64 " records: it is harvested in %zu date "
	    "windows",
	    lister->list_size, count);
	send(lister->holding, request, pieces, count, NULL, reason);
}

static void
checked(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	if (holding_hears(holding, why) && reply_rows(reply) > 0)
		holding_reload(holding);
}

static void
unite(struct lister *lister, bool is_known)
{
	struct parameters parameters;

	if (lister->request->parts == 1 || lister->verb != OAI_LIST_RECORDS ||
	    (lister->list_size < 0 && !is_known))
		return;
	parameters_init(&parameters);
	parameter_fence(&parameters, &lister->request->fence);
	parameter_string(&parameters,
	    "date windows bring as much as the whole list: dates do not "
	    "divide it, and it is harvested in one piece");
	parameter_bool(&parameters, is_known);
	holding_send(lister->holding, QUERY_LIST_REQUEST_WHOLE, &parameters,
	    checked, lister->holding);
}

void
split_check(struct lister *lister)
{
	unite(lister, false);
}

void
split_unite(struct lister *lister)
{
	unite(lister, true);
}

/*
 * What the repository says is too much, at once; anything else when it was
 * tried in vain, and only where there was an answer or a wait for one: a server
 * that is away is no reason. A first page that fails in a harvest that was well
 * until now is left to the schedule. In a part of a list that was split before
 * something is known to be wrong.
 */
static bool
is_worth_it(const struct list_request *request, const struct failure *failure)
{
	bool is_part = request->parts > 1;
	bool has_begun =
	    request->token != NULL || is_part || request->restarts > 0;
	unsigned most = is_part ? SPLIT_TRIES - 1 : SPLIT_TRIES;

	switch (failure->why.kind) {
	case FAULT_TOO_LARGE:
		return failure->status == HTTP_TOO_LARGE ||
		    failure->tries + 1 >= SPLIT_TRIES - 1;
	case FAULT_TOKEN:
		return failure->restarts >= (is_part ? 1 : LIST_RESTARTS);
	case FAULT_MALFORMED:
		return has_begun && failure->tries + 1 >= most;
	case FAULT_NETWORK:
		return failure->was_asked &&
		    (has_begun ? failure->tries + 1 >= most
			       : request->failures >= SPLIT_TRIES);
	default:
		return false;
	}
}

/* "from 2020-01-01 until 2020-02-01", "until ...", "from ..." or nothing. */
static void
add_span(struct buffer *into, const struct list_request *request)
{
	char date[DATESTAMP_SIZE];

	if (request->has_from) {
		datestamp_format(date, request->from, GRANULARITY_SECOND);
		buffer_printf(into, " from %s", date);
	}
	if (request->has_until) {
		datestamp_format(date, request->until, GRANULARITY_SECOND);
		buffer_printf(into, " until %s", date);
	}
}

/*
 * Parts are harvested from the latest to the earliest, and what is cut out of
 * one before all others. So down to a record that makes its list fail each time
 * there are 13 cuts at most and one list of headers, then come the lists beside
 * it; each that brings records begins the count anew. More in a row: whatever
 * makes lists of records fail is not in single ones. What fails then is asked
 * for by its headers at once, however long it is, and cut only where those are
 * more than we ask for one by one. Each connection may be on a way down of its
 * own.
 */
static bool
is_vain(const struct holding *holding, const struct list_request *request,
    const struct failure *failure)
{
	bool is_list = strcmp(request->verb, "ListRecords") == 0;

	return request->vain >= VAIN_CUTS * holding->connections &&
	    (is_list || failure->why.kind != FAULT_TOO_LARGE ||
		failure->status == HTTP_TOO_LARGE);
}

static bool
may_be_cut(const struct list_request *request, const struct failure *failure)
{
	return !request->is_sweep && is_worth_it(request, failure) &&
	    strcmp(request->verb, "GetRecord") != 0;
}

/* A list of headers that is too long for single records is cut too. That of a
 * sweep is not: its parts would be harvested. */
bool
split_around(struct holding *holding, const struct list_request *request,
    const struct failure *failure)
{
	bool is_list = strcmp(request->verb, "ListRecords") == 0;
	bool is_short = request->has_from && request->has_until &&
	    request->until - request->from <= SINGLES_SECONDS;
	struct window pieces[WINDOW_PIECES];
	size_t count = 0;
	struct buffer reason;

	if (!may_be_cut(request, failure))
		return false;
	if ((!is_list || !is_short) && !is_vain(holding, request, failure))
		count = cut(request, SPLIT_PIECES, pieces);
	if (!is_list && count == 0)
		return false;
	buffer_init(&reason, 0);
	buffer_printf(&reason, "%s; the list", failure->why.text);
	add_span(&reason, request);
	if (count > 0)
		buffer_printf(&reason, " is cut into %zu date windows", count);
	else
		buffer_add_string(&reason, " is asked for record by record");
	send(holding, request, pieces, count, failure, reason.bytes);
	buffer_fini(&reason);
	return true;
}

bool
split_is_spent(const struct holding *holding,
    const struct list_request *request, const struct failure *failure,
    struct fault *why)
{
	if (!may_be_cut(request, failure) ||
	    !is_vain(holding, request, failure))
		return false;
	(void)fault_set(why, failure->why.kind,
	    "%.120s; %u times in a row the list was cut into date windows or "
	    "asked for by its headers, and no list of records came whole",
	    failure->why.text, request->vain);
	return true;
}

bool
split_is_of_all(const struct failure *failure)
{
	switch (failure->why.kind) {
	case FAULT_BUSY:
	case FAULT_BLOCKED:
	case FAULT_GONE:
	case FAULT_REFUSED:
	case FAULT_STORE:
		return true;
	case FAULT_NETWORK:
		return !failure->was_asked;
	default:
		return false;
	}
}
