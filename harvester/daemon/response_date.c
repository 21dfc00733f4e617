#include "daemon/response_date.h"
#include "oai/datestamp.h"

#define HOUR           3600
#define DAY            (24 * HOUR)
#define LONGEST_EXPIRY (366L * DAY)

bool
response_date_choose(const struct response_end *end,
    const struct response *response, time_t *chosen)
{
	bool is_plausible = end->has_instant &&
	    (!response->has_date ||
		(end->instant <= response->date + HOUR &&
		    end->instant >= response->date - DAY));

	if (is_plausible)
		*chosen = end->instant;
	else if (response->has_date)
		*chosen = response->date - DAY;
	return is_plausible || response->has_date;
}

long
response_date_expiry(
    const struct response_end *end, const struct response *response)
{
	time_t now = end->has_instant ? end->instant : response->date;
	time_t expiry;

	if ((!end->has_instant && !response->has_date) ||
	    !datestamp_read(end->expiration_date, &expiry) || expiry <= now ||
	    expiry - now > LONGEST_EXPIRY)
		return -1;
	return (long)(expiry - now);
}
