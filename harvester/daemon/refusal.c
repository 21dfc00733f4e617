#include <string.h>

#include "daemon/refusal.h"

enum refusal
refusal_of(const struct connection *connection)
{
	const char *sqlstate = connection_sqlstate(connection);

	if (strncmp(sqlstate, "40", 2) == 0)
		return REFUSAL_CONFLICT;
	if (strcmp(sqlstate, "53200") == 0)
		return REFUSAL_MEMORY;
	return connection_is_about_rows(connection) ? REFUSAL_ROWS
						    : REFUSAL_OTHER;
}
