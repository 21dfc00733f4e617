#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/cluster.h"
#include "store/database.h"
#include "test.h"

/* What everybody says; NULL: nothing. */
struct said {
	const char *option_database;
	const char *option_state;
	const char *environment_database;
	const char *environment_state;
	const char *config_database;
	const char *config_state;
};

static void
set(const char *name, const char *value)
{
	assert_int_equal(
	    value == NULL ? unsetenv(name) : setenv(name, value, 1), 0);
}

static bool
find(const struct said *said, struct database *database, struct fault *why)
{
	struct database_options options = { said->option_database,
		said->option_state };
	struct config config;
	bool is_found;

	set("SHEAF_DATABASE", said->environment_database);
	set("SHEAF_STATE", said->environment_state);
	config_init(&config);
	free(config.database);
	free(config.state);
	config.database =
	    strdup(said->config_database == NULL ? "" : said->config_database);
	config.state =
	    strdup(said->config_state == NULL ? "" : said->config_state);
	is_found = database_find(database, &options, &config, why);
	config_fini(&config);
	return is_found;
}

static void
test_option_comes_before_environment_before_configuration(void **state)
{
	static const struct {
		struct said said;
		const char *conninfo;
		const char *state;
	} cases[] = {
		{ { "dbname=a", NULL, "dbname=b", "/b", "dbname=c", "/c" },
		    "dbname=a", NULL },
		{ { NULL, "/a", "dbname=b", "/b", "dbname=c", "/c" }, NULL,
		    "/a" },
		{ { NULL, NULL, "dbname=b", "/b", "dbname=c", "/c" },
		    "dbname=b", NULL },
		{ { NULL, NULL, NULL, "/b", "dbname=c", "/c" }, NULL, "/b" },
		{ { NULL, NULL, NULL, NULL, "dbname=c", "/c" }, "dbname=c",
		    NULL },
		{ { NULL, NULL, NULL, NULL, NULL, "/c" }, NULL, "/c" },
		{ { "", "", "", "", "", "/c" }, NULL, "/c" },
		{ { NULL, "/a//", NULL, NULL, NULL, NULL }, NULL, "/a" },
	};
	struct database database;
	struct fault why;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(find(&cases[i].said, &database, &why));
		assert_int_equal(database.is_private, cases[i].state != NULL);
		if (cases[i].state != NULL)
			assert_string_equal(database.state, cases[i].state);
		else
			assert_string_equal(
			    database.conninfo, cases[i].conninfo);
		database_fini(&database);
	}
}

static void
test_root_has_the_systems_and_a_user_his_own(void **state)
{
	struct said said = { 0 };
	struct database database;
	struct fault why;

	(void)state;
	set("XDG_STATE_HOME", "/x/state");
	set("HOME", "/x/home");
	assert_true(find(&said, &database, &why));
	assert_string_equal(database.state,
	    geteuid() == 0 || cluster_is_in(CLUSTER_SYSTEM) ? CLUSTER_SYSTEM
							    : "/x/state/sheaf");
	database_fini(&database);
	/* Relative ones are void, says the specification. */
	set("XDG_STATE_HOME", "state");
	assert_true(find(&said, &database, &why));
	assert_string_equal(database.state,
	    geteuid() == 0 || cluster_is_in(CLUSTER_SYSTEM)
		? CLUSTER_SYSTEM
		: "/x/home/.local/state/sheaf");
	database_fini(&database);
}

static void
test_a_relative_state_is_seen_from_here(void **state)
{
	struct said said = { .option_state = "here" };
	struct database database;
	struct fault why;
	char expected[4096];

	(void)state;
	assert_non_null(getcwd(expected, sizeof(expected) - 8));
	strncat(expected, "/here", 6);
	assert_true(find(&said, &database, &why));
	assert_string_equal(database.state, expected);
	database_fini(&database);
}

static void
test_two_options_at_once_are_refused(void **state)
{
	struct said said = { .option_state = "/a",
		.option_database = "dbname=a" };
	struct database database;
	struct fault why;

	(void)state;
	assert_false(find(&said, &database, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
}

static void
test_the_text_names_the_place_and_no_password(void **state)
{
	static const struct {
		const char *conninfo;
		const char *text;
	} cases[] = {
		{ "host=db.example.org dbname=sheaf password=secret",
		    "the database sheaf at db.example.org (--database)" },
		{ "postgresql://me:secret@db.example.org:5433/sheaf",
		    "the database sheaf at db.example.org, port 5433 "
		    "(--database)" },
		{ "service=there",
		    "the database of service there "
		    "(--database)" },
	};
	struct database database;
	struct fault why;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said said = { .option_database = cases[i].conninfo };

		assert_true(find(&said, &database, &why));
		assert_string_equal(database.text, cases[i].text);
		database_fini(&database);
	}
}

static void
test_a_bad_connection_string_is_not_quoted(void **state)
{
	struct said said = { .environment_database = "password=se cret" };
	struct database database;
	struct fault why;

	(void)state;
	assert_false(find(&said, &database, &why));
	assert_null(strstr(why.text, "cret"));
	assert_non_null(strstr(why.text, "SHEAF_DATABASE"));
}

static void
test_a_path_that_is_too_long_is_refused(void **state)
{
	char path[3000];
	struct said said = { .option_state = path };
	struct database database;
	struct cluster cluster;
	struct fault why;

	(void)state;
	memset(path, 'x', sizeof(path) - 1);
	path[0] = '/';
	path[sizeof(path) - 1] = '\0';
	assert_false(find(&said, &database, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_false(cluster_is_in(path));
	path[CLUSTER_PATH - 10] = '\0';
	assert_false(cluster_find(&cluster, path, &why));
}

static void
test_a_cluster_is_where_its_version_is(void **state)
{
	char folder[] = "/tmp/sheaf-test.XXXXXX";
	char data[64];
	char version[96];
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(data, sizeof(data), "%s/postgresql", folder);
	(void)snprintf(version, sizeof(version), "%s/PG_VERSION", data);
	assert_false(cluster_is_in(folder));
	assert_int_equal(mkdir(data, 0700), 0);
	assert_false(cluster_is_in(folder));
	file = fopen(version, "w");
	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
	assert_true(cluster_is_in(folder));
	assert_int_equal(unlink(version) | rmdir(data) | rmdir(folder), 0);
}

TESTS(TEST(test_option_comes_before_environment_before_configuration),
    TEST(test_root_has_the_systems_and_a_user_his_own),
    TEST(test_a_relative_state_is_seen_from_here),
    TEST(test_two_options_at_once_are_refused),
    TEST(test_the_text_names_the_place_and_no_password),
    TEST(test_a_bad_connection_string_is_not_quoted),
    TEST(test_a_path_that_is_too_long_is_refused),
    TEST(test_a_cluster_is_where_its_version_is))
