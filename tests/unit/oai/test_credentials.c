#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limit.h"
#include "oai/credentials.h"
#include "test.h"

#define LITERAL(literal)                       \
	{                                      \
		(literal), sizeof(literal) - 1 \
	}

static struct credentials *
parse(const char *text)
{
	struct credentials *credentials = NULL;
	struct fault why;

	if (!credentials_parse(&credentials, "file", text_of(text), &why))
		fail_msg("%s: %s", text, why.text);
	return credentials;
}

static void
each_form_becomes_what_is_sent(void **state)
{
	static const struct {
		const char *text;
		const char *header;
		const char *argument;
		size_t name_length;
		const char *proxy;
	} cases[] = {
		/* RFC 7617, section 2. */
		{ "basic Aladdin:open sesame",
		    "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", NULL,
		    0, NULL },
		{ "basic a:b:c\n", "Authorization: Basic YTpiOmM=", NULL, 0,
		    NULL },
		{ "# the library's\n\n \tbasic  u:p\xc3\xa4ss\r\n",
		    "Authorization: Basic dTpww6Rzcw==", NULL, 0, NULL },
		{ "bearer abc.def-ghi", "Authorization: Bearer abc.def-ghi",
		    NULL, 0, NULL },
		{ "header X-Api-Key:12 34", "X-Api-Key: 12 34", NULL, 0, NULL },
		{ "query apikey=a b&c=d", NULL, "apikey=a%20b%26c%3Dd", 6,
		    NULL },
		{ "query schl\xc3\xbcssel=1", NULL, "schl%C3%BCssel=1", 14,
		    NULL },
		{ "proxy me:secret", NULL, NULL, 0, "me:secret" },
		{ "bearer abcd\nquery k=v\nproxy u:p",
		    "Authorization: Bearer abcd", "k=v", 1, "u:p" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct credentials *credentials = parse(cases[i].text);
		size_t name_length = 0;
		struct text argument =
		    credentials_argument(credentials, &name_length);

		if (cases[i].header != NULL)
			assert_string_equal(
			    credentials_header(credentials), cases[i].header);
		else
			assert_null(credentials_header(credentials));
		assert_true(text_equals(argument, text_of(cases[i].argument)));
		assert_int_equal(name_length, cases[i].name_length);
		if (cases[i].proxy != NULL)
			assert_string_equal(
			    credentials_proxy(credentials), cases[i].proxy);
		else
			assert_null(credentials_proxy(credentials));
		assert_int_equal(credentials_are_for_repository(credentials),
		    cases[i].header != NULL || cases[i].argument != NULL);
		credentials_free(credentials);
	}
}

static void
what_is_wrong_is_said_without_what_it_is(void **state)
{
	static const struct {
		struct text text;
		const char *words;
	} cases[] = {
		{ LITERAL(""), "no credentials in it" },
		{ LITERAL("# basic u:hidden1\n\n"), "no credentials in it" },
		{ LITERAL("hidden1"), "file:1: this is not what was expected" },
		{ LITERAL("password hidden1"), "basic, bearer, header, query" },
		{ LITERAL("\nbasic hidden1"), "file:2: this is not" },
		{ LITERAL("basic hidden1"), "basic USER:PASSWORD" },
		{ LITERAL("basic :hidden1"), "basic USER:PASSWORD" },
		{ LITERAL("basic hidden1:"), "basic USER:PASSWORD" },
		{ LITERAL("bearer"), "basic, bearer" },
		{ LITERAL("bearer hidden1 2"), "bearer TOKEN" },
		{ LITERAL("header hidden1"), "header NAME: VALUE" },
		{ LITERAL("header A b: hidden1"), "header NAME: VALUE" },
		{ LITERAL("header Host: hidden1"), "header NAME: VALUE" },
		{ LITERAL("header te: hidden1"), "header NAME: VALUE" },
		{ LITERAL("header X: "), "header NAME: VALUE" },
		{ LITERAL("query hidden1"), "query NAME=VALUE" },
		{ LITERAL("query =hidden1"), "query NAME=VALUE" },
		{ LITERAL("query a=b\nquery c=hidden1"),
		    "file:2: this is not" },
		{ LITERAL("basic a:b\nbearer hidden1"), "file:2: this is not" },
		{ LITERAL("query k=a secret\nbasic us er:a pass\n"
			  "basic me:a hidden1"),
		    "file:3: this is not" },
		{ LITERAL("proxy a:b\nproxy c:hidden1"),
		    "file:2: this is not" },
		{ LITERAL("bearer hidden1\x01"), "cannot be sent" },
		{ LITERAL("bearer hidden1\0x"), "cannot be sent" },
		{ LITERAL("header X: a\rhidden1: b"), "cannot be sent" },
		{ LITERAL("bearer hidden1\xff"), "cannot be sent" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct credentials *credentials = NULL;
		struct fault why;

		if (credentials_parse(
			&credentials, "file", cases[i].text, &why))
			fail_msg("%s", cases[i].text.bytes);
		assert_null(credentials);
		assert_int_equal(why.kind, FAULT_INPUT);
		if (strstr(why.text, cases[i].words) == NULL)
			fail_msg("%s: %s", cases[i].text.bytes, why.text);
		assert_null(strstr(why.text, "hidden1"));
	}
}

static void
what_is_repeated_of_a_secret_is_masked(void **state)
{
	static const struct {
		const char *credentials;
		const char *text;
		const char *shown;
	} cases[] = {
		{ "basic me:password1", "bad password1, me", "bad ***, me" },
		{ "basic me:password1", "Basic bWU6cGFzc3dvcmQx!",
		    "Basic ***!" },
		/* Cut off, from either end. */
		{ "bearer 0123456789abcdef", "a 0123456789a", "a ***" },
		{ "bearer 0123456789abcdef", "...9abcdef and 89abcdef",
		    "...9abcdef and ***" },
		{ "bearer 0123456789abcdef", "0123456789abcdef0123456789abcdef",
		    "******" },
		{ "query key=a b/c d", "key=a%20b%2Fc%20d or a b/c d",
		    "key=*** or ***" },
		{ "header X-Key: 12 34 56 78", "12 34 56 78", "***" },
		{ "proxy me:abcde", "abcd abcde", "abcd ***" },
		{ "basic me:a/b c%de", "A%2fb%20c%25de", "***" },
		/* Too short to be told from anything else. */
		{ "basic me:abc", "abc", "abc" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct credentials *credentials = parse(cases[i].credentials);
		char text[80];

		strcpy(text, cases[i].text);
		assert_int_equal(credentials_are_in(credentials, text),
		    strcmp(cases[i].text, cases[i].shown) != 0);
		credentials_hide(credentials, text);
		assert_string_equal(text, cases[i].shown);
		credentials_free(credentials);
	}
	assert_false(credentials_are_in(NULL, "x"));
	credentials_hide(NULL, NULL);
}

struct place {
	char folder[40];
	char path[80];
};

static void
write_file(const struct place *place, const char *content, mode_t mode)
{
	int file = open(place->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(file >= 0);
	assert_int_equal(
	    write(file, content, strlen(content)), (long)strlen(content));
	assert_int_equal(fchmod(file, mode), 0);
	close(file);
}

static int
make_place(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	assert_non_null(place);
	strcpy(place->folder, "/tmp/test_credentials.XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(
	    place->path, sizeof(place->path), "%s/file", place->folder);
	*state = place;
	return 0;
}

static int
drop_place(void **state)
{
	struct place *place = *state;

	(void)unlink(place->path);
	(void)rmdir(place->folder);
	free(place);
	return 0;
}

static void
a_file_that_others_can_read_is_refused(void **state)
{
	static const struct {
		mode_t mode;
		bool of_root; /* fine */
		bool of_user;
	} cases[] = { { 0600, true, true }, { 0400, true, true },
		{ 0640, true, false }, { 0440, true, false },
		{ 0660, false, false }, { 0620, false, false },
		{ 0604, false, false }, { 0644, false, false },
		{ 0602, false, false } };
	const struct place *place = *state;
	bool is_root = geteuid() == 0;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct credentials *credentials = NULL;
		struct fault why = { 0 };
		bool is_fine;

		write_file(place, "bearer hidden1", cases[i].mode);
		is_fine = credentials_read(&credentials, place->path, &why);
		if (is_fine != (is_root ? cases[i].of_root : cases[i].of_user))
			fail_msg("%o: %s", cases[i].mode, why.text);
		if (!is_fine)
			assert_non_null(strstr(why.text, "chmod go="));
		credentials_free(credentials);
	}
	if (!is_root)
		return;
	write_file(place, "bearer hidden1", 0640);
	assert_int_equal(chown(place->path, 1234, 1234), 0);
	{
		struct credentials *credentials = NULL;
		struct fault why;

		assert_false(credentials_read(&credentials, place->path, &why));
	}
}

static void
what_is_no_file_is_not_read(void **state)
{
	static const char *const references[] = { "", ".", "..", "a/b",
		"./file", "../file", ".hidden", "file:///x" };
	const struct place *place = *state;
	struct credentials *credentials = NULL;
	struct fault why;
	char *many = calloc(1, CREDENTIALS_BYTES + 100);

	assert_non_null(many);
	assert_false(credentials_read(&credentials, place->path, &why));
	assert_non_null(strstr(why.text, "could not be read: No such file"));
	assert_false(credentials_read(&credentials, "none-such", &why));
	assert_non_null(strstr(why.text, "/etc/sheaf/credentials/none-such"));
	assert_false(credentials_read(&credentials, place->folder, &why));
	assert_non_null(strstr(why.text, "not a file"));
	/* Nobody writes to this pipe. */
	assert_int_equal(mkfifo(place->path, 0600), 0);
	assert_false(credentials_read(&credentials, place->path, &why));
	assert_non_null(strstr(why.text, "not a file"));
	assert_int_equal(unlink(place->path), 0);
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]);
	     i++) {
		assert_false(
		    credentials_read(&credentials, references[i], &why));
		assert_non_null(strstr(why.text, "absolute path"));
	}
	memset(many, 'x', CREDENTIALS_BYTES + 1);
	memcpy(many, "bearer ", 7);
	write_file(place, many, 0600);
	assert_false(credentials_read(&credentials, place->path, &why));
	assert_non_null(strstr(why.text, "longer than any credentials"));
	free(many);
}

