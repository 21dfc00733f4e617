#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <locale.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "oai/fetch_private.h"

/* How long the answer of a name check may lie unseen. */
#define CHECK_MILLISECONDS 20

#define SET_MULTI(multi, option, value)                                      \
	do {                                                                 \
		CURLMcode is_set_ = curl_multi_setopt(multi, option, value); \
		assert(is_set_ == CURLM_OK);                                 \
	} while (0)

/*
 * GH 7 (the OAI-PMH guidelines for harvesters) wants identity among the
 * codings with a weight above zero. They are a header of ours and not libcurl's
 * option: with that it would unpack, see fetch_callback.c.
 */
#define CODINGS       "gzip;q=1.0, deflate;q=0.9, identity;q=0.5"
#define CODINGS_PLAIN "identity"

static struct curl_slist *
headers_add(struct curl_slist *headers, const char *name, const char *value)
{
	struct curl_slist *longer;
	struct buffer line;

	buffer_init(&line, 0);
	buffer_printf(&line, "%s: %s", name, value);
	longer = curl_slist_append(headers, line.bytes);
	if (longer == NULL)
		heap_out();
	buffer_fini(&line);
	return longer;
}

static struct curl_slist *
headers_new(const char *from, const char *codings)
{
	struct curl_slist *headers =
	    headers_add(NULL, "Accept-Encoding", codings);

	if (from == NULL || from[0] == '\0')
		return headers;
	return headers_add(headers, "From", from);
}

/* One transfer per connection: on a shared one, a transfer that is paused
 * would keep the others waiting. */
struct fetch *
fetch_new(const struct fetch_options *options)
{
	struct fetch *fetch = calloc(1, sizeof(*fetch));
	CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);

	assert(code == CURLE_OK);
	if (fetch == NULL)
		heap_out();
	fetch->multi = curl_multi_init();
	if (fetch->multi == NULL)
		heap_out();
	SET_MULTI(fetch->multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
	SET_MULTI(fetch->multi, CURLMOPT_MAXCONNECTS, (long)LISTERS);
	fetch_loop_open(fetch);
	fetch->user_agent = heap_string(options->user_agent);
	fetch->headers = headers_new(options->from, CODINGS);
	fetch->headers_plain = headers_new(options->from, CODINGS_PLAIN);
	return fetch;
}

static void
unlink_transfer(struct transfer *transfer)
{
	struct fetch *fetch = transfer->fetch;

	if (fetch->first == transfer)
		fetch->first = transfer->next;
	else
		transfer->previous->next = transfer->next;
	if (fetch->last == transfer)
		fetch->last = transfer->previous;
	else
		transfer->next->previous = transfer->previous;
}

static void
transfer_free(struct transfer *transfer)
{
	if (transfer->state == TRANSFER_RUNNING)
		(void)curl_multi_remove_handle(
		    transfer->fetch->multi, transfer->easy);
	if (transfer->state == TRANSFER_ASKING)
		name_checks_forget(transfer->fetch, transfer);
	unlink_transfer(transfer);
	curl_easy_cleanup(transfer->easy);
	access_close(transfer);
	curl_url_cleanup(transfer->url);
	fetch_inflate_free(transfer->unpacking);
	free(transfer->form_data);
	free(transfer);
}

void
fetch_free(struct fetch *fetch)
{
	struct transfer *transfer;
	struct transfer *next;

	if (fetch == NULL)
		return;
	assert(!fetch->is_waiting);
	for (transfer = fetch->first; transfer != NULL; transfer = next) {
		next = transfer->next;
		transfer->is_cancelled = true;
		transfer_free(transfer);
	}
	name_checks_free(fetch);
	access_forget(fetch);
	(void)curl_multi_cleanup(fetch->multi);
	fetch_loop_close(fetch);
	curl_slist_free_all(fetch->headers);
	curl_slist_free_all(fetch->headers_plain);
	free(fetch->user_agent);
	free(fetch);
	curl_global_cleanup();
}

