#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "test.h"

static void
test_the_defaults_are_polite(void **state)
{
	struct config config;

	(void)state;
	config_init(&config);
	assert_string_equal(config.database, "");
	assert_string_equal(config.state, "");
	assert_string_equal(config.contact, "");
	assert_string_equal(config.user_agent_url, "");
	assert_string_equal(config.log_level, "info");
	assert_int_equal(config.harvest_workers, 1);
	assert_int_equal(config.normalise_workers, 2);
	assert_int_equal(config.every_seconds, 86400);
	assert_int_equal(config.delay_milliseconds, 1000);
	assert_int_equal(config.connections, 1);
	assert_int_equal(config.overlap_seconds, 86400);
	assert_int_equal(config.sweep_seconds, 30 * 86400);
	assert_int_equal(config.transfers, 64);
	config_fini(&config);
	config_fini(&config);
}

static void
test_a_file_sets_what_it_names_and_nothing_else(void **state)
{
	struct config config;
	struct fault why;

	(void)state;
	config_init(&config);
	if (!config_parse(&config, "test",
		TEXT("\xef\xbb\xbf# a comment = 1\r\n"
		     "\r\n"
		     "database = host=/run/pg dbname='my db' # not a comment\n"
		     "\t every=12h \r\n"
		     "contact =\n"
		     "state = /srv/b\xc3\xbc"
		     "cher\n"
		     "delay = 0.25"),
		&why))
		fail_msg("%s", why.text);
	assert_string_equal(
	    config.database, "host=/run/pg dbname='my db' # not a comment");
	assert_int_equal(config.every_seconds, 43200);
	assert_string_equal(config.contact, "");
	assert_string_equal(config.state,
	    "/srv/b\xc3\xbc"
	    "cher");
	assert_int_equal(config.delay_milliseconds, 250);
	assert_int_equal(config.transfers, 64);
	config_fini(&config);
}

static void
test_a_second_file_is_read_over_the_first(void **state)
{
	struct config config;
	struct fault why;

	(void)state;
	config_init(&config);
	assert_true(config_parse(
	    &config, "a", TEXT("contact = a@b\ntransfers = 5"), &why));
	assert_true(config_parse(
	    &config, "b", TEXT("transfers = 6\nlog_level = debug"), &why));
	assert_string_equal(config.contact, "a@b");
	assert_string_equal(config.log_level, "debug");
	assert_int_equal(config.transfers, 6);
	config_fini(&config);
}

struct mistake {
	struct text file;
	const char *said;
};

static void
check_mistakes(const struct mistake *mistakes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct config config;
		struct fault why = { .kind = FAULT_NONE };

		config_init(&config);
		assert_false(
		    config_parse(&config, "test", mistakes[i].file, &why));
		assert_int_equal(why.kind, FAULT_INPUT);
		assert_string_equal(why.text, mistakes[i].said);
		config_fini(&config);
	}
}

static void
test_a_line_that_makes_no_sense_is_named_with_its_number(void **state)
{
	const struct mistake mistakes[] = {
		{ TEXT("\n\nevry = 1d"),
		    "test:3: unknown key evry; did you mean every?" },
		{ TEXT("harvest-workers = 2"),
		    "test:1: unknown key harvest-workers; did you mean "
		    "harvest_workers?" },
		{ TEXT("TRANSFER = 2"),
		    "test:1: unknown key TRANSFER; did you mean transfers?" },
		{ TEXT("colour = red"),
		    "test:1: unknown key colour; see sheaf.conf(5) for all "
		    "keys" },
		{ TEXT("= 1"),
		    "test:1: unknown key ; see sheaf.conf(5) for all keys" },
		{ TEXT("every = 1d\n\nevery = 1d"),
		    "test:3: every is already set on line 1" },
		{ TEXT("# x\nevery 1d"),
		    "test:2: a line must be \"key = value\"" },
		{ TEXT("[daemon]"),
		    "test:1: there are no sections here; remove this line" },
		{ TEXT("contact = \"a@b\""),
		    "test:1: write the value without quotes" },
		{ TEXT("database = 'host=x'"),
		    "test:1: write the value without quotes" },
		{ TEXT("contact = a@b\0c"),
		    "test:1: the line has bytes in it that are not UTF-8 "
		    "text" },
		{ TEXT("contact = a@b\x1b"),
		    "test:1: the line has bytes in it that are not UTF-8 "
		    "text" },
		{ TEXT("state = /srv/b\xfc"
		       "cher"),
		    "test:1: the line has bytes in it that are not UTF-8 "
		    "text" },
	};

	(void)state;
	check_mistakes(mistakes, sizeof(mistakes) / sizeof(mistakes[0]));
}

