#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

#include "base/url.h"
#include "command/access.h"
#include "command/common.h"
#include "command/exchange.h"
#include "command/problem.h"
#include "command/strict.h"
#include "command/told.h"

/*
 * "sheaf check" between its files: what is asked, what came, what is wrong.
 *
 *	check.c           the command line, the order of requests, the verdict
 *	check_ask.c       one request, and what is wrong with any answer
 *	check_identify.c  Identify, formats, sets
 *	check_list.c      pages of records
 *	check_date.c      from and until
 *	check_single.c    ListIdentifiers, GetRecord, errors
 *	check_print.c     for people
 *	check_json.c      for programs
 */

/* What is told of a record when its page is gone. Texts in check->told. */
struct noted {
	struct text identifier;
	struct text datestamp;
	bool has_instant;
	time_t instant;
	bool is_deleted;
	int64_t content_hash;
};

enum accepted {
	ACCEPTED_UNTRIED,
	ACCEPTED_YES,
	ACCEPTED_NO,
};

/* Of all pages of ListRecords in the first format. */
struct listing {
	unsigned pages;
	size_t records; /* rejects too */
	size_t largest; /* records of one page */
	size_t deleted;
	size_t bytes;
	size_t wire_bytes;
	int64_t milliseconds;
	int64_t size;     /* completeListSize; -1: not said */
	int64_t lifetime; /* seconds, of a token; -1: not said */
	bool has_ended;   /* there is no page behind these */
	bool has_looped;
	bool is_packed;
};

struct check {
	struct command_context *context;
	/* As typed. */
	struct base_url url;
	bool is_quick;
	bool allow_private;
	long delay_milliseconds;
	const char *given_contact;
	struct repository_access access;
	struct word_list prefixes;
	const char *set;
	/* To ask with. */
	char *contact;
	struct buffer user_agent;
	struct exchange *exchange;
	struct strict *strict;
	struct buffer body;
	struct exchange_answer answer; /* the last one */
	const char *verb;              /* of it */
	unsigned requests;
	bool has_to_wait; /* it said so, and for longer than a person waits */
	/* What came. */
	struct told told;           /* is_full: then less is compared */
	struct response identified; /* the answer to Identify */
	bool has_sets;
	bool is_whole; /* these are all sets */
	struct text prefix;
	struct listing listing;
	struct noted *noted; /* of that listing */
	size_t noted_count;
	struct buffer token; /* of the next page */
	enum accepted days;  /* in from and until */
	enum accepted seconds;
	bool has_clock;
	long skew_seconds; /* its responseDate is ahead of us; or behind: < 0 */
	struct problem_list problems;
};

/* check_ask.c */
/* False: no OAI-PMH response came; check_tell_failure() says so. True: one did,
 * perhaps an error: see check->answer.end. what is shown while it waits. events
 * are told the context. Who is busy and says for how long is asked once more
 * after that, if it is soon; else that is told, and nothing is asked any more.
 */
bool check_ask(struct check *check, const char *what,
    const struct request *request, const struct reader_events *events,
    void *context) MUSTUSE;
/* Why no response came, as a problem that stops a harvest. */
void check_tell_failure(struct check *check);
/* The same in one line: "HTTP 500", what the reader says, or the OAI error. */
const char *check_answer_words(
    const struct check *check, char *into, size_t size) RETURNS_VALID;
/* By Ctrl-C, or because its answers are too long or too large, or it has to be
 * waited for. */
bool check_is_stopped(const struct check *check);
void check_found(struct check *check, const char *problem, const char *format,
    ...) PRINTF(3, 4);
/* With the prefix and the set that are checked. */
struct request check_request(const struct check *check, enum oai_verb verb);
/* "seconds" is what it says. */
bool check_says_seconds(const struct check *check);
/* Counts and tells what could not be read of a page; frees it. */
void check_tell_rejects(struct check *check, const struct page *page);

/* Each returns whether going on makes sense. */
bool check_identify(struct check *check) MUSTUSE;
bool check_formats(struct check *check) MUSTUSE;
void check_sets(struct check *check);

/* check_list.c. The first page, and the one behind it. */
bool check_first_page(struct check *check) MUSTUSE;
bool check_next_page(struct check *check) MUSTUSE;
/* One page in another format. */
void check_other_format(struct check *check, struct text prefix);
/* After the last page. */
void check_whole_list(struct check *check);

void check_dates(struct check *check);
void check_nothing_new(struct check *check);

/* check_single.c */
void check_identifiers(struct check *check);
void check_get_record(struct check *check);
void check_missing_record(struct check *check);
void check_bad_argument(struct check *check);
void check_bad_token(struct check *check);

/* Pages that a full harvest has; -1: not known. And its seconds. */
int64_t check_page_count(const struct check *check);
int64_t check_duration(const struct check *check);

void check_print(const struct check *check);
void check_print_json(const struct check *check);

#endif
