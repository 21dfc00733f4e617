#include <strings.h>

#include "command/edit.h"
#include "oai/credentials.h"

#define NAMED 20

/* What is for the proxy alone goes on no open way. A file that this user may
 * not read, or that is not there yet, is the service's business. */
static bool
are_for_repository(const char *reference)
{
	struct credentials *credentials = NULL;
	struct fault ignored;
	bool are = credentials_read(&credentials, reference, &ignored) &&
	    credentials_are_for_repository(credentials);

	credentials_free(credentials);
	return are;
}

/* It would be refused each time that it is asked: see oai/fetch_access.c. */
static bool
is_open_way(const struct edit *edit, const struct repository *repository)
{
	const struct repository_access *change = &edit->change.access;
	const char *reference = change->credentials == NULL
	    ? repository->access.credentials
	    : change->credentials;
	int is_allowed = change->insecure_credentials < 0
	    ? repository->access.insecure_credentials
	    : change->insecure_credentials;

	return is_allowed == 0 && reference[0] != '\0' &&
	    strncasecmp(repository->base_url, "http://", 7) == 0 &&
	    are_for_repository(reference);
}

int
edit_check_way(const struct edit *edit)
{
	const struct repository_access *change = &edit->change.access;
	const struct several *several = &edit->several;
	struct buffer names;
	size_t count = 0;
	int exit_code = COMMAND_DONE;

	if (change->credentials == NULL && change->insecure_credentials != 0)
		return COMMAND_DONE;
	buffer_init(&names, 0);
	for (size_t i = 0; i < several->count; i++)
		if (is_open_way(edit, &several->list[i]) && ++count <= NAMED)
			buffer_printf(&names, "%s%s", count > 1 ? ", " : "",
			    several->list[i].name);
	if (count > NAMED)
		buffer_printf(&names, " and %zu more", count - NAMED);
	if (count > 0)
		exit_code = command_refuse(edit->context, "edit",
		    COMMAND_FAILED,
		    "%s: credentials are not sent by http, where all can read "
		    "them: use the https base URL, or "
		    "insecure_credentials=yes; nothing was changed",
		    names.bytes);
	buffer_fini(&names);
	return exit_code;
}
