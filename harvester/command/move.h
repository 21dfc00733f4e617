#ifndef COMMAND_MOVE_H
#define COMMAND_MOVE_H

#include "base/url.h"
#include "command/asking.h"
#include "store/move.h"

#define MOVE         "move"
#define MOVE_RECORDS 20 /* that are asked for at the new address */

/* "sheaf move": what was typed, then what came, then what it comes to. */
struct move {
	struct command_context *context;
	bool is_forced;
	bool is_dry;
	struct connection *connection;
	struct repository repository;
	struct base_url url;   /* where it goes */
	struct base_url typed; /* what url was, where that has moved itself */
	struct asking asking;
	const struct identity *identity;
	struct word_list prefixes; /* harvested, and there; oai_dc first */
	struct word_list lacking;  /* harvested, and not there */
	struct reply *harvested;   /* owns the texts of both */
	struct reply *sample;
	int asked;
	struct word_list
	    missing; /* identifiers that are not there, of sample */
	struct word_list changed; /* there, with another datestamp */
	enum {
		MOVE_REFUSED, /* another repository, as it seems */
		MOVE_FULL,    /* the next harvest brings everything */
		MOVE_GOES_ON, /* harvests go on from where they were */
	} outcome;
	char *reason;       /* of the outcome: a sentence without its stop */
	struct reply *same; /* names of others at this base URL */
	struct repository_moved moved; /* unless it is refused, or dry */
};

/* move_ask.c: who is there, and has it our records? False: could not be found
 * out. */
bool move_ask(struct move *move, struct fault *why) MUSTUSE;

/* move_report.c: for people and programs. */
void move_report(const struct move *move);

#endif
