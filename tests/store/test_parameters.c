#include <string.h>

#include <math.h>

#include "store.h"

static PGconn *libpq;

/* What the server makes of the parameters, as text. */
static void
expect(struct parameters *parameters, const char *sql, const char *expected)
{
	struct connection_values values = connection_values(parameters);
	PGresult *result = PQexecParams(libpq, sql, values.count, NULL,
	    values.pointers, values.lengths, values.formats, 0);

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQresultErrorMessage(result));
	if (expected == NULL)
		assert_true(PQgetisnull(result, 0, 0));
	else
		assert_string_equal(PQgetvalue(result, 0, 0), expected);
	PQclear(result);
	parameters_reset(parameters);
}

static int
open_server(void **state)
{
	(void)state;
	libpq = PQconnectdb(conninfo_of("SUPERUSER"));
	return PQstatus(libpq) == CONNECTION_OK ? 0 : -1;
}

static int
close_server(void **state)
{
	(void)state;
	PQfinish(libpq);
	return 0;
}

static void
test_single_values_arrive(void **state)
{
	struct parameters p;

	(void)state;
	parameters_init(&p);
	parameter_null(&p);
	expect(&p, "SELECT $1::text", NULL);
	parameter_string(&p, NULL);
	expect(&p, "SELECT $1::bigint::text", NULL);
	parameter_string(&p, "");
	expect(&p, "SELECT '<' || $1::text || '>'", "<>");
	parameter_text(&p, TEXT("it's \"\\ {} \xf0\x9f\x8c\xbe"));
	expect(&p, "SELECT $1::text", "it's \"\\ {} \xf0\x9f\x8c\xbe");
	parameter_string(&p, "f47ac10b-58cc-4372-a567-0e02b2c3d479");
	expect(&p, "SELECT $1::uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d479");
	parameter_bool(&p, true);
	parameter_bool(&p, false);
	expect(&p, "SELECT row($1::boolean, $2::boolean)", "(t,f)");
	parameter_integer(&p, INT32_MIN);
	parameter_integer(&p, INT32_MAX);
	expect(&p, "SELECT row($1::integer, $2::integer)",
	    "(-2147483648,2147483647)");
	parameter_bigint(&p, INT64_MIN);
	parameter_bigint(&p, INT64_MAX);
	expect(&p, "SELECT row($1::bigint, $2::bigint)",
	    "(-9223372036854775808,9223372036854775807)");
	parameter_real(&p, -0.125);
	expect(&p, "SELECT $1::double precision", "-0.125");
	parameters_fini(&p);
}

static void
test_instants_arrive_before_and_after_2000(void **state)
{
	static const struct {
		time_t moment;
		const char *text;
	} cases[] = {
		{ 0, "1970-01-01 00:00:00" },
		{ -1, "1969-12-31 23:59:59" },
		{ 946684800, "2000-01-01 00:00:00" },
		{ 1078099199, "2004-02-29 23:59:59" },
		{ 4102444800, "2100-01-01 00:00:00" },
	};
	struct parameters p;

	(void)state;
	parameters_init(&p);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		parameter_instant(&p, cases[i].moment);
		expect(&p, "SELECT $1::timestamptz AT TIME ZONE 'UTC'",
		    cases[i].text);
	}
	parameters_fini(&p);
}

static void
test_arrays_of_every_type_arrive(void **state)
{
	struct parameters p;

	(void)state;
	parameters_init(&p);
	array_begin(&p, ARRAY_BOOL);
	array_bool(&p, true);
	array_null(&p);
	array_bool(&p, false);
	array_end(&p);
	expect(&p, "SELECT $1::boolean[]", "{t,NULL,f}");
	array_begin(&p, ARRAY_BYTEA);
	array_bytes(&p, TEXT("\0\xff'\\"));
	array_end(&p);
	expect(&p, "SELECT encode(($1::bytea[])[1], 'hex')", "00ff275c");
	array_begin(&p, ARRAY_INTEGER);
	array_integer(&p, -1);
	array_integer(&p, 7);
	array_end(&p);
	expect(&p, "SELECT $1::integer[]", "{-1,7}");
	array_begin(&p, ARRAY_BIGINT);
	array_bigint(&p, INT64_MIN);
	array_null(&p);
	array_end(&p);
	expect(&p, "SELECT $1::bigint[]", "{-9223372036854775808,NULL}");
	array_begin(&p, ARRAY_INSTANT);
	array_instant(&p, 1078099199);
	array_end(&p);
	expect(&p, "SELECT ($1::timestamptz[])[1] AT TIME ZONE 'UTC'",
	    "2004-02-29 23:59:59");
	parameters_fini(&p);
}

static void
test_an_array_of_nothing_is_empty_and_not_null(void **state)
{
	struct parameters p;

	(void)state;
	parameters_init(&p);
	array_begin(&p, ARRAY_TEXT);
	array_end(&p);
	expect(&p, "SELECT cardinality($1::text[])", "0");
	array_begin(&p, ARRAY_BIGINT);
	array_end(&p);
	parameter_string(&p, "behind it");
	expect(&p, "SELECT $1::bigint[]::text || $2::text", "{}behind it");
	parameters_fini(&p);
}

static const struct text difficult[] = { { "", 0 }, { "NULL", 4 },
	{ "null", 4 }, { "a,b", 3 }, { "{}", 2 }, { "\"", 1 }, { "\\", 1 },
	{ "\\\"", 2 }, { " blank ", 7 }, { "'", 1 }, { "tab\tline\n", 9 },
	{ "\xc3\xa9", 2 } };

#define DIFFICULT (sizeof(difficult) / sizeof(difficult[0]))

static void
test_difficult_texts_in_an_array_arrive(void **state)
{
	struct parameters p;

	(void)state;
	parameters_init(&p);
	for (size_t i = 0; i < DIFFICULT; i++) {
		array_begin(&p, ARRAY_TEXT);
		array_null(&p);
		array_bytes(&p, difficult[i]);
		array_end(&p);
		parameter_text(&p, difficult[i]);
		expect(&p,
		    "SELECT ($1::text[])[1] IS NULL AND"
		    " ($1::text[])[2] = $2::text",
		    "t");
	}
	parameters_fini(&p);
}

static void
test_array_literals_hold_any_text(void **state)
{
	struct parameters p;

	(void)state;
	parameters_init(&p);
	array_begin(&p, ARRAY_TEXT);
	array_literal(&p, difficult, DIFFICULT);
	array_literal(&p, NULL, 0);
	array_null(&p);
	array_end(&p);
	array_begin(&p, ARRAY_TEXT);
	for (size_t i = 0; i < DIFFICULT; i++)
		array_bytes(&p, difficult[i]);
	array_end(&p);
	expect(&p,
	    "SELECT ($1::text[])[1]::text[] = $2::text[] AND"
	    " ($1::text[])[2]::text[] = '{}' AND"
	    " ($1::text[])[3] IS NULL",
	    "t");
	parameters_fini(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_single_values_arrive),
		TEST(test_instants_arrive_before_and_after_2000),
		TEST(test_arrays_of_every_type_arrive),
		TEST(test_an_array_of_nothing_is_empty_and_not_null),
		TEST(test_difficult_texts_in_an_array_arrive),
		TEST(test_array_literals_hold_any_text),
	};

	return cmocka_run_group_tests(tests, open_server, close_server) != 0;
}