static void
systemd_keeps_credentials_under_a_name(void **state)
{
	const struct place *place = *state;
	struct credentials *credentials = NULL;
	struct fault why = { 0 };

	/* As systemd makes them where the service is not root's. */
	write_file(place, "bearer abcd", 0440);
	/* NOLINTBEGIN(concurrency-mt-unsafe) */
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", place->folder, 1), 0);
	if (!credentials_read(&credentials, "file", &why))
		fail_msg("%s", why.text);
	assert_string_equal(
	    credentials_header(credentials), "Authorization: Bearer abcd");
	credentials_free(credentials);
	assert_false(credentials_read(&credentials, "other", &why));
	assert_non_null(strstr(why.text, "/etc/sheaf/credentials/other"));
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	/* NOLINTEND(concurrency-mt-unsafe) */
	assert_false(credentials_read(&credentials, "file", &why));
}

static void
a_file_that_changes_is_no_longer_current(void **state)
{
	const struct place *place = *state;
	struct credentials *credentials;
	struct credentials *again;
	struct fault why;

	write_file(place, "bearer abcd", 0600);
	assert_true(credentials_read(&credentials, place->path, &why));
	assert_true(credentials_are_current(credentials, place->path));
	again = credentials_share(credentials);
	credentials_free(credentials);
	assert_true(credentials_are_current(again, place->path));
	/* The same length, perhaps within one tick of the clock's: but not the
	 * same inode. */
	assert_int_equal(unlink(place->path), 0);
	assert_false(credentials_are_current(again, place->path));
	usleep(20000);
	write_file(place, "bearer bcde", 0600);
	assert_false(credentials_are_current(again, place->path));
	credentials_free(again);
	assert_true(credentials_read(&credentials, place->path, &why));
	usleep(20000);
	assert_int_equal(chmod(place->path, 0644), 0);
	assert_false(credentials_are_current(credentials, place->path));
	credentials_free(credentials);
}

#define PLACE_TEST(function) \
	cmocka_unit_test_setup_teardown(function, make_place, drop_place)

TESTS(TEST(each_form_becomes_what_is_sent),
    TEST(what_is_wrong_is_said_without_what_it_is),
    TEST(what_is_repeated_of_a_secret_is_masked),
    PLACE_TEST(a_file_that_others_can_read_is_refused),
    PLACE_TEST(what_is_no_file_is_not_read),
    PLACE_TEST(systemd_keeps_credentials_under_a_name),
    PLACE_TEST(a_file_that_changes_is_no_longer_current))
