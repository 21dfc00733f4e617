#ifndef DAEMON_SWEEP_VERDICT_H
#define DAEMON_SWEEP_VERDICT_H

#include "daemon/verdict.h"

/*
 * What follows from a sweep (design, rule 9), step by step. Pure.
 *
 *	the list is complete, and has something
 *	  -> compare what is here with what was listed
 *	  -> nothing is missed: the end
 *	  -> too much is: look for it under other identifiers; refused
 *	  -> a little is: ask for it, one by one
 *	  -> mark what is missed
 */

enum sweep_phase { /* the words are those of sheaf.sweep.phase */
	SWEEP_COMPARING,
	SWEEP_COMPARED,
	SWEEP_MATCHING,
	SWEEP_MATCHED,
	SWEEP_ASKED,
	SWEEP_MARKING,
	SWEEP_MARKED,
};

enum sweep_step {
	SWEEP_COMPARES,
	SWEEP_SAMPLES,
	SWEEP_MATCHES,
	SWEEP_ASKS,
	SWEEP_MARKS,
	SWEEP_ENDS,
};

/* A row of sweep_state.sql. */
struct sweep_sum {
	enum sweep_phase phase;
	int64_t hashes; /* identifiers that were listed */
	int64_t kept;   /* of these, still there after comparing */
	int64_t live;
	int64_t missed;
	int64_t unknown;
	int64_t changed;
	int64_t behind;
	int64_t back;
	int64_t sample;
	int64_t matched;
	int64_t missing;
	int64_t gone;
	int64_t wanted; /* asked for one by one */
	bool is_doubtful;
	struct text set_spec; /* none: the whole repository */
	const char *repository;
	int64_t every_seconds; /* -1: it is not swept by itself */
	int64_t failures;
	int64_t spared; /* not listed, and not missed: a person undid it */
};

enum sweep_phase sweep_phase_named(struct text word);
/* What is next, where the list has this verdict. */
enum sweep_step sweep_next(
    const struct sweep_sum *sum, const struct verdict *list);
/* Does it ask for what it missed? Else only for what it found. */
bool sweep_asks_for_missed(const struct sweep_sum *sum);

struct sweep_verdict {
	const char *verdict;
	const char *proof;
	const char *fault;
	const char *outcome;
	char reason[900];
	int64_t next_seconds; /* -1: none by itself */
	bool is_again;        /* the next one decides */
	bool is_event;
};

/* When sweep_next() says so. */
void sweep_decide(struct sweep_verdict *verdict, const struct sweep_sum *sum,
    const struct verdict *list);

#endif
