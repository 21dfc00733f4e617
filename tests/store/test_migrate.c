#include <string.h>

#include "store.h"
#include "store/migrate.h"

static struct connection *owner;

static int
open_owner(void **state)
{
	(void)state;
	owner = open_as("SUPERUSER", "sheaf_owner");
	return 0;
}

static int
close_owner(void **state)
{
	(void)state;
	connection_free(owner);
	return 0;
}

static enum schema_state
check_as(const char *who)
{
	struct connection *connection = open_as(who, NULL);
	enum schema_state schema = SCHEMA_ABSENT;
	struct fault why;

	if (!migrate_check(connection, &schema, &why))
		fail_msg("%s", why.text);
	connection_free(connection);
	return schema;
}

static void
migrate(struct migrate_result *result)
{
	struct fault why;

	if (!migrate_run(owner, result, &why))
		fail_msg("%s", why.text);
}

static void
test_migrating_again_changes_nothing(void **state)
{
	struct migrate_result result;
	char before[64];
	char after[64];

	(void)state;
	ask(before, "SELECT max(at) FROM sheaf.migration");
	migrate(&result);
	assert_int_equal(result.from, migrate_newest());
	assert_int_equal(result.to, migrate_newest());
	assert_false(result.has_new_views);
	ask(after, "SELECT max(at) FROM sheaf.migration");
	assert_string_equal(before, after);
}

static void
test_every_role_can_tell_that_the_schema_is_current(void **state)
{
	(void)state;
	assert_int_equal(check_as("SUPERUSER"), SCHEMA_CURRENT);
	assert_int_equal(check_as("WRITER"), SCHEMA_CURRENT);
	assert_int_equal(check_as("READER"), SCHEMA_CURRENT);
}

static void
test_a_newer_schema_is_refused(void **state)
{
	struct migrate_result result = { .to = -1 };
	struct fault why;

	(void)state;
	run("INSERT INTO sheaf.migration VALUES (9999, '9999_later', 1,"
	    " now())");
	assert_int_equal(check_as("READER"), SCHEMA_NEWER);
	assert_false(migrate_run(owner, &result, &why));
	assert_non_null(strstr(why.text, "newer Sheaf"));
	assert_int_equal(result.to, -1);
	run("DELETE FROM sheaf.migration WHERE number = 9999");
	assert_int_equal(check_as("READER"), SCHEMA_CURRENT);
}

static void
test_another_text_of_an_applied_migration_is_refused(void **state)
{
	struct fault why;

	(void)state;
	run("UPDATE sheaf.migration SET checksum = checksum + 1"
	    " WHERE number = 1");
	assert_false(migrate_run(owner, NULL, &why));
	assert_non_null(strstr(why.text, "0001_setting"));
	run("UPDATE sheaf.migration SET checksum = checksum - 1"
	    " WHERE number = 1");
	migrate(NULL);
}

/* What a run leaves that was killed before the views. */
static void
test_views_that_are_missing_are_made_again(void **state)
{
	struct migrate_result result;
	char count[64];

	(void)state;
	run("DROP VIEW api.harvest CASCADE");
	run("DELETE FROM sheaf.migration WHERE number = 0");
	assert_int_equal(check_as("READER"), SCHEMA_OLDER);
	migrate(&result);
	assert_true(result.has_new_views);
	assert_int_equal(check_as("READER"), SCHEMA_CURRENT);
	ask(count, "SET ROLE sheaf_reader; SELECT count(*) FROM api.harvest");
	assert_string_equal(count, "0");
}

static void
test_changed_views_are_applied_again(void **state)
{
	struct migrate_result result;

	(void)state;
	run("UPDATE sheaf.migration SET checksum = 1 WHERE number = 0");
	assert_int_equal(check_as("READER"), SCHEMA_CURRENT);
	migrate(&result);
	assert_true(result.has_new_views);
	migrate(&result);
	assert_false(result.has_new_views);
}

/* An older installation: what its views lack is behind what they have, and
 * comes by itself. */
