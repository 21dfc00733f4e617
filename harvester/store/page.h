#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include "base/record.h"
#include "store/connection.h"

/*
 * A page on its way into the database: first, where the repository has been
 * harvested before, which of its records are known (page_known.sql), then one
 * statement with what is new (page_store.sql).
 */

#define UUID_SIZE sizeof("00000000-0000-0000-0000-000000000000")

/* What every write of a list request must still find in its row. */
struct fence {
	int64_t repository_id;
	int64_t harvest_id;
	int32_t n;
	char lease_id[UUID_SIZE];
	int32_t page_number;
};

/* $1 to $5 of every fenced statement. */
void parameter_fence(struct parameters *parameters, const struct fence *fence);

/* How a response ended, for the last page of it. */
struct page_close {
	bool ends_list;
	struct text token; /* none where the list ends */
	bool has_response_date;
	time_t response_date;
	long expiry_seconds; /* of the token, from now on; -1: not known */
	int64_t complete_list_size; /* -1: not said */
	int64_t cursor;             /* -1: not said */
	unsigned repairs;
	size_t bytes;
	size_t listed;  /* in all batches of the page */
	size_t unnamed; /* of these, rejects without an identifier */
	/* A record that was asked for did not come; why not, as an OAI-PMH
	 * error code, NULL: otherwise. Matters to sweeps. */
	bool is_absent;
	const char *error;
};

enum known {
	KNOWN_NOT,     /* new, or other content */
	KNOWN_CONTENT, /* only the header is new */
	KNOWN_WHOLLY,  /* nothing is new */
	/* Older than what an earlier harvest stored: it went back, or it is
	 * listed twice, and what is stored stands on another page. GetRecord
	 * tells. */
	KNOWN_OLDER,
};

/* A page made ready: duplicates collapsed (design: the larger datestamp wins,
 * then the later), in the order in which rows are locked. In the page's
 * arena. */
struct page_write {
	struct page *page;
	struct record **records;
	enum known *known;
	size_t count;
	/* It is imported from, without its folder; NULL: it is harvested. */
	const char *file;
};

/* False: the page's arena is full (FAULT_TOO_LARGE). */
bool page_ready(struct page_write *write, struct page *page, struct fault *why)
    MUSTUSE;

/* Parameters of page_known.sql, and what its answer means. harvest_id 0: what
 * is older counts as new. */
void page_ask_known(struct parameters *parameters, int64_t repository_id,
    int64_t harvest_id, struct text metadata_prefix,
    const struct page_write *write);
void page_note_known(struct page_write *write, const struct reply *reply);

/*
 * Parameters of page_store.sql for the records from..to (exclusive) of write,
 * with its rejects when with_rejects. close is NULL for a batch that does not
 * end its page.
 */
struct page_part {
	size_t from;
	size_t to;
	bool with_rejects;
	size_t listed; /* that these stand for, duplicates included */
};
void page_store(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close);
/* $6 to $15 of it, and of its like. */
void parameter_close(struct parameters *parameters,
    const struct page_part *part, const struct page_close *close);
/* The same of page_list.sql: headers, of which what we do not have is asked
 * for one by one. */
void page_list(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close);
/* The same of page_sweep.sql: headers, of which we only want to know that they
 * are there; and of page_absent.sql: a record of a sweep that did not come,
 * with the error that was answered (NULL: none). */
void page_sweep(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close);
void page_absent(struct parameters *parameters, const struct fence *fence,
    struct text identifier, const char *error, struct text next);

#endif
