#ifndef COMMAND_REPORT_H
#define COMMAND_REPORT_H

#include "command/common.h"
#include "command/problem.h"
#include "store/report.h"

/*
 * "sheaf report" between its files: what of a repository's history those who
 * run it should know.
 *
 *	report.c            the command line, what is worth a report
 *	report_kind.c       harvests and records that failed, as problems
 *	report_behaviour.c  what else the repository does, as problems
 *	report_happening.c  the list of them
 *	report_print.c      a mail
 *	report_json.c       for programs
 */

#define REPORT_EXAMPLES 3

/* Something that happened, perhaps often. */
struct happening {
	const struct problem_kind *kind;
	int64_t count;
	const char *unit; /* what is counted: "harvest" etc.; NULL: nothing */
	time_t first;     /* 0: not known, as last */
	time_t last;
	size_t example_count;
	struct happening_example {
		char *identifier; /* NULL: not of one record */
		char *reason;     /* one line */
		char *url;        /* of the request that shows it; NULL: none */
	} examples[REPORT_EXAMPLES];
};

struct report {
	struct command_context *context;
	int32_t days;
	char *contact;
	struct report_replies replies;
	int64_t ours; /* harvests that were not complete by what is on our
	               * side; they are counted nowhere */
	struct happening *happenings;
	size_t count;
};

/* Fills happenings, the most severe first. */
void report_judge(struct report *report);
void report_judge_behaviour(struct report *report);
void report_forget(struct report *report);

/* That of this kind; a new one where there is none yet. */
struct happening *happening_find(
    struct report *report, const struct problem_kind *kind) RETURNS_VALID;
void happening_note_time(
    struct happening *happening, time_t first, time_t last);
/* Takes the texts over; an example that says the same as another is none. */
void happening_add_example(
    struct happening *happening, struct happening_example example);
/* A text from a stranger, for an example. */
char *happening_text(struct text text) RETURNS_VALID;
void happening_fini(struct happening *happening);
void happenings_sort(struct report *report);

/* That ended, and that were not complete, without those by our side. */
int64_t report_harvests(const struct report *report);
int64_t report_incomplete(const struct report *report);

/* A day in words: "3 March 2026". */
#define DAY_SIZE sizeof("30 September 99999")
const char *report_day(char into[DAY_SIZE], time_t when) RETURNS_VALID;
/* The subject of the mail; free() it. */
char *report_subject(const struct report *report) RETURNS_VALID;
/* The addresses of adminEmail, with ", " between them; free() it. */
char *report_recipients(const struct report *report) RETURNS_VALID;

void report_print(const struct report *report);
void report_print_json(const struct report *report);

#endif
