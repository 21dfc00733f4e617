#include <glob.h>

#include "files.h"
#include "test.h"
#include "transcript.h"

#define RESPONSES SHEAF_SOURCE "/tests/reader/response/"

/* Larger ones are split at every so many bytes. */
#define EVERY_BYTE_BELOW 6000
#define STRIDE           997

static enum oai_verb
verb_of(const char *name)
{
	for (unsigned i = OAI_IDENTIFY; i <= OAI_GET_RECORD; i++) {
		size_t length = strlen(oai_verb_name(i));

		if (strncmp(name, oai_verb_name(i), length) == 0 &&
		    name[length] == '-')
			return i;
	}
	fail_msg("%s does not begin with a verb", name);
	return OAI_IDENTIFY;
}

static void
check_same(const char *name, const struct buffer *expected,
    const struct transcript *transcript, size_t first, size_t step)
{
	if (text_equals(buffer_text(expected), buffer_text(&transcript->text)))
		return;
	fail_msg("%s, first piece %zu, pieces of %zu:\n%s\nexpected:\n%s", name,
	    first, step, transcript->text.bytes, expected->bytes);
}

static void
read_and_check(const char *name, struct text bytes,
    const struct buffer *expected, size_t first, size_t step)
{
	struct transcript transcript;

	transcript_read(&transcript, verb_of(name), bytes, first, step);
	check_same(name, expected, &transcript, first, step);
	transcript_fini(&transcript);
}

static void
check_splits(const char *name, struct text bytes, const struct buffer *expected)
{
	static const size_t steps[] = { 1, 2, 3, 5, 16, 61, 300, 1000, 4096 };
	size_t stride = bytes.length < EVERY_BYTE_BELOW ? 1 : STRIDE;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		read_and_check(name, bytes, expected, steps[i], steps[i]);
	for (size_t at = 0; at < bytes.length; at += stride)
		read_and_check(name, bytes, expected, at, bytes.length);
}

static void
load(struct buffer *into, const char *path)
{
	buffer_init(into, 0);
	if (!file_read(into, path))
		fail_msg("could not read %s", path);
}

static void
for_each_response(void (*check)(
    const char *name, struct text bytes, const struct buffer *expected))
{
	glob_t found;

	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	assert_int_equal(glob(RESPONSES "*.xml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char path[512];
		struct buffer bytes;
		struct buffer expected;
		int stem = (int)strlen(found.gl_pathv[i]) - 4;

		load(&bytes, found.gl_pathv[i]);
		(void)snprintf(path, sizeof(path), "%.*s.expected", stem,
		    found.gl_pathv[i]);
		load(&expected, path);
		check(strrchr(path, '/') + 1, buffer_text(&bytes), &expected);
		buffer_fini(&bytes);
		buffer_fini(&expected);
	}
	globfree(&found);
}

static void
check_whole(const char *name, struct text bytes, const struct buffer *expected)
{
	read_and_check(name, bytes, expected, bytes.length, bytes.length);
}

static void
each_response_gives_what_is_written_beside_it(void **state)
{
	(void)state;
	for_each_response(check_whole);
}

static void
how_a_response_arrives_does_not_matter(void **state)
{
	(void)state;
	for_each_response(check_splits);
}

/* A hash over content must not depend on where namespaces are declared. */
static void
the_same_metadata_is_the_same_bytes(void **state)
{
	static const char *const names[] = { "inside", "outside" };
	struct buffer given[2];

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		char path[512];

		(void)snprintf(path, sizeof(path),
		    RESPONSES "ListRecords-namespaces-%s.expected", names[i]);
		load(&given[i], path);
	}
	assert_string_equal(given[0].bytes, given[1].bytes);
	buffer_fini(&given[0]);
	buffer_fini(&given[1]);
}

TESTS(TEST(each_response_gives_what_is_written_beside_it),
    TEST(how_a_response_arrives_does_not_matter),
    TEST(the_same_metadata_is_the_same_bytes))
