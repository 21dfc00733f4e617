#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/text.h"

/*
 * What harvesting hands to the store: records and pages. Everything here is
 * valid UTF-8 without U+0000 and lives in the arena of its page.
 */

enum record_status {
	RECORD_LIVE,
	RECORD_DELETED, /* OAI-PMH 2.5.1: said so by status="deleted" */
};

struct record {
	struct record *next; /* in the order served */
	struct text identifier;
	struct text datestamp; /* as served, trimmed */
	bool has_instant;
	time_t instant; /* of the datestamp, where it could be read */
	enum record_status status;
	const struct text *set_specs;
	size_t set_spec_count;
	/* One element, parses alone: the namespaces that were in scope and
	 * that it needs are declared on it. None in a deleted record. */
	struct text metadata;
	const struct text *abouts; /* the same, each */
	size_t about_count;
	int64_t content_hash; /* of metadata and abouts */
	int64_t header_hash;  /* of status, datestamp and set_specs */
};

/* What kind of thing is wrong with a reject: what is told, and to whom, hangs
 * on it. Stored by name. */
enum reject_rule {
	RULE_XML,        /* not well-formed, or its tags do not match */
	RULE_NAMESPACE,  /* a prefix is not declared, or as good as that */
	RULE_IDENTIFIER, /* none, several, or one that is too long */
	RULE_DATESTAMP,  /* none, or too long */
	RULE_SET,        /* setSpecs that are too many or too long */
	RULE_METADATA,   /* none, or several; nor is it deleted */
	RULE_LIMIT,      /* larger than we take; see limit.h */
	RULE_DATABASE,   /* PostgreSQL refused it */
	RULE_ANSWER,     /* the repository does not give it when asked */
	RULE_COUNT,
};

const char *rule_name(enum reject_rule rule) RETURNS_VALID;

/* Bytes of a page that could not be taken as a record. */
struct reject {
	struct reject *next;
	struct text identifier; /* none where it could not be read */
	struct text bytes;      /* as received; may be cut, see limit.h; may
	                         * be anything but is stored as bytea */
	size_t length;          /* before the cut */
	struct text reason;     /* one line, for people */
	enum reject_rule rule;
};

struct arena;

/*
 * A page, or a batch of one: a response over PAGE_BATCH_BYTES or
 * PAGE_BATCH_RECORDS comes as several, and only the last of them is_end. An
 * empty response is one page without records.
 */
struct page {
	struct page *next;
	struct arena *arena; /* owns all of it, this struct too */
	struct record *records;
	size_t record_count;
	struct reject *rejects;
	size_t reject_count;
	size_t bytes; /* that it holds in memory, about */
	bool is_end;
};

/* Takes NULL. */
void page_free(struct page *page);

#endif
