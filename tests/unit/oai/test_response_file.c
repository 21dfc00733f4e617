#include <string.h>

#include "base/limit.h"
#include "disk.h"
#include "oai/response_file.h"
#include "test.h"

#define NAMESPACE   " xmlns=\"http://www.openarchives.org/OAI/2.0/\""
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define ROOT        "<OAI-PMH" NAMESPACE ">"
#define HEADER(identifier)                                            \
	"<header status=\"\"><identifier>" identifier "</identifier>" \
	"<datestamp>2024-02-29</datestamp></header>"
#define RECORD(identifier)                                                    \
	"<record>" HEADER(identifier) "<metadata><m xmlns=\"m\"/></metadata>" \
				      "</record>"
#define LIST(records) "<ListRecords>" records "</ListRecords>"
#define RESPONSE(records) \
	DECLARATION ROOT "<request/>" LIST(records) "</OAI-PMH>\n"

/* All that metha's Go writes (encoding/xml) of a response that it read. */
#define BARE_RECORD(identifier)         \
	"<record" NAMESPACE ">" HEADER( \
	    identifier) "<metadata><m " \
			"xmlns=\"m\"/></metadata><about></about></record>"
#define BARE_TOKEN                                                           \
	"<resumptionToken completeListSize=\"\" cursor=\"\" expirationDate=" \
	"\"\"></resumptionToken>"
#define BARE(date, error, records)                                          \
	"<Response>" date "<request verb=\"ListRecords\" set=\"\" "         \
	"metadataPrefix=\"oai_dc\"></request>" error "<GetRecord><record>"  \
	"<header status=\"\"></header><metadata></metadata><about></about>" \
	"</record></GetRecord><Identify></"                                 \
	"Identify><ListIdentifiers>" BARE_TOKEN                             \
	"</ListIdentifiers><ListMetadataFormats>"                           \
	"</ListMetadataFormats><ListRecords>" records BARE_TOKEN            \
	"</ListRecords><ListSets>" BARE_TOKEN "</ListSets></Response>"
#define DATE     "<responseDate>2024-02-29T00:00:01Z</responseDate>"
#define NO_ERROR "<error code=\"\"></error>"

/* What came, in words. */
struct told {
	struct buffer words;
	unsigned open; /* pages since the last response that are not is_end */
};

static void
on_page(void *context, struct page *page)
{
	struct told *told = context;

	for (struct record *r = page->records; r != NULL; r = r->next) {
		buffer_add_text(&told->words, r->identifier);
		buffer_add_char(&told->words, ' ');
	}
	for (struct reject *r = page->rejects; r != NULL; r = r->next) {
		buffer_add_string(&told->words, "!");
		buffer_add_text(&told->words, r->identifier);
		buffer_add_char(&told->words, ' ');
		assert_int_not_equal(r->bytes.length, 0);
	}
	page_free(page);
}

static void
on_response(void *context, const struct response_end *end,
    const struct response_request *request, const struct fault *why)
{
	struct told *told = context;

	if (request->metadata_prefix.length > 0) {
		buffer_add_text(&told->words, request->metadata_prefix);
		buffer_add_char(&told->words, ' ');
	}
	if (request->set.length > 0) {
		buffer_add_text(&told->words, request->set);
		buffer_add_char(&told->words, ' ');
	}
	if (end->error != OAI_ERROR_NONE)
		buffer_printf(&told->words, "%s ", oai_error_name(end->error));
	if (end->other_verb.length > 0) {
		buffer_add_text(&told->words, end->other_verb);
		buffer_add_char(&told->words, ' ');
	}
	buffer_add_string(&told->words, why == NULL ? "." : "broken.");
}

static const struct response_file_events events = { on_page, on_response };

static void
read_file(struct told *told, struct text bytes, bool is_good)
{
	struct response_file *file =
	    response_file_new(disk_file(bytes), &events, told);
	bool is_end = false;
	bool is_well = true;
	struct fault why;

	buffer_init(&told->words, 0);
	while (!is_end)
		is_well = response_file_read(file, &is_end, &why);
	assert_int_equal(is_well, is_good);
	response_file_free(file);
}

