#ifndef DAEMON_HARVESTER_H
#define DAEMON_HARVESTER_H

#include "daemon/circle.h"
#include "oai/fetch.h"
#include "oai/reader.h"
#include "store/list_request.h"
#include "store/page_sending.h"

/*
 * How a harvest worker hangs together. One loop, one connection, no thread:
 *
 *	harvester   the process: takes hosts, waits, renews leases, stops
 *	  holding   a host under our lease: runs its list requests
 *	    lister  a list request: asks for page after page
 *	      page_queue  its pages on their way into the database
 *
 * Whoever waits for an answer of the database counts it in calls and is freed
 * only when it has come; is_dropped says that nobody is interested any more.
 */

struct blame;
struct holding;
struct inquiry;
struct lister;
struct single;

struct harvester {
	struct blame *blame;
	struct connection *connection;
	struct fetch *fetch;
	const char *worker;         /* our name in sheaf.host */
	const int64_t *harvest_ids; /* only these; count 0: any */
	size_t harvest_count;
	long transfers; /* list requests at once, at most */
	struct holding *holdings;
	unsigned listers;
	unsigned quiet;       /* of these; see pace.h */
	size_t held_bytes;    /* of all pages not yet stored */
	size_t reading_bytes; /* of all that is not a page yet; see room.h */
	bool is_stopping;     /* nothing new is begun */
	bool is_taking;       /* waits for host_take */
	int64_t take_at;      /* when to look for due hosts again */
	int64_t renew_at;
	int64_t renew_sent_at;
	bool is_renewing;
	int64_t seen_at;
};

struct holding {
	struct holding *next;
	struct harvester *harvester;
	char *host;
	char lease_id[UUID_SIZE];
	int64_t deadline; /* our own clock: no request and no write after it */
	long delay_milliseconds;
	unsigned connections;
	int64_t asked;     /* of sheaf.host, as far as seen */
	int64_t free_at;   /* politeness: the next request not before */
	long rest_seconds; /* the host asked for it; ends this holding */
	struct list_request **waiting;
	size_t waiting_count;
	struct lister *listers;
	struct inquiry *inquiry; /* NULL: none is under way */
	unsigned calls;
	bool is_loaded;   /* the list requests have been read */
	bool is_outdated; /* people asked for more since */
	bool is_renewing; /* the renewal that is under way is about it too */
	/* Until the release, or the next renewal, is heard. */
	bool is_releasing;
	bool is_dropped;
};

/* What is left of a response when its pages are queued. */
struct queued_page {
	struct queued_page *next;
	struct page_sending sending;
	bool is_close;
	bool is_announced; /* the lister has gone on with its token */
	struct page_close close;
	bool is_asked;          /* page_known has answered */
	unsigned request_tries; /* of the request that it came from, before */
	bool had_token;         /* that request */
};

/* Of a page that is in the database now. */
struct stored_page {
	bool ends_list;
	bool had_token;
	size_t listed;
};

struct lister {
	struct lister *next;
	struct holding *holding;
	struct list_request *request;
	quirk_set quirks;  /* in force, with the one being tried */
	enum quirk trying; /* QUIRK_NONE: none */
	enum oai_verb verb;
	struct single *single; /* GetRecord: what is asked for one by one */
	bool has_single;       /* that record is in the page under way */
	bool is_absent;        /* that record will not come */
	enum oai_error error;  /* that the repository answered */
	int64_t wanted;        /* ListIdentifiers: what will have to be */
	bool asks_again;       /* of what it listed: see KNOWN_OLDER */
	quirk_set seen;        /* to be learned when the page is stored */
	unsigned same_tokens;  /* answers with the token that was sent */
	bool has_no_format;    /* so the list ended, see answer.h */
	bool is_fresh;         /* the token: it came a moment ago */
	time_t latest;         /* datestamp on the page under way */
	struct transfer *transfer;
	struct cookies *cookies;
	bool has_place;        /* it was heard where its repository is */
	struct reader *reader; /* NULL: nothing is being read */
	size_t reading_bytes;  /* of it */
	bool is_quiet;         /* see pace.h */
	size_t heard;          /* bytes, since then */
	int64_t heard_since;
	struct page *end_page;
	bool is_due; /* a request, as soon as the host may be asked */
	bool is_paused;
	/* The page under way: what it listed, what identifies it. */
	size_t listed;
	size_t unnamed;
	uint64_t signature;
	struct fault broken;  /* why the reader gave up, NONE if it did not */
	struct circle circle; /* of tokens with their pages */
	struct circle page_circle; /* of pages, whatever their tokens */
	unsigned same_pages;       /* that it was closed by */
	/* Pages that are not stored yet, first being written. */
	struct queued_page *first, **last;
	unsigned queued;
	bool is_writing;
	/* A request that failed, to be told when the queue is empty. */
	struct failure *failure;
	unsigned calls;
	bool is_dropped;
	bool is_over; /* ended, or put back: settled by the holding */
	/* Its first page says that the list is large: it is split by date
	 * when that page is stored. */
	bool is_splitting;
	bool is_unchecked; /* its first page, which is not stored yet */
	int64_t list_size;
};

#endif