static void
test_a_bad_value_is_named_with_what_would_be_right(void **state)
{
	const struct mistake mistakes[] = {
		{ TEXT("transfers = 201"),
		    "test:1: transfers must be a whole number from 1 to 200, "
		    "not \"201\"" },
		{ TEXT("transfers = 0"),
		    "test:1: transfers must be a whole number from 1 to 200, "
		    "not \"0\"" },
		{ TEXT("transfers = many"),
		    "test:1: transfers must be a whole number from 1 to 200, "
		    "not \"many\"" },
		{ TEXT("connections = -1"),
		    "test:1: connections must be a whole number from 1 to 16, "
		    "not \"-1\"" },
		{ TEXT("every = 59"),
		    "test:1: every must be a time from 1m to 52w, such as 90s, "
		    "5m, 12h, 7d or 2w, not \"59\"" },
		{ TEXT("every = 99999999999999999w"),
		    "test:1: every must be a time from 1m to 52w, such as 90s, "
		    "5m, 12h, 7d or 2w, not \"99999999999999999w\"" },
		{ TEXT("delay = 61m"),
		    "test:1: delay must be a time from 0s to 1h, such as "
		    "500ms, 1.5s or 2m, not \"61m\"" },
		{ TEXT("log_level = loud"),
		    "test:1: log_level must be error, warning, info or debug, "
		    "not \"loud\"" },
		{ TEXT("log_level ="),
		    "test:1: log_level must be error, warning, info or debug, "
		    "not \"\"" },
		{ TEXT("state = var/lib"),
		    "test:1: state must be an absolute path (/...), not "
		    "\"var/lib\"" },
		{ TEXT("contact = Me"),
		    "test:1: contact must be one e-mail address "
		    "(name@example.org), not \"Me\"" },
		{ TEXT("contact = a@b, c@d"),
		    "test:1: contact must be one e-mail address "
		    "(name@example.org), not \"a@b, c@d\"" },
		{ TEXT("user_agent_url = example.org"),
		    "test:1: user_agent_url must be one address that begins "
		    "with http:// or https://, not \"example.org\"" },
		{ TEXT("user_agent_url = http://a/) x"),
		    "test:1: user_agent_url must be one address that begins "
		    "with http:// or https://, not \"http://a/) x\"" },
	};

	(void)state;
	check_mistakes(mistakes, sizeof(mistakes) / sizeof(mistakes[0]));
}

static void
test_after_a_mistake_everything_is_as_before(void **state)
{
	struct config config;
	struct fault why;

	(void)state;
	config_init(&config);
	assert_true(config_parse(&config, "a", TEXT("contact = a@b"), &why));
	assert_false(config_parse(
	    &config, "b", TEXT("contact = c@d\nevery = 2d\nx"), &why));
	assert_string_equal(config.contact, "a@b");
	assert_int_equal(config.every_seconds, 86400);
	config_fini(&config);
}