static const struct {
	const char *bytes;
	const char *words;
} files[] = {
	{ "", "" },
	{ RESPONSE(RECORD("a") RECORD("b")), "a b ." },
	{ RESPONSE("") RESPONSE(RECORD("a")) RESPONSE(RECORD("b")), ".a .b ." },
	/* Without declarations, with prefixes, and with rubbish. */
	{ ROOT LIST(RECORD("a")) "</OAI-PMH>" ROOT LIST(
	      RECORD("b")) "</OAI-PMH  >\n\n",
	    "a .b ." },
	{ "<o:OAI-PMH xmlns:o=\"http://www.openarchives.org/OAI/2.0/\">"
	  "<o:ListRecords/></o:OAI-PMH >" RESPONSE(RECORD("b")),
	    ".b ." },
	{ "Warning: <b>x</b>" RESPONSE(RECORD("a")) "<hr>" RESPONSE(
	      RECORD("b")) "<p",
	    "a .b ." },
	{ "<?php x ?>" RESPONSE(RECORD("a")), "a ." },
	/* Another verb, an error, what was asked for. */
	{ ROOT "<GetRecord>" RECORD("a") "</GetRecord></OAI-PMH>", "a ." },
	{ ROOT "<Identify/></OAI-PMH>" RESPONSE(RECORD("b")),
	    "Identify broken.b ." },
	{ ROOT "<error code=\"badResumptionToken\">x</error></OAI-PMH>",
	    "badResumptionToken ." },
	{ ROOT "<request verb=\"ListRecords\" metadataPrefix=\" mods \" "
	       "set=\"s:t\">http://x/</request><ListRecords/></OAI-PMH>",
	    "mods s:t ." },
	/* metha's, one and several. */
	{ BARE(DATE, NO_ERROR, BARE_RECORD("a") BARE_RECORD("b")),
	    "a b oai_dc ." },
	{ BARE(DATE, NO_ERROR, BARE_RECORD("a"))
		BARE(DATE, NO_ERROR, BARE_RECORD("b")),
	    "a oai_dc .b oai_dc ." },
	{ BARE(DATE, NO_ERROR,
	      "<record" NAMESPACE "><header status=\"deleted\">"
	      "<identifier>a</identifier><datestamp>2024"
	      "</datestamp></header><metadata></metadata>"
	      "<about></about></record>"),
	    "a oai_dc ." },
	{ BARE(DATE, "<error code=\"noRecordsMatch\">no</error>", ""),
	    "oai_dc noRecordsMatch ." },
	{ BARE(DATE, NO_ERROR,
	      "<record" NAMESPACE
	      ">" HEADER("a") "<metadata><m></x></metadata>"
			      "<about></about></record>" BARE_RECORD("b")),
	    "b !a oai_dc ." },
	/* A web page that metha took for a response. */
	{ BARE("", NO_ERROR, ""), "oai_dc broken." },
	{ "<Response/>", "broken." },
	/* Not closed, and another follows. */
	{ DECLARATION ROOT "<ListRecords>" RECORD("a") RESPONSE(RECORD("b")),
	    "a broken.b ." },
	{ ROOT "<ListRecords>" RECORD("a") ROOT LIST(RECORD("b")) "</OAI-PMH>",
	    "a broken.b ." },
	{ ROOT "<ListRecords></x>" RECORD("a") RESPONSE(RECORD("b")),
	    "broken.b ." },
	/* In a record: the reader goes on behind it, in the one response. */
	{ DECLARATION ROOT "<ListRecords>" RECORD("a") "<record>" HEADER("b")
		RESPONSE(RECORD("c") RECORD("d")),
	    "a c d !b ." },
	/* The file ends in the middle. */
	{ ROOT "<ListRecords>" RECORD("a"), "a broken." },
	{ ROOT "<ListRecords>" RECORD("a") "<record>" HEADER("b") "<metadata>",
	    "a !b broken." },
	{ ROOT "<ListRecords>" RECORD("a") "<record><hea", "a ! broken." },
	/* What only looks like another response. */
	{ RESPONSE("<record>" HEADER("a") "<metadata><m "
					  "xmlns=\"m\"><![CDATA[" RESPONSE(
					      "") "]]></m></metadata></"
						  "record>" RECORD("b")),
	    "a b ." },
	{ RESPONSE("<record>" HEADER(
	      "a") "<metadata>" ROOT "<Response>"
		   "</Response></OAI-PMH></metadata></record>" RECORD("b")),
	    "a b ." },
	/* Nothing of ours. */
	{ "<html><body>no</body></html>", "broken." },
	{ "nothing at all", "broken." },
	{ "<html>" RESPONSE(RECORD("a")), "a ." },
};

