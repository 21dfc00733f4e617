#ifndef DAEMON_ANSWER_H
#define DAEMON_ANSWER_H

#include "oai/fetch.h"
#include "oai/reader.h"

/* An answer to ListRecords: HTTP and OAI-PMH, to be put together. */
struct answer {
	const struct response *response;
	struct reader *reader;      /* that got the body */
	const struct fault *broken; /* why it gave up; FAULT_NONE: it did not */
	bool is_first;              /* the request had no resumptionToken */
	bool was_served; /* the format was, in an earlier complete harvest */
	/* The token was, or may have been, sent before, and records that were
	 * announced are still to come. */
	bool is_retold;
};

/* Something else than OAI-PMH came, from a wall against bots: FAULT_BLOCKED
 * says so, with its title. False: from elsewhere, *why is as it was. */
bool answer_is_wall(const struct response *response,
    const struct reader *reader, struct fault *why) MUSTUSE;

/*
 * True: a page, *end is filled. noRecordsMatch is a page without records, but
 * not to a token that may be used up or forgotten; so is
 * cannotDisseminateFormat to a first request for what is new in a format that
 * was served before: some mean that by it. False: the fault that decides what
 * is next. Finishes the reader, whose last page event comes from in here.
 */
bool answer_judge(const struct answer *answer, struct response_end *end,
    struct fault *why) MUSTUSE;

#endif
