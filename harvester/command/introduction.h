#ifndef COMMAND_INTRODUCTION_H
#define COMMAND_INTRODUCTION_H

#include "base/url.h"
#include "command/asking.h"

/* The first request to a base URL that a person typed: who is there, and where
 * it really is. */
struct introduction {
	struct command_context *context;
	struct connection *connection;
	struct asking *asking; /* open at *url */
	bool has_credentials;  /* they are for the host of *url alone */
	struct base_url *url;
	struct base_url *typed; /* gets what *url was, if that changes */
	/* What came, as long as asking is open. */
	const struct identity *identity;
	struct probe_redirect redirect;
};

/*
 * Asks Identify. RFC 9110 15.4.2: what has moved for good is asked there from
 * now on, so that *url becomes that; the fetcher followed by its own rules,
 * never from https to http. False also for one that speaks another version of
 * OAI-PMH.
 */
bool introduction_make(struct introduction *introduction, struct fault *why)
    MUSTUSE;

#endif
