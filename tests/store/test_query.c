#include <string.h>

#include "store.h"

static void
test_every_statement_can_be_prepared(void **state)
{
	PGconn *libpq = PQconnectdb(conninfo_of("WRITER"));
	int failures = 0;

	(void)state;
	for (int i = 0; i < QUERY_COUNT; i++) {
		PGresult *result = PQprepare(
		    libpq, query_texts[i].name, query_texts[i].text, 0, NULL);

		if (PQresultStatus(result) != PGRES_COMMAND_OK) {
			print_message("sql/query/%s.sql: %s",
			    query_texts[i].name, PQresultErrorMessage(result));
			failures++;
		}
		PQclear(result);
	}
	PQfinish(libpq);
	assert_int_equal(failures, 0);
}

static void
check_casts(const struct query_text *query)
{
	const char *at = query->text;

	while ((at = strchr(at, '$')) != NULL) {
		size_t digits = strspn(at + 1, "0123456789");

		at += 1 + digits;
		if (digits > 0 && strncmp(at, "::", 2) != 0)
			fail_msg("sql/query/%s.sql: no cast before \"%.20s\"",
			    query->name, at);
	}
}

/* Without a cast the server guesses a type, and our binary values may not be
 * of it. */
static void
test_every_parameter_has_its_type_written(void **state)
{
	(void)state;
	for (int i = 0; i < QUERY_COUNT; i++)
		check_casts(&query_texts[i]);
}

TESTS(TEST(test_every_statement_can_be_prepared),
    TEST(test_every_parameter_has_its_type_written))
