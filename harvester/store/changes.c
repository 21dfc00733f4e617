#include <string.h>

#include "store/changes.h"

#define PIECE 500

static size_t
digits(struct text text)
{
	size_t count = 0;

	while (count < text.length && text.bytes[count] >= '0' &&
	    text.bytes[count] <= '9')
		count++;
	return count;
}

/* 4711, or 4711/3/oai:example.org:1 */
bool
changes_is_cursor(struct text cursor)
{
	size_t count = digits(cursor);

	if (count == cursor.length)
		return count < 20;
	if (count == 0 || count >= 20 || cursor.bytes[count] != '/')
		return false;
	cursor.bytes += count + 1;
	cursor.length -= count + 1;
	count = digits(cursor);
	return count > 0 && count < 19 && count < cursor.length &&
	    cursor.bytes[count] == '/';
}

bool
changes_next(struct connection *connection, struct text cursor,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_text(&parameters, cursor);
	parameter_integer(&parameters, PIECE);
	return connection_run_once(
	    connection, QUERY_CHANGES, &parameters, reply, why);
}

bool
changes_end(
    struct connection *connection, struct buffer *into, struct fault *why)
{
	struct reply *reply;

	if (!connection_run(connection, QUERY_CHANGES_END, NULL, &reply, why))
		return false;
	buffer_reset(into);
	buffer_add_text(into, reply_text(reply, 0, 0));
	reply_free(reply);
	return true;
}
