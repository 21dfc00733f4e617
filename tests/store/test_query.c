#include <ctype.h>
#include <string.h>

#include "base/item.h"
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

/* What stands between the two, without blanks and casts. */
static void
add_names(
    struct buffer *into, const char *text, const char *begin, const char *end)
{
	const char *at = strstr(text, begin);
	const char *stop = at == NULL ? NULL : strstr(at, end);

	assert_non_null(stop);
	for (at += strlen(begin); at < stop; at++) {
		if (strncmp(at, "::", 2) == 0)
			at += strcspn(at, ", \n");
		if (at < stop && isspace((unsigned char)*at) == 0)
			buffer_add_char(into, *at);
	}
}

#define ADD_NAME(kind, name)  buffer_add_string(&names, #name ",");
#define FIND_NAME(kind, name) assert_stored(store, #name, ++parameter);

/* "unnest($3::text[]) AS title" */
static void
assert_stored(const char *store, const char *name, int parameter)
{
	char begin[32];
	const char *at;

	(void)snprintf(begin, sizeof(begin), "unnest($%d::", parameter);
	at = strstr(store, begin);
	assert_non_null(at);
	at += strcspn(at, ")");
	assert_int_equal(strncmp(at, ") AS ", 5), 0);
	at += 5;
	if (strncmp(at, name, strlen(name)) != 0 ||
	    strchr(",\n )", at[strlen(name)]) == NULL)
		fail_msg("item_store.sql: $%d is not %s", parameter, name);
}

/* Two statements take an item by its columns: that which stores it, and that
 * which tells what would be otherwise. */
static void
test_items_are_taken_by_all_their_columns(void **state)
{
	const char *compare = query_texts[QUERY_ITEM_COMPARE].text;
	const char *store = query_texts[QUERY_ITEM_STORE].text;
	int parameter = 2; /* the identifiers */
	struct buffer names;
	struct buffer found;

	(void)state;
	buffer_init(&names, 0);
	buffer_init(&found, 0);
	buffer_add_string(&names, "identifier,");
	ITEM_COLUMNS(ADD_NAME)
	names.bytes[--names.length] = '\0';
	add_names(&found, compare, "SELECT ", "FROM unnest");
	assert_string_equal(found.bytes, names.bytes);
	buffer_add_string(&names, ",hash,is_deleted");
	buffer_reset(&found);
	add_names(&found, compare, "AS i(", ")");
	assert_string_equal(found.bytes, names.bytes);
	ITEM_COLUMNS(FIND_NAME)
	buffer_fini(&names);
	buffer_fini(&found);
}

TESTS(TEST(test_every_statement_can_be_prepared),
    TEST(test_every_parameter_has_its_type_written),
    TEST(test_items_are_taken_by_all_their_columns))
