#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "store/repository.h"

bool
setting_read(struct connection *connection, const char *name, char **value,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	if (!connection_run_once(
		connection, QUERY_SETTING_READ, &parameters, &reply, why))
		return false;
	*value = NULL;
	if (reply_rows(reply) > 0) {
		*value = strdup(reply_string(reply, 0, 0));
		if (*value == NULL)
			heap_out();
	}
	reply_free(reply);
	return true;
}

bool
setting_write(struct connection *connection, const char *name,
    const char *value, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	parameter_string(&parameters, value);
	return connection_do_once(
	    connection, QUERY_SETTING_WRITE, &parameters, why);
}
