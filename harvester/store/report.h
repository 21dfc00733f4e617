#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include "store/connection.h"

/* What is known of a repository's behaviour in some days. Free the replies.
 * Moments are seconds since 1970. */

enum report_column {         /* report_repository.sql; one row */
	REPORT_NAME,         /* what it calls itself; NULL: it does not say */
	REPORT_BASE_URL,     /* masked, as in all api.* views */
	REPORT_ADMIN_EMAILS, /* one a line */
	REPORT_PREFIXES,     /* with ", " between them, as the sets */
	REPORT_SETS,
	REPORT_EVERY_SECONDS,
	REPORT_HARVESTS, /* that ended */
	REPORT_INCOMPLETE,
	REPORT_FIRST, /* of them, a day in words; NULL: there is none */
	REPORT_LAST,
	REPORT_IS_LAST_COMPLETE,
	REPORT_RECORDS,
	REPORT_REPAIRED,
	REPORT_REPAIRED_HARVESTS,
	REPORT_REPAIRED_FIRST,
	REPORT_REPAIRED_LAST,
	REPORT_SAYS_SECONDS,
	REPORT_REQUEST_MILLISECONDS, /* NULL: not known */
	REPORT_SKEW_SECONDS,         /* its clock is ahead; NULL: not known */
	REPORT_MOVED_TO,
	REPORT_MOVED_TIMES,
};

enum report_harvest_column { /* report_harvest.sql */
	REPORT_HARVEST_AT,
	REPORT_HARVEST_FAULT,
	REPORT_HARVEST_REASON,
	REPORT_HARVEST_ERROR, /* OAI-PMH's or HTTP's; "": neither */
	REPORT_HARVEST_VERB,
	REPORT_HARVEST_PREFIX,
	REPORT_HARVEST_SET,
	REPORT_HARVEST_FROM, /* NULL: none, as until */
	REPORT_HARVEST_UNTIL,
	REPORT_HARVEST_TOKEN, /* or identifier; NULL: none */
};

enum report_quarantine_column { /* report_quarantine.sql */
	REPORT_QUARANTINE_RULE,
	REPORT_QUARANTINE_IDENTIFIER,
	REPORT_QUARANTINE_PREFIX,
	REPORT_QUARANTINE_REASON,
	REPORT_QUARANTINE_RECORDS, /* by this rule; of them the next two */
	REPORT_QUARANTINE_FIRST,
	REPORT_QUARANTINE_LAST,
};

enum report_quirk_column { /* report_quirk.sql */
	REPORT_QUIRK,
	REPORT_QUIRK_REASON,
	REPORT_QUIRK_SINCE,
};

struct report_replies {
	struct reply *repository;
	struct reply *harvests;
	struct reply *quarantine;
	struct reply *quirks;
};

/* examples: rows of quarantine a rule. */
bool report_read(struct connection *connection, int64_t repository_id,
    int32_t days, int32_t examples, struct report_replies *replies,
    struct fault *why) MUSTUSE;
void report_replies_free(struct report_replies *replies); /* zeroed is fine */

#endif
