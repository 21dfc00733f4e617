#ifndef OAI_RETRY_AFTER_H
#define OAI_RETRY_AFTER_H

#include <time.h>

#include "base/text.h"

/*
 * Retry-After, RFC 9110 10.2.3: seconds, or a date that counts from the
 * response's own Date header (their clock need not be right, only the
 * difference), and from now where that is missing or unreadable. At most
 * RETRY_AFTER_SECONDS; 0 for a date that has passed; -1 for what is neither.
 */
long retry_after_seconds(struct text value, struct text date, time_t now);

/*
 * HTTP-date in its three forms, RFC 9110 5.6.7; names in any case, "UTC" for
 * "GMT". now decides the century of a year of two digits. The name of the day
 * is not compared with the date.
 */
bool http_date_parse(struct text text, time_t now, time_t *when) MUSTUSE;

#endif
