#include <assert.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/citation.h"
#include "normalise/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_part(struct text value, struct text part)
{
	assert(part.length <= value.length);
	assert(part.length == 0 || !text_is_blank(part.bytes[0]));
	assert(text_is_utf8(part));
}

static void
check(struct text value, const struct citation *citation)
{
	check_part(value, citation->container);
	check_part(value, citation->volume);
	check_part(value, citation->issue);
	check_part(value, citation->page_start);
	check_part(value, citation->article_number);
	assert(citation->year.length == 0 || citation->year.length == 4 ||
	    citation->year.length == 9);
	assert(
	    citation->page_end.length == 0 || citation->page_start.length > 0);
}

/* A title and, behind a line's end, what cites it. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct citation_reader reader;
	struct text value = { (const char *)bytes, length };
	const char *end = length == 0 ? NULL : memchr(bytes, '\n', length);
	struct text title = { 0 };
	struct citation citation;
	struct text a;
	struct text b;

	if (!text_is_utf8(value))
		return 0;
	if (reader.arena == NULL)
		reader =
		    (struct citation_reader){ arena_new(NORMALISE_ARENA_BYTES),
			    vocabulary_new() };
	if (end != NULL) {
		title =
		    (struct text){ value.bytes, (size_t)(end - value.bytes) };
		value.bytes = end + 1;
		value.length -= title.length + 1;
	}
	/* Claims are cleaned before anybody reads them. */
	title = clean_text(reader.arena, title);
	value = clean_text(reader.arena, value);
	if (citation_source(&reader, value, &citation))
		check(value, &citation);
	if (citation_journal(&reader, value, &citation))
		check(value, &citation);
	if (citation_read(&reader, value, title, &citation))
		check(value, &citation);
	if (citation_series(&reader, value, &a, &b))
		assert(a.length > 0 && b.length > 0);
	if (citation_pages(&reader, value, &a, &b))
		assert(a.length > 0);
	arena_reset(reader.arena);
	return 0;
}
