#include <sys/stat.h>

#include "files.h"
#include "test.h"
#include "transcript.h"

#define CORPUS SHEAF_SOURCE "/../shared/corpus/"

/* Columns of INDEX.tsv and of CHAINS.tsv. */
enum {
	INDEX_FILE,
	INDEX_VERB = 4,
	INDEX_RECORDS = 7,
	INDEX_WELLFORMED = 10
};
enum {
	CHAIN,
	CHAIN_PAGE,
	CHAIN_FILE,
	CHAIN_TOKEN,
	CHAIN_NEXT,
	CHAIN_VERB
};

#define COLUMNS 16

/*
 * Files of which we say otherwise than the index, and why. The index counts
 * tags; the reader judges.
 */
static const struct exception {
	const char *file;
	unsigned records;
	unsigned rejects;
	enum fault_kind fault;
} exceptions[] = {
	/* A record without an identifier. */
	{ "fixture-sickle/ListRecords-oai_dc-04.xml", 1, 1, FAULT_NONE },
	/* Neither metadata nor deleted. */
	{ "mail-oai-implementers/ListRecords-oai_dc-01.xml", 0, 1, FAULT_NONE },
	/* Something else than a record, and no error. */
	{ "europeana/GetRecord-01.xml", 0, 0, FAULT_MALFORMED },
	/* An unknown entity: scrub mends it. */
	{ "ubib-eur/Identify-03.xml", 0, 0, FAULT_NONE },
};

static const struct exception *
exception_of(const char *file)
{
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(*exceptions); i++)
		if (strcmp(exceptions[i].file, file) == 0)
			return &exceptions[i];
	return NULL;
}

/*
 * "error:code" is read as the verb its name carries, or else as ListRecords;
 * so are HTML pages, static repositories and what has no verb ("-"): whatever
 * stands at a base URL may be given to ListRecords.
 */
static enum oai_verb
verb_of(const char *name)
{
	for (unsigned i = OAI_IDENTIFY; i <= OAI_GET_RECORD; i++)
		if (strcmp(name, oai_verb_name(i)) == 0)
			return i;
	return OAI_LIST_RECORDS;
}

static bool
is_listed(const char *verb)
{
	return strcmp(verb, "ListRecords") == 0 ||
	    strcmp(verb, "GetRecord") == 0 ||
	    strcmp(verb, "ListIdentifiers") == 0;
}

static bool
load(struct buffer *into, const char *file)
{
	char path[512];

	buffer_init(into, 0);
	(void)snprintf(path, sizeof(path), CORPUS "%s", file);
	return file_read(into, path);
}

/* Calls check for each line of a table but the first; false: no table. */
static bool
for_each_line(const char *table, void (*check)(char **columns, void *context),
    void *context)
{
	char line[8192];
	FILE *file = fopen(table, "r");

	if (file == NULL) {
		(void)printf("SKIPPED: no %s\n", table);
		return false;
	}
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file) != NULL) {
		char *columns[COLUMNS] = { NULL };

		assert_true(columns_split(line, columns, COLUMNS) > 5);
		check(columns, context);
	}
	(void)fclose(file);
	return true;
}

static void
report(char **columns, const struct transcript *transcript)
{
	print_error("%s: read %u records, %u rejects, %s %s; index: %s, %s\n",
	    columns[INDEX_FILE], transcript->end.records,
	    transcript->end.rejects, fault_name(transcript->why.kind),
	    transcript->is_read ? "" : transcript->why.text,
	    columns[INDEX_RECORDS], columns[INDEX_VERB]);
}

static bool
is_as_indexed(char **columns, const struct transcript *transcript)
{
	const char *verb = columns[INDEX_VERB];
	unsigned long records = strtoul(columns[INDEX_RECORDS], NULL, 10);
	bool is_wellformed = strcmp(columns[INDEX_WELLFORMED], "yes") == 0;

	if (!is_wellformed)
		return !transcript->is_read || transcript->end.rejects > 0;
	if (is_listed(verb))
		return transcript->is_read && transcript->end.rejects == 0 &&
		    transcript->end.records == records;
	if (strncmp(verb, "error:", 6) == 0)
		return transcript->is_read &&
		    transcript->end.error != OAI_ERROR_NONE;
	if (strcmp(verb, "StaticRepository") == 0 || strcmp(verb, "HTML") == 0)
		return transcript->why.kind == FAULT_MALFORMED;
	return transcript->is_read;
}

