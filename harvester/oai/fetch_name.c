#include <stdlib.h>
#include <string.h>

#include <netdb.h>

#include "base/clock.h"
#include "base/heap.h"
#include "oai/fetch_private.h"

/*
 * libcurl reports a host name that does not exist and a name server that does
 * not answer with the same code. The first means that a repository is gone,
 * the second may be trouble of our own and concern thousands of them; so the
 * resolver is asked once more, by glibc in a thread of its own, where the
 * difference can be seen; but not where it had no answer for long: its threads
 * are few, and each would wait as long again.
 */
struct name_check {
	struct name_check *next;
	struct transfer *transfer; /* NULL: nobody is interested any more */
	char *host;
	struct addrinfo hints;
	struct gaicb request;
};

static void
check_free(struct name_check *check)
{
	if (check->request.ar_result != NULL)
		freeaddrinfo(check->request.ar_result);
	curl_free(check->host);
	free(check);
}

/* Longer than that takes only who hears nothing, and will not now. */
#define ANSWER_MILLISECONDS 1500

/* Definitive answers only; what is unclear may be the network's fault. */
static void
judge_name(struct fault *why, const char *host, int code)
{
	if (code == EAI_NONAME || code == EAI_NODATA)
		(void)fault_set(
		    why, FAULT_GONE, "there is no host %.160s", host);
	else
		(void)fault_set(why, FAULT_NETWORK,
		    "could not look up host %.120s: %s", host,
		    code == 0 ? "no answer the first time"
			      : gai_strerror(code));
}

void
name_check_start(struct transfer *transfer)
{
	struct name_check *check = calloc(1, sizeof(*check));
	struct gaicb *list[1];
	int code = EAI_AGAIN;

	if (check == NULL)
		heap_out();
	check->host =
	    fetch_url_part(transfer->url, CURLUPART_HOST, CURLU_PUNYCODE);
	check->hints.ai_socktype = SOCK_STREAM;
	check->request.ar_name = check->host;
	check->request.ar_request = &check->hints;
	list[0] = &check->request;
	if (clock_milliseconds() - transfer->hop_started < ANSWER_MILLISECONDS)
		code = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	if (code != 0) {
		judge_name(&transfer->response.why, check->host, code);
		check_free(check);
		transfer_finish(transfer);
		return;
	}
	check->transfer = transfer;
	check->next = transfer->fetch->checks;
	transfer->fetch->checks = check;
	transfer->state = TRANSFER_ASKING;
}

static void
check_end(struct name_check *check)
{
	struct transfer *transfer = check->transfer;

	if (transfer != NULL) {
		judge_name(&transfer->response.why, check->host,
		    gai_error(&check->request));
		transfer_finish(transfer);
	}
	check_free(check);
}

void
name_checks_collect(struct fetch *fetch)
{
	struct name_check **at = &fetch->checks;

	while (*at != NULL) {
		struct name_check *check = *at;

		if (gai_error(&check->request) == EAI_INPROGRESS) {
			at = &check->next;
			continue;
		}
		*at = check->next;
		check_end(check);
	}
}

void
name_checks_forget(struct fetch *fetch, const struct transfer *transfer)
{
	struct name_check *check;

	for (check = fetch->checks; check != NULL; check = check->next)
		if (check->transfer == transfer)
			check->transfer = NULL;
}

/* One that cannot be cancelled is still written to by its thread and stays. */
void
name_checks_free(struct fetch *fetch)
{
	while (fetch->checks != NULL) {
		struct name_check *check = fetch->checks;

		fetch->checks = check->next;
		(void)gai_cancel(&check->request);
		if (gai_error(&check->request) != EAI_INPROGRESS)
			check_free(check);
	}
}
