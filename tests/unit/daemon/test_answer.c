#include <string.h>

#include "daemon/answer.h"
#include "test.h"

#define OAI                                                        \
	"<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">" \
	"<responseDate>2024-01-01T00:00:00Z</responseDate>"
#define ERROR(code) OAI "<error code=\"" code "\">as it is</error></OAI-PMH>"
#define PAGE(title) "<!DOCTYPE html><html><title>" title "</title></html>"

static void
ignore_page(void *context, struct page *page)
{
	(void)context;
	page_free(page);
}

static const struct reader_events events = { .page = ignore_page };

struct row {
	long status;
	const char *body;
	bool is_later;
	bool was_served;
	bool is_challenge;
	enum fault_kind kind; /* NONE: it is a page */
	const char *text;     /* of the fault, how it begins */
};

static const struct row rows[] = {
	{ 200, ERROR("noRecordsMatch"), .kind = FAULT_NONE },
	{ 404, ERROR("noRecordsMatch"), .kind = FAULT_NONE },
	{ 200, ERROR("noRecordsMatch"), .is_later = true, .kind = FAULT_NONE },
	{ 503, ERROR("noRecordsMatch"), .kind = FAULT_BUSY,
	    .text = "the repository is busy (HTTP 503)" },
	{ 200, ERROR("badArgument"), .kind = FAULT_PROTOCOL,
	    .text = "the repository answered badArgument: as it is" },
	{ 200, ERROR("badArgument"), .is_later = true, .kind = FAULT_TOKEN,
	    .text = "the repository answered badArgument: as it is" },
	{ 200, ERROR("cannotDisseminateFormat"), .kind = FAULT_PROTOCOL },
	{ 200, ERROR("cannotDisseminateFormat"), .was_served = true,
	    .kind = FAULT_NONE },
	{ 200, ERROR("cannotDisseminateFormat"), .was_served = true,
	    .is_later = true, .kind = FAULT_TOKEN },
	/* Walls. */
	{ 200, PAGE("Just a moment..."), .kind = FAULT_BLOCKED,
	    .text = "a wall against bots answered instead of the repository "
		    "(HTTP 200, \"Just a moment...\")" },
	{ 503, PAGE("Checking your browser"), .kind = FAULT_BLOCKED },
	{ 403, PAGE("Attention Required! | Cloudflare"), .kind = FAULT_BLOCKED,
	    .text = "a wall" },
	{ 403, "", .is_challenge = true, .kind = FAULT_BLOCKED,
	    .text = "a wall" },
	{ 200, OAI "<about><title>Access denied</title></about></OAI-PMH>",
	    .kind = FAULT_MALFORMED },
	/* Others. */
	{ 200, PAGE("Maintenance"), .kind = FAULT_MALFORMED,
	    .text = "not an OAI-PMH response: an HTML page "
		    "(\"Maintenance\")" },
	{ 200, "all is well", .kind = FAULT_MALFORMED,
	    .text = "not XML: it does not begin with a tag (\"all is "
		    "well\")" },
	{ 500, PAGE("Error"), .kind = FAULT_NETWORK,
	    .text = "the repository's server failed (HTTP 500)" },
	{ 403, PAGE("Forbidden"), .kind = FAULT_BLOCKED,
	    .text = "the repository refuses us (HTTP 403)" },
	{ 404, PAGE("Not Found"), .kind = FAULT_GONE },
	{ 404, PAGE("Not Found"), .is_later = true, .kind = FAULT_TOKEN },
};

static void
each_answer_is_what_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct reader *reader =
		    reader_new(OAI_LIST_RECORDS, &events, NULL);
		struct response response = { .status = row->status,
			.retry_after_seconds = -1,
			.is_challenge = row->is_challenge };
		struct fault broken = { .kind = FAULT_NONE };
		struct fault why = { .kind = FAULT_NONE };
		struct answer answer = { &response, reader, &broken,
			!row->is_later, row->was_served, false };
		struct response_end end = { 0 };

		(void)!reader_push(reader, text_of(row->body), &broken);
		assert_int_equal(
		    answer_judge(&answer, &end, &why), row->kind == FAULT_NONE);
		assert_int_equal(why.kind, row->kind);
		if (row->text != NULL)
			assert_non_null(strstr(why.text, row->text));
		reader_free(reader);
	}
}

TESTS(TEST(each_answer_is_what_it_is))
