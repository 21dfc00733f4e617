#ifndef OAI_QUIRK_H
#define OAI_QUIRK_H

#include "base/text.h"

/*
 * What a repository wants otherwise than OAI-PMH says. Each is found out by
 * harvesting (daemon/quirk_choice.h says from what), or set by a person; it has
 * one name, in SQL, on the command line and in JSON.
 */
enum quirk {
	/* Dates, in requests that begin a list. */
	QUIRK_GRANULARITY_DAY,    /* days, although it says seconds */
	QUIRK_GRANULARITY_SECOND, /* seconds, although it says days */
	QUIRK_RAW_COLON,          /* ":" as it is in dates and sets */
	QUIRK_CLAMP_FROM,         /* no from before earliestDatestamp */
	QUIRK_FROM_EARLIEST,      /* from=earliestDatestamp, never without */
	QUIRK_NO_WINDOWS,         /* no until */
	QUIRK_NO_DATES,           /* neither; every list is a full one */
	QUIRK_LOCAL_TIME,         /* its datestamps are not UTC: see below */
	/* Resumption tokens. */
	QUIRK_UNTRIMMED_TOKEN,   /* with the white space around it */
	QUIRK_ENCODED_TOKEN,     /* "%XX" in it is percent-encoded already */
	QUIRK_RAW_TOKEN,         /* encoded as little as a URL allows */
	QUIRK_PREFIX_WITH_TOKEN, /* metadataPrefix beside it */
	QUIRK_SINGLE_USE_TOKEN,  /* known until it was asked for */
	QUIRK_STATEFUL_TOKEN,    /* one for all pages: the server counts */
	/* HTTP. */
	QUIRK_POST,
	QUIRK_IDENTITY_ENCODING, /* no compression */
	QUIRK_NONE,
};

/*
 * Of datestamps up to 14 hours in the future, by the repository's own clock,
 * is concluded that they are local time: then two harvests overlap by a day
 * at least, whatever is set.
 */

/* Several of them. */
typedef uint32_t quirk_set;

#define QUIRK_BIT(quirk) (UINT32_C(1) << (quirk))

static inline bool
quirk_is_in(quirk_set set, enum quirk quirk)
{
	return (set & QUIRK_BIT(quirk)) != 0;
}

/* "raw-token" and so on. */
const char *quirk_name(enum quirk quirk) RETURNS_VALID;
/* What is done about it, one line for people. */
const char *quirk_line(enum quirk quirk) RETURNS_VALID;
/* What it costs, as a part of a sentence. */
const char *quirk_cost(enum quirk quirk) RETURNS_VALID;
/* QUIRK_NONE: there is none of that name. */
enum quirk quirk_named(struct text name);
/* Names with "," between them; those of no quirk are passed over, for a newer
 * version may have written them. */
quirk_set quirks_named(struct text names);
/* The same, but of two that contradict each other the later one alone. */
quirk_set quirks_in_force(struct text names);
/* With that one in it, and without what contradicts it. */
quirk_set quirks_with(quirk_set set, enum quirk quirk);
/* What it contradicts; QUIRK_NONE: nothing. */
enum quirk quirk_contrary(enum quirk quirk);

#endif
