#ifndef DAEMON_VERDICT_H
#define DAEMON_VERDICT_H

#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"
#include "daemon/quirk_choice.h"

/*
 * What follows from a failure, and how a harvest ends. Pure: one table maps
 * each kind of fault to a policy.
 */

/* A request of a list that failed. */
struct failure {
	struct fault why;
	bool is_first;            /* no token: the first page of its list */
	bool was_asked;           /* the request reached a server */
	unsigned tries;           /* of this request before */
	unsigned token_failures;  /* of this token before */
	unsigned restarts;        /* of this list before */
	long retry_after_seconds; /* -1: not said */
	enum oai_error error;     /* behind it; NONE: it was none of these */
	long status;              /* of HTTP; 0: no answer */
	bool is_spent;            /* the token is not to be sent again */
	struct quirk_choice choice;
};

enum remedy_kind {
	REMEDY_AGAIN,   /* the same request, later */
	REMEDY_RESTART, /* the list from its start, later */
	REMEDY_GIVE_UP,
};

struct remedy {
	enum remedy_kind kind;
	long wait_seconds;
	bool rests_host; /* nobody may ask the host before */
};

struct remedy verdict_remedy(const struct failure *failure);
/* What was learned about the repository did not keep the list from failing. */
bool verdict_forgets(const struct failure *failure);

/* A harvest of which all list requests have ended; harvest_sum.sql. */
struct harvest_sum {
	bool is_incremental;
	bool is_full;      /* everything was asked for */
	bool is_selection; /* else a one-off: nothing is due after it */
	int64_t records;
	int64_t pages;
	int64_t quarantined;
	int64_t unnamed; /* quarantined without an identifier */
	int64_t listed;
	bool has_size; /* every list said its completeListSize */
	int64_t complete_list_size;
	int64_t had;        /* live records of a full list */
	int64_t before;     /* that the last full harvest brought; -1: none */
	int64_t given_up;   /* list requests */
	const char *fault;  /* of the first of them */
	const char *reason; /* likewise */
	const char *error;  /* behind that: an OAI-PMH error code or an HTTP
	                     * status; "": neither */
	bool has_no_format; /* the list ended in cannotDisseminateFormat */
	const char *repository; /* its name */
	int64_t failures; /* harvests in a row that were not complete, before */
	int64_t every_seconds;
	struct text set_spec; /* none: the whole repository */
	int64_t lists;        /* list requests */
	bool has_brought; /* something, now or in an earlier harvest of it */
	bool is_swept;    /* from time to time, by itself */
	bool is_windowed; /* it was cut into date windows */
	uint64_t jitter;  /* any number that differs between selections */
};

struct verdict {
	const char *verdict; /* "complete", "partial", "failed" */
	const char *proof;   /* "counted", "ended"; NULL unless complete */
	const char *fault;   /* NULL: none. Static, like the others */
	char reason[720]; /* one sentence: what happened, what Sheaf does next
	                   * and what a person can do; no moment is named */
	char event[200];  /* what a person should know later; "": nothing */
	int64_t next_due_seconds;
	const char *state; /* of the repository from now on; NULL: as it is */
	const char *quirk; /* that it turned out to have; NULL: none */
};

void verdict_decide(struct verdict *verdict, const struct harvest_sum *sum);

#endif
