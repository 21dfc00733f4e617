#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "oai/reader.h"
#include "test.h"

/*
 * What a reader gives, by hand. Whole responses, and how they arrive, are in
 * tests/reader.
 */
#define BEGIN                                                                  \
	"<?xml version=\"1.0\"?><OAI-PMH xmlns=\"http://www.openarchives.org/" \
	"OAI/2.0/\"><responseDate>2024-02-29T00:00:01Z</responseDate>"
#define LIST BEGIN "<ListRecords>"
#define END  "</ListRecords></OAI-PMH>"

struct given {
	struct page *pages; /* newest first */
	size_t page_count;
	size_t records;
	struct response_end end;
	struct fault why;
	struct reader *reader;
};

static void
on_page(void *context, struct page *page)
{
	struct given *given = context;

	assert_true(given->pages == NULL || !given->pages->is_end);
	page->next = given->pages;
	given->pages = page;
	given->page_count++;
	given->records += page->record_count;
}

static const struct reader_events events = { .page = on_page };

static void
given_init(struct given *given, enum oai_verb verb)
{
	*given = (struct given){ .page_count = 0 };
	given->reader = reader_new(verb, &events, given);
}

static void
given_fini(struct given *given)
{
	while (given->pages != NULL) {
		struct page *next = given->pages->next;

		page_free(given->pages);
		given->pages = next;
	}
	reader_free(given->reader);
}

static bool
push(struct given *given, const char *text)
{
	return reader_push(given->reader, text_of(text), &given->why);
}

static bool
finish(struct given *given)
{
	return reader_finish(given->reader, &given->end, &given->why);
}

static void
push_record(struct given *given, const char *identifier, const char *datestamp,
    const char *rest_of_header, const char *rest)
{
	struct buffer text;

	buffer_init(&text, 0);
	buffer_printf(&text,
	    "<record><header><identifier>%s</identifier><datestamp>%s"
	    "</datestamp>%s</header>%s</record>",
	    identifier, datestamp, rest_of_header, rest);
	assert_true(push(given, text.bytes));
	buffer_fini(&text);
}

/* Of a response with this one record. */
static void
hashes_of(const char *datestamp, const char *rest_of_header, const char *rest,
    int64_t *content, int64_t *header)
{
	struct given given;

	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST));
	push_record(&given, "x", datestamp, rest_of_header, rest);
	assert_true(push(&given, END));
	assert_true(finish(&given));
	assert_int_equal(given.records, 1);
	*content = given.pages->records->content_hash;
	*header = given.pages->records->header_hash;
	given_fini(&given);
}

static void
hashes_change_with_what_they_cover(void **state)
{
#define META "<metadata><a/></metadata>"
	static const struct {
		const char *datestamp;
		const char *rest_of_header;
		const char *rest;
		bool same_content;
		bool same_header;
	} rows[] = {
		{ "2024", "<setSpec>a</setSpec>", META, true, true },
		{ " 2024\n", "<setSpec> a </setSpec>",
		    "<metadata>\n<a></a><!-- c --></metadata>", true, true },
		{ "2025", "<setSpec>a</setSpec>", META, true, false },
		{ "2024", "<setSpec>b</setSpec>", META, true, false },
		{ "2024", "<setSpec>a</setSpec><setSpec>b</setSpec>", META,
		    true, false },
		{ "2024", "", META, true, false },
		{ "2024", "<setSpec>a</setSpec>",
		    "<metadata><a b=''/></metadata>", false, true },
		{ "2024", "<setSpec>a</setSpec>", META "<about><b/></about>",
		    false, true },
		{ "2024", "<setSpec>a</setSpec>",
		    "<metadata><a> </a></metadata>", false, true },
	};
	int64_t content;
	int64_t header;

	(void)state;
	hashes_of("2024", "<setSpec>a</setSpec>", META, &content, &header);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t other_content;
		int64_t other_header;

		hashes_of(rows[i].datestamp, rows[i].rest_of_header,
		    rows[i].rest, &other_content, &other_header);
		if ((other_content == content) != rows[i].same_content ||
		    (other_header == header) != rows[i].same_header)
			fail_msg("row %zu", i);
	}
}

