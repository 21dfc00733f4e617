#include <stdlib.h>

#include <libpq-fe.h>

#include "store/connection.h"

/* struct reply is libpq's result under a name that lets callers do without
 * libpq's header. */
static const PGresult *
result_of(const struct reply *reply)
{
	return (const PGresult *)reply;
}

void
reply_free(struct reply *reply)
{
	PQclear((PGresult *)reply);
}

int
reply_rows(const struct reply *reply)
{
	return PQntuples(result_of(reply));
}

bool
reply_is_null(const struct reply *reply, int row, int column)
{
	return PQgetisnull(result_of(reply), row, column) == 1;
}

struct text
reply_text(const struct reply *reply, int row, int column)
{
	if (reply_is_null(reply, row, column))
		return (struct text){ NULL, 0 };
	return (struct text){ PQgetvalue(result_of(reply), row, column),
		(size_t)PQgetlength(result_of(reply), row, column) };
}

const char *
reply_string(const struct reply *reply, int row, int column)
{
	return PQgetvalue(result_of(reply), row, column);
}

int64_t
reply_number(const struct reply *reply, int row, int column)
{
	return strtoll(reply_string(reply, row, column), NULL, 10);
}

bool
reply_bool(const struct reply *reply, int row, int column)
{
	return reply_string(reply, row, column)[0] == 't';
}
