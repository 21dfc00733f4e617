#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sched.h>

#include "base/log.h"
#include "base/text.h"
#include "test.h"

/* Standard error is a file while a test writes; this is what was there. */
static int terminal = -1;

static void
catch_stderr(void)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	terminal = dup(STDERR_FILENO);
	assert_true(terminal >= 0);
	assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
	(void)fclose(file);
}

static void
release_stderr(char *into, size_t size)
{
	ssize_t length = pread(STDERR_FILENO, into, size - 1, 0);

	assert_true(dup2(terminal, STDERR_FILENO) >= 0);
	(void)close(terminal);
	assert_true(length >= 0);
	into[length] = '\0';
}

static void
test_a_line_has_time_level_subject_and_message(void **state)
{
	const struct log_subject about = { .repository = "mdx",
		.fault = "busy" };
	char line[4096];

	(void)state;
	catch_stderr();
	log_write(LOG_LEVEL_WARNING, &about, "asked for %d s", 120);
	release_stderr(line, sizeof(line));
	assert_int_equal(strspn(line, "0123456789-:TZ"), 20);
	assert_string_equal(
	    line + 20, " warning repository=mdx fault=busy: asked for 120 s\n");
}

static void
test_a_line_stays_one_line_and_says_when_it_was_cut(void **state)
{
	const struct log_subject about = { .repository = "a\nb" };
	char line[8192];
	char text[5000];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	catch_stderr();
	log_write(LOG_LEVEL_ERROR, &about, "a\nb\x1b");
	release_stderr(line, sizeof(line));
	assert_string_equal(
	    line + 20, " error repository=a\\x0Ab: a\\x0Ab\\x1B\n");
	catch_stderr();
	log_write(LOG_LEVEL_ERROR, &about, "%s", text);
	release_stderr(line, sizeof(line));
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	assert_string_equal(line + strlen(line) - 5, "x...\n");
	/* So that the pipe of several processes does not mix them. */
	assert_true(strlen(line) <= 4096);
}

static void
test_lines_above_the_level_are_dropped(void **state)
{
	char lines[4096];

	(void)state;
	catch_stderr();
	log_write(LOG_LEVEL_DEBUG, NULL, "one");
	log_write(LOG_LEVEL_INFO, NULL, "two");
	log_set_level(LOG_LEVEL_ERROR);
	log_write(LOG_LEVEL_WARNING, NULL, "three");
	log_set_level(LOG_LEVEL_DEBUG);
	log_write(LOG_LEVEL_DEBUG, NULL, "four");
	log_set_level(LOG_LEVEL_INFO);
	release_stderr(lines, sizeof(lines));
	assert_null(strstr(lines, "one"));
	assert_non_null(strstr(lines, "Z info: two\n"));
	assert_null(strstr(lines, "three"));
	assert_non_null(strstr(lines, "Z debug: four\n"));
}

static void
test_levels_have_four_names(void **state)
{
	static const char *const names[] = { "error", "warning", "info",
		"debug" };
	enum log_level level;

	(void)state;
	for (unsigned i = 0; i < 4; i++) {
		assert_true(log_parse_level(names[i], &level));
		assert_int_equal(level, i);
	}
	assert_false(log_parse_level("", &level));
	assert_false(log_parse_level("Info", &level));
	assert_false(log_parse_level("informal", &level));
}

/* As systemd does it: the stream that standard error is connected to. */
static void
announce_journal(bool is_ours)
{
	char stream[64];
	struct stat status;

	assert_int_equal(fstat(STDERR_FILENO, &status), 0);
	(void)snprintf(stream, sizeof(stream), "%llu:%llu",
	    (unsigned long long)status.st_dev,
	    (unsigned long long)status.st_ino + !is_ours);
	assert_int_equal(setenv("JOURNAL_STREAM", stream, 1), 0);
}

static void
test_a_journal_that_is_another_stream_gets_nothing(void **state)
{
	char line[4096];

	(void)state;
	catch_stderr();
	announce_journal(false);
	log_write(LOG_LEVEL_INFO, NULL, "to the terminal");
	(void)unsetenv("JOURNAL_STREAM");
	release_stderr(line, sizeof(line));
	assert_non_null(strstr(line, "info: to the terminal\n"));
}

/*
 * libsystemd writes to one fixed address. In a mount namespace of its own a
 * process can put a socket there and see what arrives. -1: not allowed here.
 */
static int
journal_socket(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX,
		.sun_path = "/run/systemd/journal/socket" };
	int journal;

	if (unshare(CLONE_NEWNS) != 0 &&
	    unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
		return -1;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", "/run", "tmpfs", 0, NULL) != 0 ||
	    mkdir("/run/systemd", 0755) != 0 ||
	    mkdir("/run/systemd/journal", 0755) != 0)
		return -1;
	journal = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (journal < 0 ||
	    bind(journal, (struct sockaddr *)&address, sizeof(address)) != 0)
		return -1;
	return journal;
}

#define SKIPPED 77

/* In a child; returns its exit status. */
static int
log_to_a_journal(void)
{
	static const char *const wanted[] = { "MESSAGE=mdx: went \\x0Awell\n",
		"PRIORITY=6\n", "SYSLOG_IDENTIFIER=sheaf\n", "REPOSITORY=mdx\n",
		"HARVEST=7\n" };
	const struct log_subject about = { .repository = "mdx",
		.harvest = "7" };
	int journal = journal_socket();
	char entry[4096];
	char line[100];
	ssize_t length;

	if (journal < 0)
		return SKIPPED;
	catch_stderr();
	announce_journal(true);
	log_write(LOG_LEVEL_INFO, &about, "went \nwell");
	release_stderr(line, sizeof(line));
	length = recv(journal, entry, sizeof(entry) - 1, 0);
	if (length < 0 || line[0] != '\0')
		return 1;
	entry[length] = '\0';
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (strstr(entry, wanted[i]) == NULL)
			return 2;
	}
	(void)close(journal);
	return strstr(entry, "FAULT=") == NULL ? 0 : 3;
}

static void
test_the_journal_gets_fields_to_search_by(void **state)
{
	int status = 0;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0)
		_exit(log_to_a_journal());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == SKIPPED) {
		print_message("SKIPPED: no mount namespace to be had here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

TESTS(TEST(test_a_line_has_time_level_subject_and_message),
    TEST(test_a_line_stays_one_line_and_says_when_it_was_cut),
    TEST(test_lines_above_the_level_are_dropped),
    TEST(test_levels_have_four_names),
    TEST(test_a_journal_that_is_another_stream_gets_nothing),
    TEST(test_the_journal_gets_fields_to_search_by))