static void
a_long_list_comes_in_batches(void **state)
{
	struct given given;

	(void)state;
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST));
	for (unsigned i = 0; i < 2 * PAGE_BATCH_RECORDS + 1; i++)
		push_record(
		    &given, "x", "2024-01-01", "", "<metadata><a/></metadata>");
	assert_int_equal(given.page_count, 2);
	assert_int_equal(given.pages->record_count, PAGE_BATCH_RECORDS);
	assert_false(given.pages->is_end);
	assert_true(push(&given, END));
	assert_true(finish(&given));
	assert_int_equal(given.page_count, 3);
	assert_int_equal(given.pages->record_count, 1);
	assert_true(given.pages->is_end);
	assert_int_equal(given.end.records, 2 * PAGE_BATCH_RECORDS + 1);
	given_fini(&given);
}

static void
a_heavy_list_comes_in_batches(void **state)
{
	static char text[MIB];
	struct buffer metadata;
	struct given given;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	buffer_init(&metadata, 0);
	buffer_printf(&metadata, "<metadata><a>%s</a></metadata>", text);
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST));
	for (unsigned i = 0; i < 9; i++)
		push_record(&given, "x", "2024-01-01", "", metadata.bytes);
	buffer_fini(&metadata);
	assert_true(push(&given, END));
	assert_true(finish(&given));
	assert_true(given.page_count >= 3);
	assert_int_equal(given.records, 9);
	for (struct page *page = given.pages; page != NULL; page = page->next) {
		assert_int_equal(page->bytes, arena_held(page->arena));
		assert_true(page->bytes < PAGE_BATCH_BYTES + 2 * MIB);
	}
	given_fini(&given);
}

static void
what_is_held_goes_with_record_and_page(void **state)
{
	static char text[MIB];
	struct given given;
	size_t empty;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	given_init(&given, OAI_LIST_RECORDS);
	reader_limit_batches(given.reader, 64 * KIB);
	empty = reader_held(given.reader);
	assert_true(empty < KIB);
	assert_true(push(&given,
	    LIST "<record><header><identifier>x</identifier><datestamp>2024"
		 "</datestamp></header><metadata><a>"));
	for (unsigned i = 1; i <= 4; i++) {
		assert_true(push(&given, text));
		/* As it came, and as it is written. */
		assert_true(reader_held(given.reader) >= 2 * i * (MIB - 1));
		assert_true(reader_held(given.reader) <= 4 * i * MIB + MIB);
	}
	assert_true(push(&given, "</a></metadata></record>"));
	assert_true(reader_held(given.reader) >= 8 * (MIB - 1));
	/* The next one gives out the page with it, and the memory for it. */
	push_record(&given, "y", "2024", "", "<metadata><a/></metadata>");
	assert_int_equal(given.page_count, 1);
	assert_true(given.pages->bytes >= 4 * (MIB - 1));
	assert_true(reader_held(given.reader) <= 2 * KEPT_BYTES);
	assert_true(push(&given, END));
	assert_true(finish(&given));
	assert_true(reader_held(given.reader) <= 2 * KEPT_BYTES);
	given_fini(&given);
}

static void
after_a_failure_only_what_was_full_was_given(void **state)
{
	struct given given;

	(void)state;
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST));
	for (unsigned i = 0; i < PAGE_BATCH_RECORDS + 7; i++)
		push_record(
		    &given, "x", "2024-01-01", "", "<metadata><a/></metadata>");
	assert_false(finish(&given));
	assert_int_equal(given.why.kind, FAULT_MALFORMED);
	assert_int_equal(given.page_count, 1);
	assert_false(given.pages->is_end);
	assert_true(given.end.has_instant);
	assert_int_equal(given.end.instant, 1709164801);
	given_fini(&given);
}

