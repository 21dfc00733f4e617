#include "scarce_child.h"
#include "store.h"

/*
 * Every allocation while a connection to the database is opened fails, one
 * after the other: it is open and as it was asked for, or a fault says why not,
 * or the process ends and says so.
 */

#define AS_ASKED "sheaf_writer UTF8 test pg_catalog UTC"

static struct {
	unsigned long failing;
	unsigned long count; /* of allocations */
	bool is_open;
	struct fault why;
	char settings[128]; /* of the session */
} * told;

static void
read_settings(PGconn *libpq)
{
	PGresult *result = PQexec(libpq,
	    "SELECT concat_ws(' ', current_user,"
	    " current_setting('client_encoding'),"
	    " current_setting('application_name'),"
	    " current_setting('search_path'), current_setting('timezone'))");

	if (PQntuples(result) == 1)
		(void)snprintf(told->settings, sizeof(told->settings), "%s",
		    PQgetvalue(result, 0, 0));
	PQclear(result);
}

static void
open_connection(void *context)
{
	struct connection_options options = {
		.conninfo = conninfo_of("SUPERUSER"),
		.role = "sheaf_writer",
		.application = "test",
	};
	struct connection *connection;

	(void)context;
	scarce_begin(told->failing, false);
	connection = connection_new(&options);
	told->is_open = connection_open(connection, &told->why);
	told->count = scarce.count;
	scarce_begin(0, false);
	if (told->is_open)
		read_settings(connection->libpq);
	else if (!connection_is_lost(connection))
		abort();
	child_tell();
	connection_free(connection);
}

/* Not what happened inside: who reads it can do something about memory. */
static bool
is_plain(const char *text)
{
	return strchr(text, '\n') == NULL &&
	    (strcasestr(text, "memory") != NULL ||
		strcmp(text, "the connection to the database was lost") == 0);
}

static void
expect_truth(void)
{
	if (told->is_open)
		assert_string_equal(told->settings, AS_ASKED);
	else if (told->why.kind != FAULT_STORE || !is_plain(told->why.text))
		fail_msg("%lu: \"%s\"", told->failing, told->why.text);
}

static void
one_failed_allocation_is_no_half_open_connection(void **state)
{
	unsigned long open = 0, faults = 0, aborts = 0;

	(void)state;
	told = child_shared(sizeof(*told));
	do {
		told->failing++;
		told->count = told->failing;
		child_begin(open_connection, NULL);
		if (child_has_told()) {
			expect_truth();
			open += told->is_open;
			faults += !told->is_open;
			child_has_ended();
		} else {
			aborts++;
		}
	} while (told->count >= told->failing);
	print_message("%lu allocations: open %lu, faults %lu, aborts %lu\n",
	    told->failing - 1, open - 1, faults, aborts);
	assert_true(told->is_open && open > 1 && faults > 50 && aborts > 0);
}

TESTS(TEST(one_failed_allocation_is_no_half_open_connection))