static void
test_times_have_units_and_words(void **state)
{
	static const struct {
		const char *text;
		long seconds; /* -1: none */
	} cases[] = {
		{ "90", 90 },
		{ "90s", 90 },
		{ "5m", 300 },
		{ "12h", 43200 },
		{ "7d", 604800 },
		{ "2w", 1209600 },
		{ "0", 0 },
		{ "hourly", 3600 },
		{ "daily", 86400 },
		{ "weekly", 604800 },
		{ "", -1 },
		{ "d", -1 },
		{ "1 d", -1 },
		{ "-1d", -1 },
		{ "+1d", -1 },
		{ "1.5h", -1 },
		{ "1D", -1 },
		{ "1dd", -1 },
		{ "500ms", -1 },
		{ "9223372036854775807", 9223372036854775807 },
		{ "9223372036854775808", -1 },
		{ "9223372036854775807m", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long seconds = -1;

		if (config_seconds(cases[i].text, &seconds) !=
			(cases[i].seconds >= 0) ||
		    seconds != cases[i].seconds)
			fail_msg("%s: %ld", cases[i].text, seconds);
	}
}

static void
test_a_delay_may_have_a_fraction(void **state)
{
	static const struct {
		const char *text;
		long milliseconds; /* -1: none */
	} cases[] = {
		{ "2", 2000 },
		{ "2s", 2000 },
		{ "1m", 60000 },
		{ "0", 0 },
		{ "500ms", 500 },
		{ "0.5", 500 },
		{ "0.5s", 500 },
		{ "1.25s", 1250 },
		{ "1.007", 1007 },
		{ "1.0", 1000 },
		{ "1.0005", -1 },
		{ "1.", -1 },
		{ ".5", -1 },
		{ "1.5m", -1 },
		{ "1.5ms", -1 },
		{ "1.5.5", -1 },
		{ "9223372036854775.9", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config config;
		struct fault why;
		char file[80];
		bool is_good;

		(void)snprintf(
		    file, sizeof(file), "delay = %s\n", cases[i].text);
		config_init(&config);
		is_good = config_parse(&config, "test", text_of(file), &why);
		assert_int_equal(is_good, cases[i].milliseconds >= 0);
		assert_int_equal(config.delay_milliseconds,
		    is_good ? cases[i].milliseconds : 1000);
		config_fini(&config);
	}
}

static void
test_what_is_printed_can_be_read_and_shows_the_default(void **state)
{
	struct buffer printed;
	struct config config;
	struct config again;
	struct fault why;

	(void)state;
	buffer_init(&printed, 0);
	config_init(&config);
	config_init(&again);
	assert_true(config_parse(&config, "test",
	    TEXT("every = 36h\ndelay = 1.5\noverlap = 0\ncontact = a@b"),
	    &why));
	config_print(&config, &printed);
	assert_non_null(strstr(printed.bytes, "# default: 1d\nevery = 36h\n"));
	assert_non_null(
	    strstr(printed.bytes, "# default: 1s\ndelay = 1500ms\n"));
	assert_non_null(strstr(printed.bytes, "# default: 1d\noverlap = 0s\n"));
	assert_non_null(strstr(printed.bytes, "\nlog_level = info\n"));
	assert_null(strstr(printed.bytes, "# default: info"));
	assert_non_null(
	    strstr(printed.bytes, "# default: none\ncontact = a@b\n"));
	assert_true(
	    config_parse(&again, "printed", buffer_text(&printed), &why));
	assert_int_equal(again.every_seconds, 36 * 3600);
	assert_int_equal(again.delay_milliseconds, 1500);
	assert_int_equal(again.overlap_seconds, 0);
	assert_string_equal(again.contact, "a@b");
	config_fini(&again);
	config_fini(&config);
	buffer_fini(&printed);
}

static void
test_a_time_may_be_never_where_that_makes_sense(void **state)
{
	struct config config;
	struct buffer printed;
	struct fault why;

	(void)state;
	buffer_init(&printed, 0);
	config_init(&config);
	assert_true(config_parse(&config, "test", TEXT("sweep = never"), &why));
	assert_int_equal(config.sweep_seconds, 0);
	config_print(&config, &printed);
	assert_non_null(
	    strstr(printed.bytes, "# default: 30d\nsweep = never\n"));
	assert_false(config_parse(&config, "test", TEXT("sweep = 0"), &why));
	assert_non_null(strstr(why.text, "or never"));
	assert_false(
	    config_parse(&config, "test", TEXT("every = never"), &why));
	config_fini(&config);
	buffer_fini(&printed);
}

/* A file of these bytes and this mode, and what comes of loading it. */
static bool
load(const char *bytes, mode_t mode, struct config *config, struct fault *why)
{
	char path[] = "/tmp/test_config.XXXXXX";
	int file = mkstemp(path);
	bool is_good;

	assert_true(file >= 0);
	assert_int_equal(
	    write(file, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
	assert_int_equal(fchmod(file, mode), 0);
	(void)close(file);
	is_good = config_load(config, path, why);
	(void)unlink(path);
	return is_good;
}

static void
test_a_file_that_others_may_write_is_refused(void **state)
{
	struct config config;
	struct fault why;

	(void)state;
	config_init(&config);
	assert_false(load("transfers = 9\n", 0620, &config, &why));
	assert_non_null(strstr(why.text, "chmod go-w"));
	assert_false(load("transfers = 9\n", 0602, &config, &why));
	assert_int_equal(config.transfers, 64);
	assert_true(load("transfers = 9\n", 0644, &config, &why));
	assert_int_equal(config.transfers, 9);
	config_fini(&config);
}

static void
test_what_is_no_file_is_refused_without_waiting(void **state)
{
	struct config config;
	struct fault why;

	(void)state;
	config_init(&config);
	assert_false(config_load(&config, "/nowhere/sheaf.conf", &why));
	assert_string_equal(why.text,
	    "/nowhere/sheaf.conf: could not open: No such file or directory");
	assert_false(config_load(&config, "/", &why));
	assert_string_equal(why.text, "/: this is not a file");
	assert_false(load("x\n", 0600, &config, &why));
	assert_non_null(strstr(why.text, ":1: a line must be"));
	config_fini(&config);
}

static void
test_an_endless_file_is_refused(void **state)
{
	size_t size = (1 << 20) + 1;
	char *bytes = malloc(size + 1);
	struct config config;
	struct fault why;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, '#', size);
	bytes[size] = '\0';
	config_init(&config);
	assert_false(load(bytes, 0600, &config, &why));
	assert_non_null(strstr(why.text, "longer than any"));
	bytes[size - 1] = '\0';
	assert_true(load(bytes, 0600, &config, &why));
	config_fini(&config);
	free(bytes);
}

/* The lines of the shipped file that a person would uncomment. */
static void
read_shipped(struct buffer *into)
{
	FILE *file = fopen(SHEAF_SOURCE "/config/sheaf.conf", "re");
	char line[200];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		assert_true(strlen(line) <= 81);
		assert_true(line[0] == '#' || line[0] == '\n');
		if (line[0] == '#' && line[1] >= 'a' && line[1] <= 'z')
			buffer_add_string(into, line + 1);
	}
	(void)fclose(file);
}

static void
test_the_shipped_file_shows_every_key_with_its_default(void **state)
{
	struct buffer shipped;
	struct buffer printed;
	struct config config;
	struct fault why;
	unsigned lines = 0;

	(void)state;
	buffer_init(&shipped, 0);
	buffer_init(&printed, 0);
	config_init(&config);
	read_shipped(&shipped);
	config_print(&config, &printed);
	for (const char *at = printed.bytes; *at != '\0'; lines++) {
		char line[100] = "\n";
		size_t length = strcspn(at, "\n");

		assert_true(length > 3 && length < sizeof(line) - 2);
		memcpy(line, at, length);
		line[length] = '\n';
		line[length + 1] = '\0';
		if (strstr(shipped.bytes, line) == NULL)
			fail_msg("config/sheaf.conf lacks: %s", line);
		at = strchr(at, '\n') + 1;
	}
	assert_int_equal(lines, 13);
	/* And nothing that does not exist, nothing twice. */
	if (!config_parse(&config, "shipped", buffer_text(&shipped), &why))
		fail_msg("%s", why.text);
	config_fini(&config);
	buffer_fini(&printed);
	buffer_fini(&shipped);
}

TESTS(TEST(test_the_defaults_are_polite),
    TEST(test_a_file_sets_what_it_names_and_nothing_else),
    TEST(test_a_second_file_is_read_over_the_first),
    TEST(test_a_line_that_makes_no_sense_is_named_with_its_number),
    TEST(test_a_bad_value_is_named_with_what_would_be_right),
    TEST(test_after_a_mistake_everything_is_as_before),
    TEST(test_times_have_units_and_words),
    TEST(test_a_delay_may_have_a_fraction),
    TEST(test_what_is_printed_can_be_read_and_shows_the_default),
    TEST(test_a_file_that_others_may_write_is_refused),
    TEST(test_what_is_no_file_is_refused_without_waiting),
    TEST(test_an_endless_file_is_refused),
    TEST(test_a_time_may_be_never_where_that_makes_sense),
    TEST(test_the_shipped_file_shows_every_key_with_its_default))
