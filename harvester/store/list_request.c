#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "store/list_request.h"

/* The columns of list_request_take.sql. */
enum column {
	REPOSITORY_ID,
	HARVEST_ID,
	N,
	NAME,
	BASE_URL,
	ALLOW_PRIVATE,
	HTTP2,
	COMPRESSION,
	HAS_SECONDS,
	METADATA_PREFIX,
	SET_SPEC,
	FROM,
	UNTIL,
	PAGE_NUMBER,
	TOKEN,
	IS_ENDED,
	TRIES,
	TOKEN_FAILURES,
	RESTARTS,
	EMPTY_PAGES,
	RETRY,
	IS_KNOWN,
	EARLIEST_DATESTAMP,
	QUIRKS,
	QUIRKS_OFF,
	TRIED,
	TRYING,
	TRYING_REASON,
	ERROR,
	IS_INCREMENTAL,
	FAILURES,
	WAS_EMPTY,
	IS_DOUBTFUL,
	IS_EXPIRED,
	IS_COUNTED,
	VERB,
	IS_EXTRA,
	BEGUN,
	PARTS,
	WHOLE_SIZE,
	CREDENTIALS,
	INSECURE_CREDENTIALS,
	PROXY,
	CA_FILE,
	VERIFY_TLS,
	USER_AGENT,
	MOVED_TO,
	IS_SWEEP,
	WANTS_IDENTITY,
	IS_BLOCKED,
	IS_ALIEN,
	IS_REFUSED,
	VAIN,
	LEFT,
};

static char *
take(const struct reply *reply, int row, enum column column)
{
	char *text = heap_string(reply_string(reply, row, (int)column));

	return text;
}

static unsigned
count(const struct reply *reply, int row, enum column column)
{
	return (unsigned)reply_number(reply, row, (int)column);
}

static void
read_fence(struct fence *fence, const struct reply *reply, int row,
    const char *lease_id)
{
	fence->repository_id = reply_number(reply, row, REPOSITORY_ID);
	fence->harvest_id = reply_number(reply, row, HARVEST_ID);
	fence->n = (int32_t)reply_number(reply, row, N);
	fence->page_number = (int32_t)reply_number(reply, row, PAGE_NUMBER);
	(void)snprintf(
	    fence->lease_id, sizeof(fence->lease_id), "%s", lease_id);
}

static void
read_progress(struct list_request *request, const struct reply *reply, int row)
{
	request->is_ended = reply_bool(reply, row, IS_ENDED);
	request->tries = count(reply, row, TRIES);
	request->is_refused = reply_bool(reply, row, IS_REFUSED);
	request->token_failures = count(reply, row, TOKEN_FAILURES);
	request->restarts = count(reply, row, RESTARTS);
	request->empty_pages = count(reply, row, EMPTY_PAGES);
	request->retry_milliseconds = reply_number(reply, row, RETRY);
	request->is_known = reply_bool(reply, row, IS_KNOWN);
	list_request_set_token(request, reply_text(reply, row, TOKEN));
}

static void
read_quirks(struct list_request *request, const struct reply *reply, int row)
{
	request->earliest_datestamp = take(reply, row, EARLIEST_DATESTAMP);
	request->quirks = take(reply, row, QUIRKS);
	request->quirks_off = take(reply, row, QUIRKS_OFF);
	request->tried = take(reply, row, TRIED);
	request->trying = take(reply, row, TRYING);
	request->trying_reason = take(reply, row, TRYING_REASON);
	request->wants_identity = reply_bool(reply, row, WANTS_IDENTITY);
	request->is_blocked = reply_bool(reply, row, IS_BLOCKED);
	request->is_alien = reply_bool(reply, row, IS_ALIEN);
	request->error = take(reply, row, ERROR);
	request->is_incremental = reply_bool(reply, row, IS_INCREMENTAL);
	request->failures = count(reply, row, FAILURES);
	request->was_empty = reply_bool(reply, row, WAS_EMPTY);
	request->is_doubtful = reply_bool(reply, row, IS_DOUBTFUL);
	request->is_expired = reply_bool(reply, row, IS_EXPIRED);
	request->is_counted = reply_bool(reply, row, IS_COUNTED);
}

static void
read_access(struct list_request *request, const struct reply *reply, int row)
{
	request->credentials = take(reply, row, CREDENTIALS);
	request->insecure_credentials =
	    reply_bool(reply, row, INSECURE_CREDENTIALS);
	request->proxy = take(reply, row, PROXY);
	request->ca_file = take(reply, row, CA_FILE);
	request->verify_tls = reply_bool(reply, row, VERIFY_TLS);
	request->user_agent = take(reply, row, USER_AGENT);
	request->moved_to = take(reply, row, MOVED_TO);
}

struct list_request *
list_request_read(const struct reply *reply, int row, const char *lease_id)
{
	struct list_request *request = heap_take(sizeof(*request));

	read_fence(&request->fence, reply, row, lease_id);
	request->repository = take(reply, row, NAME);
	request->base_url = take(reply, row, BASE_URL);
	request->metadata_prefix = take(reply, row, METADATA_PREFIX);
	request->set_spec = take(reply, row, SET_SPEC);
	request->allow_private = reply_bool(reply, row, ALLOW_PRIVATE);
	request->http2 = reply_bool(reply, row, HTTP2);
	request->compression = reply_bool(reply, row, COMPRESSION);
	request->has_seconds = reply_bool(reply, row, HAS_SECONDS);
	request->has_from = !reply_is_null(reply, row, FROM);
	request->from = (time_t)reply_number(reply, row, FROM);
	request->has_until = !reply_is_null(reply, row, UNTIL);
	request->until = (time_t)reply_number(reply, row, UNTIL);
	request->verb = take(reply, row, VERB);
	request->is_extra = reply_bool(reply, row, IS_EXTRA);
	request->begun = (time_t)reply_number(reply, row, BEGUN);
	request->parts = count(reply, row, PARTS);
	request->whole_size = reply_number(reply, row, WHOLE_SIZE);
	request->is_sweep = reply_bool(reply, row, IS_SWEEP);
	request->vain = count(reply, row, VAIN);
	request->left = reply_number(reply, row, LEFT);
	read_progress(request, reply, row);
	read_quirks(request, reply, row);
	read_access(request, reply, row);
	return request;
}

void
list_request_add_quirk(struct list_request *request, const char *quirk)
{
	struct buffer names;

	buffer_init(&names, 0);
	buffer_printf(&names, "%s%s%s", request->quirks,
	    request->quirks[0] == '\0' ? "" : ",", quirk);
	free(request->quirks);
	request->quirks = buffer_take(&names);
}

void
list_request_set_token(struct list_request *request, struct text token)
{
	free(request->token);
	request->token = NULL;
	request->token_length = token.length;
	if (token.length == 0)
		return;
	request->token = heap_take(token.length + 1);
	memcpy(request->token, token.bytes, token.length);
}

void
list_request_free(struct list_request *request)
{
	if (request == NULL)
		return;
	free(request->repository);
	free(request->base_url);
	free(request->metadata_prefix);
	free(request->set_spec);
	free(request->verb);
	free(request->token);
	free(request->earliest_datestamp);
	free(request->quirks);
	free(request->quirks_off);
	free(request->tried);
	free(request->trying);
	free(request->credentials);
	free(request->proxy);
	free(request->ca_file);
	free(request->user_agent);
	free(request->moved_to);
	free(request->trying_reason);
	free(request->error);
	free(request);
}
