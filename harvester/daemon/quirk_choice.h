#ifndef DAEMON_QUIRK_CHOICE_H
#define DAEMON_QUIRK_CHOICE_H

#include "base/fault.h"
#include "oai/quirk.h"
#include "oai/reader.h"
#include "store/list_request.h"

/*
 * After a request that failed: is there another way to ask it, that would
 * explain the failure? Pure: one table, each row a quirk and what it would
 * show in. Each is tried once a list request, a minute after the failure like
 * every other retry; when the request then succeeds it is learned.
 *
 *	a date is refused        clamp-from, granularity-day, raw-colon,
 *	                         granularity-second, no-windows, no-dates
 *	dates fail otherwise     no-dates, in the third harvest in a row
 *	a token is refused       prefix-with-token, untrimmed-token,
 *	 (fresh: it was not      encoded-token, raw-token
 *	 left lying)
 *	... after a lost answer  single-use-token, and the list again
 *	... in the list's second granularity-day, granularity-second, and the
 *	 go, too                 list again (OAI-PMH knows no such rule)
 *	everything is nothing    from-earliest, raw-colon
 *	bytes do not unpack      identity-encoding
 *	the URL is too long      post
 *
 * Two are seen in answers that are none of them failures: stateful-token,
 * local-time (daemon/lister.c).
 */
struct symptom {
	const struct list_request *list;
	const struct fault *why;
	enum oai_error error; /* that it answered */
	struct text message;  /* of it */
	long status;          /* of HTTP; 0: no answer */
	bool was_repeated;    /* the request, on another connection, at once */
	bool is_empty;        /* not a failure: there was nothing in it */
	bool is_fresh;        /* the token came a moment ago */
	quirk_set quirks;     /* in force, with the one being tried */
	enum quirk trying;
};

struct quirk_choice {
	enum quirk helpless; /* was tried, and did not help; or QUIRK_NONE */
	enum quirk next;     /* for the next request; or QUIRK_NONE */
	bool is_new;         /* it was not being tried already */
	bool restarts;       /* it is a matter of the list's first request */
};

struct quirk_choice quirk_choose(const struct symptom *symptom);

#endif
