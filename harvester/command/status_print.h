#ifndef COMMAND_STATUS_PRINT_H
#define COMMAND_STATUS_PRINT_H

#include "command/common.h"
#include "store/status.h"

/* How repositories are, in words. */

/* One row of status_repositories(), some lines. */
void status_print(FILE *out, const struct reply *reply, int row);
/* What is told only to who asks for this one: settings, and the harvests of
 * status_harvests(). */
void status_print_more(
    FILE *out, const struct reply *reply, int row, const struct reply *ended);
/* In status_quirk.c: the rows of status_quirks(). */
void status_print_quirks(FILE *out, const struct reply *quirks);

/* "failing" also where the last harvest of something was not complete. */
const char *status_state(const struct reply *reply, int row) RETURNS_VALID;
/* What does not fit a table: "1 in quarantine", "not asked before ...".
 * False: nothing. */
bool status_notes(struct buffer *into, const struct reply *reply, int row);

/* status_summary.c: one line about all of them; one more where the database
 * does not take what comes; whether a person should look at this one. */
void status_print_summary(FILE *out, const struct reply *reply);
void status_print_refusal(FILE *out, const struct reply *reply);
bool status_is_troubled(const struct reply *reply, int row);
/* And there too: since when it fails, if it does. */
void status_print_since(FILE *out, const struct reply *reply, int row);

/* status_sweep.c: what of sweeps a person has to see, and what they do here. */
void status_print_sweep(FILE *out, const struct reply *reply, int row);
void status_print_deletions(FILE *out, const struct reply *reply, int row);

#endif
