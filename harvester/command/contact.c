#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netdb.h>

#include "base/heap.h"
#include "command/contact.h"
#include "oai/guard.h"

#define TRIES 3 /* at typing an address */

/* A database that cannot be read says so to whoever asks it next. */
char *
contact_find(const struct config *config, struct connection *connection)
{
	struct fault ignored;
	char *found = NULL;

	if (config->contact[0] == '\0' &&
	    !setting_read(connection, "contact", &found, &ignored))
		found = NULL;
	if (found == NULL)
		found = strdup(config->contact);
	if (found == NULL)
		heap_out();
	return found;
}

/* Of "host" or "[address]", with or without ":port": what is looked up. */
static char *
name_in(const char *host)
{
	char *name = host[0] == '[' ? strndup(host + 1, strcspn(host + 1, "]"))
				    : strndup(host, strcspn(host, ":"));

	if (name == NULL)
		heap_out();
	return name;
}

/* Has it an address on the public network? What has none at all says so
 * itself when it is asked. */
static bool
is_public(const char *host)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	char *name = name_in(host);
	bool is_so = false;

	if (getaddrinfo(name, NULL, &hints, &found) == 0) {
		for (struct addrinfo *at = found; at != NULL; at = at->ai_next)
			is_so = is_so || address_is_public(at->ai_addr);
		freeaddrinfo(found);
	}
	free(name);
	return is_so;
}

/* NULL at the end of the input. */
static char *
read_line(struct command_context *context)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	(void)fprintf(context->err,
	    "Repositories are told who harvests them, so that they can write "
	    "when\nsomething is wrong. Your e-mail address: ");
	(void)fflush(context->err);
	length = getline(&line, &size, stdin);
	if (length <= 0) {
		free(line);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

/* NULL: none that can be used. */
static char *
ask(struct command_context *context)
{
	struct config scratch;
	struct fault why;
	char *line = NULL;

	for (int i = 0; i < TRIES; i++) {
		line = read_line(context);
		if (line == NULL)
			return NULL;
		config_init(&scratch);
		if (line[0] == '\0') {
			why.text[0] = '\0';
		} else if (setting_parse(&scratch, "contact", line, &why)) {
			config_fini(&scratch);
			return line;
		}
		config_fini(&scratch);
		if (why.text[0] != '\0')
			(void)fprintf(context->err, "%s\n", why.text);
		free(line);
	}
	return NULL;
}

static bool
ask_or_refuse(
    struct command_context *context, char **contact, struct fault *why)
{
	*contact = NULL;
	if (isatty(STDIN_FILENO) == 1 && command_is_terminal(context->err))
		*contact = ask(context);
	if (*contact != NULL)
		return true;
	return fault_set(why, FAULT_INPUT,
	    "repositories must be told who harvests them: set "
	    "\"contact = name@example.org\" in sheaf.conf");
}

bool
contact_settle(struct command_context *context, struct connection *connection,
    const char *host, char **contact, struct fault *why)
{
	char *found = contact_find(&context->config, connection);

	if (found[0] == '\0' && is_public(host)) {
		free(found);
		if (!ask_or_refuse(context, &found, why))
			return false;
		if (!setting_write(connection, "contact", found, why)) {
			free(found);
			return false;
		}
	}
	*contact = found;
	return true;
}

/* NULL: there is none, or it does not know. */
static char *
contact_of_database(struct command_context *context)
{
	struct connection *connection;
	struct fault ignored;
	char *found;

	if (!database_open(&context->database, DATABASE_WRITER, "sheaf check",
		&connection, &ignored))
		return NULL;
	found = contact_find(&context->config, connection);
	connection_free(connection);
	if (found[0] != '\0')
		return found;
	free(found);
	return NULL;
}

bool
contact_guess(struct command_context *context, const char *given,
    const char *host, char **contact, struct fault *why)
{
	if (given == NULL)
		given = context->config.contact;
	if (given[0] != '\0' || !is_public(host)) {
		*contact = heap_string(given);
		return true;
	}
	*contact = contact_of_database(context);
	return *contact != NULL || ask_or_refuse(context, contact, why);
}
