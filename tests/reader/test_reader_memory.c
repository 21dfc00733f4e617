#include <glob.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>

#include "files.h"
#include "scarce.h"
#include "test.h"
#include "transcript.h"

#define RESPONSES SHEAF_SOURCE "/tests/reader/response/"

/*
 * libxml2's allocations fail, one by one: what comes out is a fault, or what
 * comes out undisturbed, and never anything else. (Our own allocations end
 * the process when they fail: see memory/test_store_memory.c.)
 */
static void *
scarce_malloc(size_t size)
{
	return scarce_fails() ? NULL : malloc(size);
}

static void *
scarce_realloc(void *old, size_t size)
{
	return scarce_fails() ? NULL : realloc(old, size);
}

static char *
scarce_strdup(const char *string)
{
	return scarce_fails() ? NULL : strdup(string);
}

static void
check_response(
    enum oai_verb verb, struct text bytes, const char *name, bool fails_on)
{
	struct transcript undisturbed;
	struct transcript disturbed;
	unsigned long needed;

	scarce_begin(0, false);
	transcript_read(&undisturbed, verb, bytes, 300, 300);
	needed = scarce.count;
	for (unsigned long failing = 1; failing <= needed; failing++) {
		scarce_begin(failing, fails_on);
		transcript_read(&disturbed, verb, bytes, 300, 300);
		if (disturbed.why.kind != FAULT_TOO_LARGE &&
		    strcmp(disturbed.text.bytes, undisturbed.text.bytes) != 0)
			fail_msg("%s, allocation %lu of %lu:\n%s", name,
			    failing, needed, disturbed.text.bytes);
		transcript_fini(&disturbed);
	}
	scarce_begin(0, false);
	transcript_fini(&undisturbed);
}

static void
check_all(bool fails_on)
{
	glob_t found;

	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	assert_int_equal(
	    glob(RESPONSES "ListRecords-*.xml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct buffer bytes;

		buffer_init(&bytes, 0);
		assert_true(file_read(&bytes, found.gl_pathv[i]));
		check_response(OAI_LIST_RECORDS, buffer_text(&bytes),
		    found.gl_pathv[i], fails_on);
		buffer_fini(&bytes);
	}
	globfree(&found);
}

static void
one_failed_allocation_is_a_fault_or_nothing_at_all(void **state)
{
	(void)state;
	check_all(false);
}

static void
no_memory_from_some_point_on_is_a_fault_or_nothing_at_all(void **state)
{
	(void)state;
	check_all(true);
}

static void
counting_sees_the_allocations_of_libxml2(void **state)
{
	struct transcript transcript;

	(void)state;
	scarce_begin(0, false);
	transcript_read(
	    &transcript, OAI_LIST_RECORDS, TEXT("<OAI-PMH/>"), 4, 4);
	assert_true(scarce.count > 10);
	transcript_fini(&transcript);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counting_sees_the_allocations_of_libxml2),
		TEST(one_failed_allocation_is_a_fault_or_nothing_at_all),
		TEST(no_memory_from_some_point_on_is_a_fault_or_nothing_at_all),
	};

	if (xmlMemSetup(free, scarce_malloc, scarce_realloc, scarce_strdup) !=
	    0)
		return 1;
	xmlInitParser();
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
