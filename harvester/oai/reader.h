#ifndef OAI_READER_H
#define OAI_READER_H

#include <stdint.h>

#include "base/fault.h"
#include "base/record.h"
#include "oai/request.h"

/*
 * Reads one OAI-PMH response while it arrives. Bytes go in pieces of any
 * size, pages come out; any split of the same bytes gives the same pages.
 *
 *	bytes -> scrub (repairs bytes) -> libxml2 SAX2 push -> pages, the end
 *
 * Strict XML after the scrub. DOCTYPE, depth, attributes and sizes: limit.h.
 * Where the parser fails inside a record, the bytes to its </record>, or to
 * where the next one begins, become a reject, and a fresh parser, given the
 * opening tags again, goes on. So they do where another record begins in one.
 * libxml2 saying "no memory" is the page's fault (FAULT_TOO_LARGE).
 */
struct reader;

/* OAI-PMH 3.6. In the order in which, of several, one decides (last wins). */
enum oai_error {
	OAI_ERROR_NONE,
	OAI_ERROR_NO_RECORDS_MATCH,
	OAI_ERROR_NO_SET_HIERARCHY,
	OAI_ERROR_NO_METADATA_FORMATS,
	OAI_ERROR_ID_DOES_NOT_EXIST,
	OAI_ERROR_CANNOT_DISSEMINATE_FORMAT,
	OAI_ERROR_OTHER, /* a code that is not in the specification */
	OAI_ERROR_BAD_ARGUMENT,
	OAI_ERROR_BAD_VERB,
	OAI_ERROR_BAD_RESUMPTION_TOKEN,
};

const char *oai_error_name(enum oai_error error) RETURNS_VALID;

/* What scrub mends, each counted. */
enum repair {
	REPAIR_CONTROL,   /* a character XML 1.0 2.2 forbids, removed */
	REPAIR_REFERENCE, /* a reference to such a one, to half of a character,
	                   * or to no entity */
	REPAIR_UTF8,      /* bytes that are not UTF-8 */
	REPAIR_HTML_ENTITY, /* &nbsp; and its kind, replaced */
	REPAIR_AMPERSAND,   /* a bare &, or "]]>" in text, escaped */
	REPAIR_DECLARATION, /* a second XML declaration, bytes before it, or one
	                     * that the bytes contradict */
	REPAIR_PREFIX,      /* a well-known prefix nobody declared, bound */
	REPAIR_COUNT,
};

const char *repair_name(enum repair repair) RETURNS_VALID;

/* Identify, OAI-PMH 4.2. Texts are none where not said. */
struct identity {
	struct text repository_name;
	struct text base_url;
	struct text protocol_version;
	struct text earliest_datestamp;
	struct text deleted_record; /* "no", "transient", "persistent" */
	struct text granularity;
	struct text admin_emails; /* one a line */
	struct text compressions; /* one a line */
	struct text descriptions; /* XML, one after the other, capped */
};

struct metadata_format { /* OAI-PMH 4.4 */
	struct text prefix;
	struct text schema;
	struct text namespace;
};

struct set { /* OAI-PMH 4.6 */
	struct text spec;
	struct text name;
};

/* What is known when the response ended. Texts live with the reader. */
struct response_end {
	struct text response_date; /* as served */
	bool has_instant;
	time_t instant; /* of it */
	/* Empty where the list ends: no element, an empty one, or white
	 * space only (OAI-PMH 3.5). */
	struct text resumption_token;
	bool has_token_element;
	int64_t complete_list_size; /* -1: no number up to LIST_SIZE is said */
	int64_t cursor;             /* the same */
	struct text expiration_date;
	enum oai_error error;   /* the one that decides */
	struct text error_text; /* of it, printable, capped */
	unsigned repairs[REPAIR_COUNT];
	unsigned records; /* in all pages of the response */
	unsigned rejects;
	bool has_trailing_bytes; /* after </OAI-PMH>: accepted, counted */
	bool has_root;          /* it began as a response, however it went on */
	struct text other_verb; /* none; what it answers in place of the verb,
	                         * printable */
};

/* What <request> says that was asked for (OAI-PMH 3.2). */
struct response_request {
	bool is_read;     /* it has come */
	struct text verb; /* none where it does not say, as the others */
	struct text metadata_prefix;
	struct text set;
};

struct reader_events {
	/* For the three verbs with records. Ownership passes. After
	 * reader_finish() the last one, is_end, even when it has no records;
	 * none after a failure but what was full. */
	void (*page)(void *context, struct page *page);
	/* For the three other verbs; texts live during the call. May be
	 * NULL where the verb does not occur. */
	void (*identity)(void *context, const struct identity *identity);
	void (*format)(void *context, const struct metadata_format *format);
	void (*set)(void *context, const struct set *set);
};

struct reader *reader_new(enum oai_verb verb,
    const struct reader_events *events, void *context) RETURNS_VALID;
void reader_free(struct reader *reader); /* takes NULL */
/* Gives pages out as smaller batches, for a process that reads many responses
 * at once. From now on, at most PAGE_BATCH_BYTES. */
void reader_limit_batches(struct reader *reader, size_t bytes);

/*
 * From a file, before the first push: a response to ListRecords or to
 * GetRecord, whichever it is, with as many records as there are; or what metha
 * keeps of one (its elements without a namespace, in <Response>). Nothing will
 * be asked for again: where it breaks off, the records before that are still
 * given out, and what had come of the one it broke in is a reject.
 */
void reader_take_file(struct reader *reader);
/* Texts live with the reader. */
const struct response_request *reader_request(const struct reader *reader)
    RETURNS_VALID;
/* Its root element was closed; what follows is not of this response. */
bool reader_is_closed(const struct reader *reader);
/* A record is open, well-formed or not. */
bool reader_is_in_record(const struct reader *reader);

/*
 * Bytes of memory it holds at this moment for the record and the page under
 * way, to be asked after each push: what has come of the record, what was
 * written of it, and the arena of the page, until that is given out. A buffer
 * that a large record made grow is given back behind it. The XML parser's own
 * memory, which limit.h bounds, is not in it.
 */
size_t reader_held(const struct reader *reader);

/* False: the response is no use from here on (FAULT_MALFORMED, _TOO_LARGE);
 * do not push again. Pages given out before stay good. */
bool reader_push(struct reader *reader, struct text bytes, struct fault *why)
    MUSTUSE;
/*
 * The body ended. True only if the root element was closed (design: a damaged
 * page never proves that a list ended). An OAI-PMH error reply is a success
 * here: see end->error. On failure *end is still filled with what was seen.
 */
bool reader_finish(
    struct reader *reader, struct response_end *end, struct fault *why) MUSTUSE;

/*
 * How to call what came instead of OAI-PMH: the title of a web page, or how
 * other text begins; "" where nothing helps. True: it is a web page. After
 * reader_push() or reader_finish() said false.
 */
#define READER_WORDS_SIZE 100
bool reader_words(const struct reader *reader, char into[READER_WORDS_SIZE]);

#endif
