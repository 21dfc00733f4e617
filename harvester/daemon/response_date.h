#ifndef DAEMON_RESPONSE_DATE_H
#define DAEMON_RESPONSE_DATE_H

#include "oai/fetch.h"
#include "oai/reader.h"

/*
 * The moment of an answer, by the repository's clock; of a list's first answer
 * next_from is made. Pure. It is never taken from our clock; harvest_settle.sql
 * only cuts off what is later than our own start.
 *
 *	responseDate is there, and the HTTP header Date says the same, give or
 *	    take an hour, or is not there: responseDate
 *	responseDate is up to a day earlier than Date, as local time is, west
 *	    of Greenwich: responseDate, for its datestamps are as early
 *	responseDate is more than an hour later, or more than a day earlier:
 *	    wrong, or always the same. Date, less a day
 *	responseDate is not there, or is none: Date, less a day
 *	neither is there: false, and next_from stays what it was
 *
 * The day makes up for datestamps of local time, whichever that is: listing
 * again what has not changed costs little, what is never listed is lost.
 */
bool response_date_choose(const struct response_end *end,
    const struct response *response, time_t *chosen) MUSTUSE;

/*
 * In how many seconds the token expires, by the same clock: expirationDate less
 * responseDate, or Date. -1: not said, unreadable, passed already, or further
 * away than any server means; then nobody knows (OAI-PMH 3.5: it is optional).
 */
long response_date_expiry(
    const struct response_end *end, const struct response *response);

#endif
