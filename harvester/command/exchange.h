#ifndef COMMAND_EXCHANGE_H
#define COMMAND_EXCHANGE_H

#include <signal.h>

#include "oai/fetch.h"
#include "oai/reader.h"

/*
 * Requests to one repository while a person waits: one after the other,
 * blocking, nothing tried twice, and given up when nothing is heard for
 * PROBE_SECONDS, or all answers together take too long or are too large: then
 * nothing is asked any more.
 */
struct exchange;

struct probe_options {
	const char *base_url; /* outlives the exchange, as do the others */
	struct fetch_policy policy;
	const char *user_agent;
	const char *from;
	long delay_milliseconds; /* between the requests */
	bool is_quick;           /* PROBE_QUICK_, not PROBE_ALL_ */
	/* Not zero: nothing is waited for any more. May be NULL. */
	const volatile sig_atomic_t *interrupts;
};

struct exchange *exchange_new(const struct probe_options *options)
    RETURNS_VALID;
void exchange_free(struct exchange *exchange); /* takes NULL */

/* What came. Texts live until the next request, and no longer than the
 * exchange. */
struct exchange_answer {
	struct response response;
	/* FAULT_NONE: a whole OAI-PMH response, which may be an error. Else
	 * what HTTP says, or the reader; BLOCKED: a wall against bots. */
	struct fault why;
	struct response_end end;
};

/* events and context are the reader's. body, which may be NULL, gets the bytes
 * of the answer as far as its ceiling lets it, and as the reader takes them. */
void exchange_ask(struct exchange *exchange, const struct request *request,
    const struct reader_events *events, void *context, struct buffer *body,
    struct exchange_answer *answer);
/* Too long, or too large: the last answer was given up for it. */
bool exchange_is_spent(const struct exchange *exchange);
/* Masks what a server may have repeated of the credentials that it was told. */
void exchange_hide(const struct exchange *exchange, struct fault *why);

#endif
