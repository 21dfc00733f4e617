#include <string.h>

#include "store.h"

/* "": allowed; else the SQLSTATE it must be refused with. */
static void
attempt(const char *who, const char *sql, const char *expected)
{
	PGconn *libpq = PQconnectdb(conninfo_of(who));
	PGresult *result;
	const char *sqlstate;

	assert_int_equal(PQstatus(libpq), CONNECTION_OK);
	/* What is only a default cannot be what refuses. */
	PQclear(PQexec(libpq, "SET default_transaction_read_only = off"));
	PQclear(PQexec(libpq, "BEGIN"));
	result = PQexec(libpq, sql);
	sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (strcmp(sqlstate == NULL ? "" : sqlstate, expected) != 0)
		fail_msg("%s: %s: expected \"%s\", not %s", who, sql, expected,
		    sqlstate == NULL ? "success"
				     : PQresultErrorMessage(result));
	PQclear(result);
	PQfinish(libpq);
}

struct attempt {
	const char *sql;
	const char *expected;
};

#define REFUSED       "42501"
#define NOT_UPDATABLE "55000" /* a view of more than one table */

static void
attempt_all(const char *who, const struct attempt *attempts)
{
	for (; attempts->sql != NULL; attempts++)
		attempt(who, attempts->sql, attempts->expected);
}

static void
test_the_reader_sees_the_views_and_nothing_else(void **state)
{
	static const struct attempt attempts[] = {
		{ "TABLE api.migration", "" },
		{ "TABLE api.repository", "" },
		{ "TABLE api.record", "" },
		{ "TABLE api.quarantine", "" },
		{ "SELECT api.query('a b')", "" },
		{ "TABLE sheaf.setting", REFUSED },
		{ "TABLE sheaf.record", REFUSED },
		{ "SELECT sheaf.clock()", REFUSED },
		{ "INSERT INTO api.migration VALUES (1, '', 1, now())",
		    REFUSED },
		{ "DELETE FROM api.migration", REFUSED },
		{ "DELETE FROM api.repository", NOT_UPDATABLE },
		{ "CREATE TABLE api.mine (i integer)", REFUSED },
		{ "CREATE TABLE public.mine (i integer)", REFUSED },
		{ "CREATE TEMP TABLE mine (i integer)", REFUSED },
		{ "CREATE SCHEMA mine", REFUSED },
		{ "SELECT lo_create(0)", REFUSED },
		{ "SELECT lo_from_bytea(0, 'x')", REFUSED },
		{ "SELECT pg_read_file('/etc/passwd')", REFUSED },
		{ "COPY (SELECT 1) TO PROGRAM 'true'", REFUSED },
		{ "SET ROLE sheaf_writer", REFUSED },
		{ "SET ROLE sheaf_owner", REFUSED },
		{ "SET SESSION AUTHORIZATION postgres", REFUSED },
		{ NULL, NULL },
	};

	(void)state;
	attempt_all("READER", attempts);
}

static void
test_the_writer_writes_rows_and_defines_nothing(void **state)
{
	static const struct attempt attempts[] = {
		{ "INSERT INTO sheaf.setting VALUES ('x', 'y')", "" },
		{ "UPDATE sheaf.setting SET value = 'y'", "" },
		{ "DELETE FROM sheaf.record", "" },
		{ "SELECT sheaf.clock()", "" },
		{ "TABLE api.record", "" },
		{ "TABLE sheaf.migration", "" },
		{ "DELETE FROM sheaf.migration", REFUSED },
		{ "TRUNCATE sheaf.record", REFUSED },
		{ "ALTER TABLE sheaf.record ADD COLUMN x integer", REFUSED },
		{ "DROP TABLE sheaf.record", REFUSED },
		{ "CREATE TABLE sheaf.mine (i integer)", REFUSED },
		{ "CREATE TABLE public.mine (i integer)", REFUSED },
		{ "CREATE TEMP TABLE mine (i integer)", REFUSED },
		{ "CREATE SCHEMA mine", REFUSED },
		{ "CREATE ROLE mine", REFUSED },
		{ "SELECT lo_create(0)", REFUSED },
		{ "SET ROLE sheaf_owner", REFUSED },
		{ NULL, NULL },
	};

	(void)state;
	attempt_all("WRITER", attempts);
}

static void
test_readers_have_their_limits_from_the_start(void **state)
{
	PGconn *libpq = PQconnectdb(conninfo_of("READER"));
	PGresult *result = PQexec(libpq,
	    "SELECT current_setting('statement_timeout'),"
	    " current_setting('default_transaction_read_only'),"
	    " rolconnlimit FROM pg_roles WHERE rolname = current_user");

	(void)state;
	assert_string_equal(PQgetvalue(result, 0, 0), "30s");
	assert_string_equal(PQgetvalue(result, 0, 1), "on");
	assert_string_equal(PQgetvalue(result, 0, 2), "50");
	PQclear(result);
	PQfinish(libpq);
}

static void
expect_role(const char *who, const char *wanted, const char *taken)
{
	struct connection *connection = open_as(who, wanted);
	struct reply *reply;
	struct fault why;

	assert_true(connection_run(
	    connection, QUERY_DATABASE_STATE, NULL, &reply, &why));
	assert_string_equal(reply_string(reply, 0, 4), taken);
	reply_free(reply);
	connection_free(connection);
}

static void
test_a_role_is_taken_where_it_is_open_to_us(void **state)
{
	(void)state;
	expect_role("SUPERUSER", NULL, "postgres");
	expect_role("SUPERUSER", "sheaf_owner", "sheaf_owner");
	expect_role("SUPERUSER", "sheaf_reader", "sheaf_reader");
	expect_role("SUPERUSER", "sheaf_nobody", "postgres");
	expect_role("WRITER", "sheaf_owner", "sheaf_writer");
	expect_role("WRITER", "sheaf_writer", "sheaf_writer");
	expect_role("READER", "sheaf_writer", "sheaf_reader");
}

/* Where Sheaf ran as one role first, its tables are not the owner's. */
static void
test_the_owner_is_not_taken_where_the_tables_are_anothers(void **state)
{
	(void)state;
	run("ALTER SCHEMA sheaf OWNER TO postgres");
	expect_role("SUPERUSER", "sheaf_owner", "postgres");
	run("ALTER SCHEMA sheaf OWNER TO sheaf_owner");
	expect_role("SUPERUSER", "sheaf_owner", "sheaf_owner");
}

TESTS(TEST(test_the_reader_sees_the_views_and_nothing_else),
    TEST(test_the_writer_writes_rows_and_defines_nothing),
    TEST(test_readers_have_their_limits_from_the_start),
    TEST(test_a_role_is_taken_where_it_is_open_to_us),
    TEST(test_the_owner_is_not_taken_where_the_tables_are_anothers))
