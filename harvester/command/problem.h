#ifndef COMMAND_PROBLEM_H
#define COMMAND_PROBLEM_H

#include "base/record.h"

/*
 * What can be wrong with a repository, in words for whoever wants to harvest it
 * and for whoever runs it; and a list of what was found.
 */

enum severity {
	SEVERITY_STOPS,    /* a harvest */
	SEVERITY_LOSES,    /* records, or changes of them */
	SEVERITY_COSTS,    /* time, or a part of a record */
	SEVERITY_COSMETIC, /* nothing */
	SEVERITY_COUNT,
};

/* "stops a harvest" etc. */
const char *severity_words(enum severity severity) RETURNS_VALID;
/* "problems that stop a harvest" etc. */
const char *severity_counted(enum severity severity, bool is_one) RETURNS_VALID;
/* One word, for JSON. */
const char *severity_name(enum severity severity) RETURNS_VALID;

struct problem_kind {
	const char *name; /* for JSON */
	enum severity severity;
	const char *title; /* a sentence, as the next three; no full stop */
	const char *means; /* for whoever harvests it */
	const char *sheaf; /* what Sheaf does about it */
	const char *mend;  /* what whoever runs it can do */
	/* Of the specification; NULL: it is on our side. */
	const char *paragraph;
};

/* Must be one of problem.c. */
const struct problem_kind *problem_kind(const char *name) RETURNS_VALID;
/* Why no HTTP answer came, out of the text of that fault (oai/fetch.h). */
const struct problem_kind *problem_of_silence(struct text reason) RETURNS_VALID;
/* A record that cannot be read. */
const struct problem_kind *problem_of_rule(enum reject_rule rule) RETURNS_VALID;

#define PROBLEM_EXAMPLES     5
#define PROBLEM_EXAMPLE_SIZE 400

struct problem {
	const struct problem_kind *kind;
	size_t count; /* how often it was found */
	size_t example_count;
	char examples[PROBLEM_EXAMPLES][PROBLEM_EXAMPLE_SIZE];
};

/* Zeroed is empty. */
struct problem_list {
	struct problem *problems; /* the worst first, when sorted */
	size_t count;
};

void problem_list_fini(struct problem_list *list);
/* Counts it, and keeps the example; not one that it has: a list that is asked
 * for again has the same records. format NULL: none. */
void problem_add(struct problem_list *list, const struct problem_kind *kind,
    const char *format, ...) PRINTF(3, 4);
void problem_sort(struct problem_list *list);
/* Is there one so severe, or more? */
bool problem_has(const struct problem_list *list, enum severity severity);

#endif
