#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/limit.h"
#include "command/probe.h"
#include "command/told.h"

struct probe {
	struct exchange *exchange;
	struct told told;
	struct text wanted; /* identifier of the record asked for */
	struct probed_record record;
	struct response response;   /* the last one */
	struct response identified; /* the answer to Identify */
};

struct probe *
probe_new(const struct probe_options *options)
{
	struct probe *probe = heap_take(sizeof(*probe));

	probe->exchange = exchange_new(options);
	told_init(&probe->told);
	return probe;
}

void
probe_free(struct probe *probe)
{
	if (probe == NULL)
		return;
	exchange_free(probe->exchange);
	told_fini(&probe->told);
	free(probe);
}

/* Only the one that was asked for; what cannot be read has no datestamp. */
static void
take_page(void *context, struct page *page)
{
	struct probe *probe = context;

	for (const struct record *record = page->records; record != NULL;
	     record = record->next)
		if (text_equals(record->identifier, probe->wanted))
			probe->record = (struct probed_record){
				.is_found = true,
				.has_instant = record->has_instant,
				.instant = record->instant,
				.datestamp =
				    told_keep(&probe->told, record->datestamp),
			};
	for (const struct reject *reject = page->rejects; reject != NULL;
	     reject = reject->next)
		if (text_equals(reject->identifier, probe->wanted))
			probe->record.is_found = true;
	page_free(page);
}

static const struct reader_events record_events = { .page = take_page };

/* What a person may try next, by HTTP status. */
static bool
status_fault(const struct response *response, struct fault *why)
{
	const char *url = response->url;
	long status = response->status;
	long wait = response->retry_after_seconds;

	if (status == 404 || status == 410)
		return fault_set(why, FAULT_GONE,
		    "nothing is at %.100s (HTTP %ld); find the repository's "
		    "OAI-PMH base URL: it often ends in /oai, /oai/request, "
		    "/oai2 or /cgi/oai2",
		    url, status);
	if (status == 401 || status == 403 || status == 451)
		return fault_set(why, FAULT_BLOCKED,
		    "%.100s does not let us in (HTTP %ld); %s", url, status,
		    response->is_withheld
			? "a redirect led there, and credentials are for the "
			  "base URL's own host"
			: "ask whoever runs it to let Sheaf harvest, or for "
			  "credentials");
	if ((status == 429 || status == 503) && wait >= 0)
		return fault_set(why, FAULT_BUSY,
		    "%.100s is busy (HTTP %ld) and asks to come back in %ld s",
		    url, status, wait);
	if (status == 429 || status == 503)
		return fault_set(why, FAULT_BUSY,
		    "%.100s is busy (HTTP %ld); try again later", url, status);
	return fault_set(why, FAULT_NETWORK,
	    "%.100s answered HTTP %ld; try again later, or tell whoever runs "
	    "it",
	    url, status);
}

/* An answer that is not OAI-PMH: the HTTP status says more, where it does. */
static bool
http_fault(const struct exchange_answer *answer, struct fault *why)
{
	const struct response *response = &answer->response;

	if (response->why.kind != FAULT_NONE) {
		*why = response->why;
		return false;
	}
	if (answer->why.kind == FAULT_BLOCKED)
		return fault_set(why, FAULT_BLOCKED,
		    "%.180s; ask whoever runs it to let Sheaf harvest",
		    answer->why.text);
	if (response->status != 200)
		return status_fault(response, why);
	if (response->unfinished.kind != FAULT_NONE) {
		*why = response->unfinished;
		return false;
	}
	return fault_set(why, answer->why.kind,
	    "%.100s: %.100s; is this the base URL?", response->url,
	    answer->why.text);
}

static bool
judge(struct probe *probe, const struct request *request,
    const struct exchange_answer *answer, struct fault *why)
{
	const struct response_end *end = &answer->end;

	if (answer->why.kind != FAULT_NONE)
		return http_fault(answer, why);
	if (probe->told.is_full)
		return fault_set(why, FAULT_TOO_LARGE,
		    "the answers are larger than %zu MB", PROBE_BYTES / MIB);
	if (end->error == OAI_ERROR_NONE ||
	    (request->verb == OAI_LIST_SETS &&
		end->error == OAI_ERROR_NO_SET_HIERARCHY))
		return true;
	return fault_set(why, FAULT_PROTOCOL,
	    "the repository answers %s with %s: %.*s",
	    oai_verb_name(request->verb), oai_error_name(end->error),
	    (int)end->error_text.length,
	    end->error_text.bytes == NULL ? "" : end->error_text.bytes);
}

