#ifndef STORE_LIST_REQUEST_H
#define STORE_LIST_REQUEST_H

#include "store/page.h"

/* A list request that is open, with what it takes to go on with it. */
struct list_request {
	struct fence fence;
	char *repository; /* its name */
	char *base_url;
	char *metadata_prefix;
	char *set_spec; /* "": the whole repository */
	bool allow_private;
	bool http2;
	bool compression;
	bool has_seconds; /* granularity, OAI-PMH 2.7.1 */
	bool has_from;
	time_t from;
	bool has_until;
	time_t until;
	char *token; /* NULL: ask for the first page */
	size_t token_length;
	bool is_ended;
	unsigned tries;  /* of the request that is due, so far */
	bool is_refused; /* the database refused what came the last time */
	unsigned token_failures;
	unsigned restarts;
	unsigned empty_pages;
	int64_t retry_milliseconds; /* it must not be made before */
	bool is_known;              /* records of it may be stored already */
	/* Of the repository, as Identify said it; "": it did not. */
	char *earliest_datestamp;
	bool wants_identity; /* it is to be asked that again first */
	bool is_blocked;
	bool is_alien; /* it speaks another version of OAI-PMH */
	/* Names of quirks, with "," between them: those in force, those that a
	 * person has ruled out, those that did not help here; and the one that
	 * is being tried, "": none. */
	char *quirks;
	char *quirks_off;
	char *tried;
	char *trying;
	char *trying_reason; /* how it failed without that */
	char *error; /* the OAI-PMH error code or HTTP status of the last time
	              * that it failed; "": there is none */
	bool is_incremental;
	unsigned failures; /* harvests in a row that were not complete */
	bool was_empty;    /* a complete list of everything once had nothing */
	/* Of the token: taken from a holder that did not give it back, so that
	 * it may have been sent; past its expirationDate. */
	bool is_doubtful;
	bool is_expired;
	bool is_counted; /* all that the list announced has come */
	char *verb;    /* of OAI-PMH: ListRecords, ListIdentifiers, GetRecord */
	bool is_extra; /* the harvest is as complete without it */
	time_t begun;  /* its harvest, by the database's clock */
	unsigned parts;     /* list requests of its harvest */
	int64_t whole_size; /* of the list they were cut from; 0: not said */
	/* How its repository is reached; "": in the usual way. */
	char *credentials; /* of a file; see oai/credentials.h */
	bool insecure_credentials;
	char *proxy;
	char *ca_file;
	bool verify_tls;
	char *user_agent;
	char *moved_to; /* base URL that it redirects to so far; "": none */
	bool is_sweep;  /* its harvest is one */
	unsigned vain;  /* cuts of that in a row in vain */
	int64_t left;   /* announced, not here when it was taken; -1: unsaid */
};

/* Row by row of list_request_take.sql; lease_id is the one it was taken
 * with. */
struct list_request *list_request_read(
    const struct reply *reply, int row, const char *lease_id) RETURNS_VALID;
void list_request_free(struct list_request *request); /* takes NULL */
/* Since it was read, that one is in force too. */
void list_request_add_quirk(struct list_request *request, const char *quirk);
/* NULL or empty: none. */
void list_request_set_token(struct list_request *request, struct text token);

#endif
