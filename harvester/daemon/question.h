#ifndef DAEMON_QUESTION_H
#define DAEMON_QUESTION_H

#include "oai/datestamp.h"
#include "oai/request.h"
#include "store/list_request.h"

/*
 * The request that a list request asks next, with the quirks in force: which
 * dates it has, and how they are written. Pure.
 */
struct question {
	struct request request; /* its texts are in here and in the list's */
	char from[DATESTAMP_SIZE];
	char until[DATESTAMP_SIZE];
	bool has_seconds; /* of these; else they are days */
	bool is_early;    /* from is before earliestDatestamp */
};

/* How its dates are written; else as days. */
bool question_has_seconds(const struct list_request *list, quirk_set quirks);
/* Not to be copied: the request points into it. */
void question_make(struct question *question, const struct list_request *list,
    quirk_set quirks);
/* GetRecord, of this identifier, which outlives the question. */
void question_make_single(struct question *question,
    const struct list_request *list, quirk_set quirks, struct text identifier);

#endif