/* One request. token, which may be NULL, gets the next resumption token. */
static bool
ask(struct probe *probe, const struct request *request, struct buffer *token,
    struct fault *why)
{
	struct exchange_answer answer;

	exchange_ask(probe->exchange, request, &told_events, &probe->told, NULL,
	    &answer);
	probe->response = answer.response;
	if (!judge(probe, request, &answer, why)) {
		exchange_hide(probe->exchange, why);
		return false;
	}
	if (token != NULL) {
		buffer_reset(token);
		if (answer.end.error == OAI_ERROR_NONE)
			buffer_add_text(token, answer.end.resumption_token);
	}
	return true;
}

bool
probe_identify(
    struct probe *probe, const struct identity **identity, struct fault *why)
{
	struct request request = { .verb = OAI_IDENTIFY };

	if (!ask(probe, &request, NULL, why))
		return false;
	if (!probe->told.has_identity)
		return fault_set(why, FAULT_MALFORMED,
		    "the answer does not say what repository it is; is this "
		    "the base URL?");
	*identity = &probe->told.identity;
	probe->identified = probe->response;
	return true;
}

void
probe_redirect(const struct probe *probe, struct probe_redirect *redirect)
{
	redirect->status = probe->identified.redirect_status;
	redirect->has_moved = probe->identified.has_moved;
	redirect->url = probe->identified.url;
	redirect->moved_to = probe->identified.moved_to;
}

bool
probe_formats(struct probe *probe, const struct metadata_format **formats,
    size_t *count, struct fault *why)
{
	struct request request = { .verb = OAI_LIST_METADATA_FORMATS };

	if (!ask(probe, &request, NULL, why))
		return false;
	if (probe->told.format_count == 0)
		return fault_set(why, FAULT_PROTOCOL,
		    "the repository lists no metadata formats");
	*formats = probe->told.formats;
	*count = probe->told.format_count;
	return true;
}

bool
probe_sets(struct probe *probe, const struct set **sets, size_t *count,
    bool *is_whole, struct fault *why)
{
	struct request request = { .verb = OAI_LIST_SETS };
	struct buffer token;
	bool done;

	buffer_init(&token, 0);
	done = ask(probe, &request, &token, why);
	for (int page = 1; done && token.length > 0 && page < PROBE_PAGES &&
	     probe->told.set_count < LIST_ENTRIES;
	     page++) {
		request.resumption_token = buffer_text(&token);
		done = ask(probe, &request, &token, why);
	}
	if (done) {
		*sets = probe->told.sets;
		*count = probe->told.set_count;
		*is_whole = token.length == 0;
	}
	buffer_fini(&token);
	return done;
}

/* Errors and statuses by which repositories say that there is none. */
static bool
is_unknown(const struct exchange_answer *answer)
{
	long status = answer->response.status;

	if (answer->why.kind != FAULT_NONE)
		return answer->response.why.kind == FAULT_NONE &&
		    (status == 404 || status == 410);
	return answer->end.error == OAI_ERROR_ID_DOES_NOT_EXIST ||
	    answer->end.error == OAI_ERROR_NO_RECORDS_MATCH ||
	    answer->end.error == OAI_ERROR_BAD_ARGUMENT;
}

bool
probe_record(struct probe *probe, struct text identifier,
    struct text metadata_prefix, struct probed_record *record,
    struct fault *why)
{
	struct request request = { .verb = OAI_GET_RECORD,
		.identifier = identifier,
		.metadata_prefix = metadata_prefix };
	struct exchange_answer answer;

	probe->wanted = identifier;
	probe->record = (struct probed_record){ 0 };
	exchange_ask(
	    probe->exchange, &request, &record_events, probe, NULL, &answer);
	/* There, but not in this format. */
	if (answer.why.kind == FAULT_NONE &&
	    answer.end.error == OAI_ERROR_CANNOT_DISSEMINATE_FORMAT)
		probe->record.is_found = true;
	else if (!is_unknown(&answer) &&
	    !judge(probe, &request, &answer, why)) {
		exchange_hide(probe->exchange, why);
		return false;
	}
	*record = probe->record;
	return true;
}