static void
append(struct fetch *fetch, struct transfer *transfer)
{
	transfer->previous = fetch->last;
	if (fetch->last != NULL)
		fetch->last->next = transfer;
	else
		fetch->first = transfer;
	fetch->last = transfer;
}

struct transfer *
fetch_start(struct fetch *fetch, const char *url, const char *form_data,
    const struct fetch_policy *policy, const struct transfer_events *events,
    void *context)
{
	struct transfer *transfer = calloc(1, sizeof(*transfer));

	if (transfer == NULL)
		heap_out();
	transfer->fetch = fetch;
	policy_copy(&transfer->policy, policy);
	transfer->events = events;
	transfer->context = context;
	transfer->started = clock_milliseconds();
	transfer->response.retry_after_seconds = -1;
	transfer->response.rate_limit_seconds = -1;
	if (form_data != NULL)
		transfer->form_data = heap_string(form_data);
	fetch_note_url(transfer, url);
	if (!fetch_url_parse(url, &transfer->url, &transfer->response.why) ||
	    !address_open(transfer) || !access_open(transfer))
		transfer_finish(transfer);
	append(fetch, transfer);
	return transfer;
}

void
transfer_resume(struct transfer *transfer)
{
	transfer->wants_resume = true;
}

void
transfer_cancel(struct transfer *transfer)
{
	transfer->is_cancelled = true;
}

/* What was asked for since the last time: start, cancel, resume. Says whether
 * there is something to report at once. */
static bool
serve(struct transfer *transfer)
{
	if (transfer->is_cancelled) {
		transfer_free(transfer);
		return false;
	}
	if (transfer->state == TRANSFER_WAITING)
		hop_start(transfer);
	else if (transfer->state == TRANSFER_RUNNING && transfer->wants_resume)
		hop_resume(transfer);
	return transfer->state == TRANSFER_FINISHED;
}

static bool
serve_all(struct fetch *fetch)
{
	struct transfer *transfer = fetch->first;
	bool is_due = false;

	while (transfer != NULL) {
		struct transfer *next = transfer->next;

		is_due = serve(transfer) || is_due;
		transfer = next;
	}
	return is_due;
}

static void
collect(struct fetch *fetch)
{
	int left = 0;
	CURLMsg *message;

	fetch_loop_act(fetch);
	while ((message = curl_multi_info_read(fetch->multi, &left)) != NULL) {
		CURLcode result = message->data.result;
		struct transfer *transfer = NULL;

		assert(message->msg == CURLMSG_DONE);
		(void)curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, &transfer);
		if (!transfer->is_cancelled)
			hop_end(transfer, result);
	}
	name_checks_collect(fetch);
}

static void
report(struct fetch *fetch)
{
	struct transfer *transfer = fetch->first;

	while (transfer != NULL) {
		struct transfer *next;

		if (transfer->state == TRANSFER_FINISHED &&
		    !transfer->is_cancelled)
			transfer->events->done(
			    transfer->context, &transfer->response);
		next = transfer->next;
		if (transfer->state == TRANSFER_FINISHED)
			transfer_free(transfer);
		transfer = next;
	}
}

void
fetch_wait(struct fetch *fetch, struct pollfd *others, unsigned others_count,
    int milliseconds)
{
	assert(!fetch->is_waiting && milliseconds >= 0);
	fetch->is_waiting = true;
	if (serve_all(fetch))
		milliseconds = 0;
	if (fetch->checks != NULL && milliseconds > CHECK_MILLISECONDS)
		milliseconds = CHECK_MILLISECONDS;
	fetch_loop_wait(fetch, others, others_count, milliseconds);
	collect(fetch);
	report(fetch);
	fetch->is_waiting = false;
}

/* What the operator has set already stays. libidn2 reads host names in the
 * encoding of the locale. */
void
fetch_prepare_process(void)
{
	/* NOLINTBEGIN(concurrency-mt-unsafe): no threads yet */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	if (setenv("RES_OPTIONS", "timeout:2 attempts:2", 0) != 0)
		abort();
	/* NOLINTEND(concurrency-mt-unsafe) */
	(void)signal(SIGPIPE, SIG_IGN);
}