static void
a_record_holds_what_was_served(void **state)
{
	struct given given;
	const struct record *record;

	(void)state;
	given_init(&given, OAI_GET_RECORD);
	assert_true(push(&given, BEGIN "<GetRecord>"));
	push_record(&given, " oai:x:1 ", "2024-02-29",
	    "<setSpec>b</setSpec><setSpec/><setSpec>a:c</setSpec>",
	    "<metadata> <m>t</m> </metadata><about><p/></about>");
	assert_true(push(&given, "</GetRecord></OAI-PMH>"));
	assert_true(finish(&given));
	record = given.pages->records;
	assert_null(record->next);
	assert_true(text_is(record->identifier, "oai:x:1"));
	assert_true(text_is(record->datestamp, "2024-02-29"));
	assert_true(record->has_instant);
	assert_int_equal(record->instant, 1709164800);
	assert_int_equal(record->status, RECORD_LIVE);
	assert_int_equal(record->set_spec_count, 2);
	assert_true(text_is(record->set_specs[0], "b"));
	assert_true(text_is(record->set_specs[1], "a:c"));
	assert_true(text_is(record->metadata,
	    "<m xmlns=\"http://www.openarchives.org/OAI/2.0/\">t</m>"));
	assert_int_equal(record->about_count, 1);
	given_fini(&given);
}

/* The parser is fed in pieces: none may end within a character. Ampersands
 * grow on the way, so that there is more to feed than has come. */
static void
characters_of_several_bytes_stay_whole(void **state)
{
	(void)state;
	for (unsigned shift = 0; shift < 4; shift++) {
		struct given given;
		struct buffer text;

		buffer_init(&text, 0);
		buffer_printf(
		    &text, "<metadata><a b='%.*s'>", (int)shift, "xxx");
		while (text.length < 5 * PARSE_CHUNK)
			buffer_add_string(
			    &text, "& \xf0\x9f\x98\x80\xe4\xb8\xad");
		buffer_add_string(&text, "</a></metadata>");
		given_init(&given, OAI_LIST_RECORDS);
		assert_true(push(&given, LIST));
		push_record(&given, "x", "2024-01-01", "", text.bytes);
		assert_true(push(&given, END));
		assert_true(finish(&given));
		assert_int_equal(given.records, 1);
		assert_int_equal(given.end.repairs[REPAIR_UTF8], 0);
		assert_true(text_is_utf8(given.pages->records->metadata));
		assert_null(memmem(given.pages->records->metadata.bytes,
		    given.pages->records->metadata.length, "\xef\xbf\xbd", 3));
		given_fini(&given);
		buffer_fini(&text);
	}
}

static void
an_identifier_may_have_just_so_many_bytes(void **state)
{
	char identifier[IDENTIFIER_BYTES + 2];

	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct given given;

		memset(identifier, 'i', sizeof(identifier));
		identifier[IDENTIFIER_BYTES + more] = '\0';
		given_init(&given, OAI_LIST_RECORDS);
		assert_true(push(&given, LIST));
		push_record(&given, identifier, "2024-01-01", "",
		    "<metadata><a/></metadata>");
		assert_true(push(&given, END));
		assert_true(finish(&given));
		assert_int_equal(given.end.records, 1 - more);
		assert_int_equal(given.end.rejects, more);
		given_fini(&given);
	}
}

static void
a_reject_is_cut_but_says_how_long_it_was(void **state)
{
	static char rest[2 * REJECT_BYTES];
	struct given given;
	const struct reject *reject;

	(void)state;
	memset(rest, 'x', sizeof(rest) - 1);
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST));
	push_record(&given, "x", "2024-01-01", "", rest);
	assert_true(push(&given, END));
	assert_true(finish(&given));
	reject = given.pages->rejects;
	assert_int_equal(given.pages->reject_count, 1);
	assert_true(text_is(reject->identifier, "x"));
	assert_int_equal(reject->bytes.length, REJECT_BYTES);
	assert_true(reject->length > sizeof(rest));
	assert_memory_equal(reject->bytes.bytes, "<record>", 8);
	given_fini(&given);
}