#define FILES (sizeof(files) / sizeof(files[0]))

static void
expect_words(struct text bytes, const char *words)
{
	struct told told;

	read_file(&told, bytes, true);
	if (!text_is(buffer_text(&told.words), words))
		fail_msg("\"%s\" and not \"%s\" from %.*s",
		    told.words.length == 0 ? "" : told.words.bytes, words,
		    (int)bytes.length, bytes.bytes);
	buffer_fini(&told.words);
}

static void
responses_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++)
		expect_words(text_of(files[i].bytes), files[i].words);
}

/* Behind an empty response and blanks, so that a piece ends in front of its
 * byte at. */
static void
shift(struct buffer *into, struct text bytes, size_t at)
{
	static char blanks[PARSE_CHUNK];

	memset(blanks, '\n', sizeof(blanks));
	buffer_add_string(into, RESPONSE(""));
	buffer_add(into, blanks, PARSE_CHUNK - into->length - at);
	buffer_add_text(into, bytes);
}

static void
expect_shifted(struct text bytes, size_t at, const char *words)
{
	struct buffer shifted;
	struct told told;

	buffer_init(&shifted, 0);
	shift(&shifted, bytes, at);
	read_file(&told, buffer_text(&shifted), true);
	assert_int_equal(told.words.bytes[0], '.');
	assert_string_equal(told.words.bytes + 1, words);
	buffer_fini(&told.words);
	buffer_fini(&shifted);
}

/* Without those that begin with rubbish: behind a response it is passed over.
 */
static void
a_piece_may_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		struct text bytes = text_of(files[i].bytes);

		if (bytes.length == 0 || strchr("hnW", bytes.bytes[0]) ||
		    strncmp(bytes.bytes, "<html", 5) == 0)
			continue;
		for (size_t at = 1; at < bytes.length; at++)
			expect_shifted(bytes, at, files[i].words);
	}
}

static void
what_came_before_the_damage_is_given(void **state)
{
	struct buffer packed;
	struct told told;

	(void)state;
	buffer_init(&packed, 0);
	pack(&packed, TEXT(RESPONSE(RECORD("a") RECORD("b"))), AS_GZIP);
	pack(&packed, TEXT(RESPONSE(RECORD("c"))), AS_GZIP);
	packed.length -= 12;
	read_file(&told, buffer_text(&packed), false);
	assert_true(
	    text_equals((struct text){ told.words.bytes, 5 }, TEXT("a b .")));
	buffer_fini(&told.words);
	buffer_fini(&packed);
}

/* One response has no bound: neither its size nor its records. */
static void
a_file_may_be_large(void **state)
{
	struct buffer bytes;
	struct response_file *file;
	struct told told;
	bool is_end = false;
	size_t i;
	size_t count = 0;

	(void)state;
	buffer_init(&bytes, 0);
	buffer_init(&told.words, 0);
	buffer_add_string(&bytes, ROOT "<ListRecords>");
	for (i = 0; i < RECORDS + 1000; i++)
		buffer_printf(&bytes, RECORD("r%zu"), i);
	buffer_add_string(&bytes, "</ListRecords></OAI-PMH>");
	file =
	    response_file_new(disk_file(buffer_text(&bytes)), &events, &told);
	while (!is_end) {
		struct fault why;

		assert_true(response_file_read(file, &is_end, &why));
	}
	assert_int_equal(response_file_bytes(file), bytes.length);
	assert_int_equal(response_file_taken(file), bytes.length);
	for (i = 0; i < told.words.length; i++)
		count += told.words.bytes[i] == ' ';
	assert_int_equal(count, RECORDS + 1000);
	assert_int_equal(told.words.bytes[told.words.length - 1], '.');
	response_file_free(file);
	buffer_fini(&told.words);
	buffer_fini(&bytes);
}

TESTS(TEST(responses_are_told_apart), TEST(a_piece_may_end_anywhere),
    TEST(what_came_before_the_damage_is_given), TEST(a_file_may_be_large))
