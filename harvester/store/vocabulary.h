#ifndef STORE_VOCABULARY_H
#define STORE_VOCABULARY_H

#include "store/connection.h"

/* What is known of vocabularies, for people. Free the replies. */

enum unmapped_column { /* unmapped_list.sql */
	UNMAPPED_VALUE,
	UNMAPPED_ITEMS,
	UNMAPPED_REPOSITORIES,
	UNMAPPED_JSON,
	UNMAPPED_COUNT, /* of all values, however many rows */
};

/* Values that no vocabulary knows; repository NULL: of all. */
bool unmapped_list(struct connection *connection, const char *scheme,
    const char *repository, int64_t limit, struct reply **reply,
    struct fault *why) MUSTUSE;

enum summary_column { /* unmapped_summary.sql */
	SUMMARY_SCHEME,
	SUMMARY_VALUES,
	SUMMARY_ITEMS,
	SUMMARY_MOST_FREQUENT,
	SUMMARY_JSON,
};

bool unmapped_summary(struct connection *connection, const char *repository,
    struct reply **reply, struct fault *why) MUSTUSE;

enum synonym_column { /* synonym_list.sql */
	SYNONYM_SCHEME,
	SYNONYM_SPELLING,
	SYNONYM_CODE,     /* NULL: says nothing */
	SYNONYM_PLATFORM, /* NULL: any */
	SYNONYM_JSON,
};

/* What people added; scheme NULL: of all. */
bool synonym_list(struct connection *connection, const char *scheme,
    struct reply **reply, struct fault *why) MUSTUSE;

/* The code of the term with this code or label: a row, or none. */
bool vocabulary_term(struct connection *connection, const char *scheme,
    const char *written, struct reply **reply, struct fault *why) MUSTUSE;
/* What terms are called, in small letters, a row each. */
bool vocabulary_terms(struct connection *connection, const char *scheme,
    struct reply **reply, struct fault *why) MUSTUSE;

#endif