static void
the_gravest_error_decides(void **state)
{
	struct given given;

	(void)state;
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given,
	    BEGIN "<error code=\"noRecordsMatch\">a</error>"
		  "<error code=\"badGranularity\">b</error>"
		  "<error code=\"strange\">c</error></OAI-PMH>"));
	assert_true(finish(&given));
	assert_int_equal(given.end.error, OAI_ERROR_BAD_ARGUMENT);
	assert_true(text_is(given.end.error_text, "b"));
	assert_int_equal(given.page_count, 1);
	assert_true(given.pages->is_end);
	given_fini(&given);
}

static void
a_size_that_no_list_has_is_not_said(void **state)
{
	static const struct {
		const char *said;
		int64_t read;
	} rows[] = {
		{ "0", 0 },
		{ " 4242 ", 4242 },
		{ "1000000000000", 1000000000000 },
		{ "1000000000001", -1 },
		{ "9223372036854775807", -1 },
		{ "9223372036854775808", -1 },
		{ "-1", -1 },
		{ "many", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buffer text;
		struct given given;

		buffer_init(&text, 0);
		buffer_printf(&text,
		    LIST
		    "<resumptionToken completeListSize='%s' cursor='%s'/>" END,
		    rows[i].said, rows[i].said);
		given_init(&given, OAI_LIST_RECORDS);
		assert_true(push(&given, text.bytes));
		assert_true(finish(&given));
		assert_int_equal(given.end.complete_list_size, rows[i].read);
		assert_int_equal(given.end.cursor, rows[i].read);
		given_fini(&given);
		buffer_fini(&text);
	}
}

static void
an_empty_body_is_no_response(void **state)
{
	struct given given;

	(void)state;
	given_init(&given, OAI_IDENTIFY);
	assert_false(finish(&given));
	assert_int_equal(given.why.kind, FAULT_MALFORMED);
	assert_string_equal(given.why.text, "it is empty");
	given_fini(&given);
}

static void
a_failure_stays(void **state)
{
	static char blank[PROLOG_BYTES];
	struct given given;

	(void)state;
	given_init(&given, OAI_LIST_RECORDS);
	/* Until so many bytes are there, a declaration may still come. */
	assert_true(push(&given, "<html>"));
	memset(blank, ' ', sizeof(blank) - 1);
	assert_false(push(&given, blank));
	assert_string_equal(
	    given.why.text, "not an OAI-PMH response: an HTML page");
	assert_false(push(&given, LIST END));
	assert_false(finish(&given));
	assert_int_equal(given.why.kind, FAULT_MALFORMED);
	assert_int_equal(given.page_count, 0);
	given_fini(&given);
}

static void
a_reader_may_be_freed_at_any_time(void **state)
{
	struct given given;

	(void)state;
	reader_free(NULL);
	given_init(&given, OAI_LIST_RECORDS);
	given_fini(&given);
	given_init(&given, OAI_LIST_RECORDS);
	assert_true(push(&given, LIST "<record><header><identifier>x"));
	given_fini(&given);
}

static void
names_are_those_of_the_specification(void **state)
{
	(void)state;
	assert_string_equal(oai_error_name(OAI_ERROR_BAD_RESUMPTION_TOKEN),
	    "badResumptionToken");
	assert_string_equal(
	    oai_error_name(OAI_ERROR_NO_RECORDS_MATCH), "noRecordsMatch");
	for (unsigned i = 0; i < REPAIR_COUNT; i++)
		assert_true(strlen(repair_name(i)) > 0);
}

TESTS(TEST(hashes_change_with_what_they_cover),
    TEST(a_long_list_comes_in_batches), TEST(a_heavy_list_comes_in_batches),
    TEST(what_is_held_goes_with_record_and_page),
    TEST(after_a_failure_only_what_was_full_was_given),
    TEST(a_record_holds_what_was_served),
    TEST(characters_of_several_bytes_stay_whole),
    TEST(an_identifier_may_have_just_so_many_bytes),
    TEST(a_reject_is_cut_but_says_how_long_it_was),
    TEST(the_gravest_error_decides), TEST(a_size_that_no_list_has_is_not_said),
    TEST(an_empty_body_is_no_response), TEST(a_failure_stays),
    TEST(a_reader_may_be_freed_at_any_time),
    TEST(names_are_those_of_the_specification))
