#include <string.h>

#include "oai/reader.h"
#include "test.h"

static void
ignore_page(void *context, struct page *page)
{
	(void)context;
	page_free(page);
}

static const struct reader_events events = { .page = ignore_page };

/* What came, and how it is called. */
static void
a_stranger_is_called_by_its_own_words(void **state)
{
	static const struct {
		const char *came, *words;
		bool is_page;
	} rows[] = {
		{ "<html><head><title>Maintenance</title>", "Maintenance",
		    true },
		{ "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n"
		  "<TITLE lang=en>\n We are\r\n\t back  at noon </TITLE>",
		    "We are back at noon", true },
		{ "<!doctype html><body>no title", "", true },
		{ "<html><title>cut off", "cut off", true },
		{ "<html><title", "", true },
		{ "<html><title></title>", "", true },
		{ "  {\"error\": \"no such endpoint\"}",
		    "{\"error\": \"no such endpoint\"}", false },
		{ "Fatal error: Call to a member function\non null",
		    "Fatal error: Call to a member function on null", false },
		{ "\x1b[31mred", "\\x1B[31mred", false },
		{ "<rss><title>News</title></rss>", "", false },
		{ "", "", false },
		{ " \n ", "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reader *reader =
		    reader_new(OAI_LIST_RECORDS, &events, NULL);
		char words[READER_WORDS_SIZE];
		struct response_end end;
		struct fault why;

		if (reader_push(reader, text_of(rows[i].came), &why))
			assert_false(reader_finish(reader, &end, &why));
		assert_int_equal(reader_words(reader, words), rows[i].is_page);
		assert_string_equal(words, rows[i].words);
		reader_free(reader);
	}
}

static void
long_words_are_cut(void **state)
{
	struct reader *reader = reader_new(OAI_LIST_RECORDS, &events, NULL);
	char words[READER_WORDS_SIZE];
	char text[5000];
	struct fault why;

	(void)state;
	memset(text, 'x', sizeof(text));
	(void)!reader_push(reader, (struct text){ text, sizeof(text) }, &why);
	assert_false(reader_words(reader, words));
	assert_int_equal(strlen(words), 80);
	reader_free(reader);
}

TESTS(TEST(a_stranger_is_called_by_its_own_words), TEST(long_words_are_cut))