static void
check_file(char **columns, void *context)
{
	const struct exception *known = exception_of(columns[INDEX_FILE]);
	struct transcript transcript;
	struct buffer bytes;
	bool is_right;

	assert_true(load(&bytes, columns[INDEX_FILE]));
	transcript_read(&transcript, verb_of(columns[INDEX_VERB]),
	    buffer_text(&bytes), 16384, 16384);
	if (known == NULL)
		is_right = is_as_indexed(columns, &transcript);
	else
		is_right = transcript.end.records == known->records &&
		    transcript.end.rejects == known->rejects &&
		    transcript.why.kind == known->fault;
	if (!is_right) {
		report(columns, &transcript);
		++*(unsigned *)context;
	}
	transcript_fini(&transcript);
	buffer_fini(&bytes);
}

static void
each_page_gives_the_records_that_the_index_counts(void **state)
{
	unsigned wrong = 0;

	(void)state;
	if (for_each_line(CORPUS "INDEX.tsv", check_file, &wrong))
		assert_int_equal(wrong, 0);
}

/* The next page's request carries this page's token. */
static void
check_link(char **columns, void *context)
{
	struct transcript transcript;
	struct buffer bytes;
	char *next = context; /* of the page before, of the same chain */
	const char *token = columns[CHAIN_NEXT];

	if (strcmp(columns[CHAIN_PAGE], "1") != 0)
		assert_string_equal(columns[CHAIN_TOKEN], next);
	assert_true(load(&bytes, columns[CHAIN_FILE]));
	transcript_read(&transcript, verb_of(columns[CHAIN_VERB]),
	    buffer_text(&bytes), 16384, 16384);
	(void)snprintf(next, 1024, "%.*s",
	    (int)transcript.end.resumption_token.length,
	    transcript.end.resumption_token.bytes == NULL
		? ""
		: transcript.end.resumption_token.bytes);
	if (!transcript.is_read || strcmp(next, token) != 0)
		fail_msg("%s: token \"%s\" is not \"%s\"", columns[CHAIN_FILE],
		    next, token);
	transcript_fini(&transcript);
	buffer_fini(&bytes);
}

static void
each_page_gives_the_token_of_the_next_request(void **state)
{
	char next[1024] = "";

	(void)state;
	(void)for_each_line(CORPUS "CHAINS.tsv", check_link, next);
}

/* The same numbers each time. */
static size_t
next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	return (size_t)(*seed >> 33);
}

static void
check_random_splits(char **columns, void *context)
{
	struct buffer bytes;
	struct transcript whole;
	enum oai_verb verb = verb_of(columns[INDEX_VERB]);

	assert_true(load(&bytes, columns[INDEX_FILE]));
	transcript_read(
	    &whole, verb, buffer_text(&bytes), bytes.length, bytes.length);
	for (unsigned i = 0; i < 4; i++) {
		struct transcript split;
		size_t first = next_random(context) % 5000;
		size_t step = 1 + next_random(context) % 3000;

		transcript_read(&split, verb, buffer_text(&bytes), first, step);
		if (strcmp(split.text.bytes, whole.text.bytes) != 0)
			fail_msg("%s differs: first %zu, then %zu",
			    columns[INDEX_FILE], first, step);
		transcript_fini(&split);
	}
	transcript_fini(&whole);
	buffer_fini(&bytes);
}

static void
how_a_recorded_response_arrives_does_not_matter(void **state)
{
	uint64_t seed = 20240229;

	(void)state;
	(void)for_each_line(CORPUS "INDEX.tsv", check_random_splits, &seed);
}

TESTS(TEST(each_page_gives_the_records_that_the_index_counts),
    TEST(each_page_gives_the_token_of_the_next_request),
    TEST(how_a_recorded_response_arrives_does_not_matter))