static void
test_an_older_installation_gets_the_new_views(void **state)
{
	char columns[64];

	(void)state;
	run("DROP VIEW api.quarantine, api.repository CASCADE;"
	    " CREATE VIEW api.repository AS SELECT name AS repository,"
	    " base_url, repository_name, state, every,"
	    " ARRAY['x'] AS metadata_prefixes, ARRAY['x'] AS set_specs,"
	    " created_at AS next_due, protocol_version, granularity,"
	    " deleted_record, earliest_datestamp, admin_emails, descriptions,"
	    " identified_at, created_at FROM sheaf.repository;"
	    " ALTER VIEW api.repository OWNER TO sheaf_owner;"
	    " DELETE FROM sheaf.migration WHERE number = 0");
	assert_int_equal(check_as("WRITER"), SCHEMA_OLDER);
	migrate(NULL);
	assert_int_equal(check_as("WRITER"), SCHEMA_CURRENT);
	ask(columns,
	    "SET ROLE sheaf_reader;"
	    " SELECT count(overlap) + count(not_before) FROM api.repository");
	assert_string_equal(columns, "0");
	ask(columns,
	    "SET ROLE sheaf_reader; SELECT count(*) FROM api.quarantine");
	assert_string_equal(columns, "0");
}

#define MAKES_A_TABLE 31 /* a migration that cannot be applied twice */

/* A migration fails in its middle: nothing of it is left, and the connection
 * can be used. */
static void
test_a_failed_migration_leaves_nothing(void **state)
{
	struct fault why;
	char sql[120];
	char count[64];
	char before[64];

	(void)state;
	run("DROP SCHEMA sheaf CASCADE; DROP SCHEMA api CASCADE");
	migrate(NULL);
	(void)snprintf(sql, sizeof(sql),
	    "DELETE FROM sheaf.migration WHERE number = 0 OR number >= %d",
	    MAKES_A_TABLE);
	run(sql);
	ask(before, "SELECT max(number) FROM sheaf.migration");
	assert_int_equal(check_as("READER"), SCHEMA_OLDER);
	assert_false(migrate_run(owner, NULL, &why));
	assert_non_null(strstr(why.text, "exist"));
	ask(count, "SELECT max(number) FROM sheaf.migration");
	assert_string_equal(count, before);
	run("DROP SCHEMA sheaf CASCADE; DROP SCHEMA api CASCADE");
	assert_int_equal(check_as("READER"), SCHEMA_ABSENT);
	migrate(NULL);
	assert_int_equal(check_as("READER"), SCHEMA_CURRENT);
}

static void
test_an_encoding_other_than_utf8_is_refused(void **state)
{
	struct connection_options options = { 0 };
	struct connection *connection;
	enum schema_state schema = SCHEMA_CURRENT;
	struct fault why;
	char conninfo[300];

	(void)state;
	run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE"
	    " template0");
	(void)snprintf(conninfo, sizeof(conninfo), "%s dbname=latin",
	    conninfo_of("SUPERUSER"));
	options.conninfo = conninfo;
	connection = connection_new(&options);
	assert_true(connection_open(connection, &why));
	assert_false(migrate_check(connection, &schema, &why));
	assert_non_null(strstr(why.text, "LATIN1"));
	assert_false(migrate_run(connection, NULL, &why));
	connection_free(connection);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_migrating_again_changes_nothing),
		TEST(test_every_role_can_tell_that_the_schema_is_current),
		TEST(test_a_newer_schema_is_refused),
		TEST(test_another_text_of_an_applied_migration_is_refused),
		TEST(test_views_that_are_missing_are_made_again),
		TEST(test_changed_views_are_applied_again),
		TEST(test_an_older_installation_gets_the_new_views),
		TEST(test_a_failed_migration_leaves_nothing),
		TEST(test_an_encoding_other_than_utf8_is_refused),
	};

	return cmocka_run_group_tests(tests, open_owner, close_owner) != 0;
}
