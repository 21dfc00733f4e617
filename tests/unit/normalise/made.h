#ifndef MADE_H
#define MADE_H

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "normalise/normalise.h"
#include "with_vocabulary.h"

/* Items made of one record of Dublin Core. */

#define DC(inside)                                                      \
	"<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/" \
	"oai_dc/' xmlns:dc='http://purl.org/dc/elements/1.1/'>" inside  \
	"</oai_dc:dc>"
#define NOON 1500000000 /* in 2017 */

static inline struct item
normalise(const char *metadata)
{
	struct item_source source = {
		.metadata_prefix = TEXT("oai_dc"),
		.datestamp = TEXT("2017-07-14"),
		.has_instant = true,
		.instant = NOON,
		.metadata = text_of(metadata),
	};
	struct item item;

	normalise_item(arena, vocabulary,
	    &(struct normalise_what){ .sources = &source, .count = 1 }, &item);
	return item;
}

static inline void
assert_list(struct text_list list, const char *joined)
{
	struct buffer bytes;

	buffer_init(&bytes, 0);
	for (size_t i = 0; i < list.count; i++) {
		if (i > 0)
			buffer_add_char(&bytes, '|');
		buffer_add_text(&bytes, list.texts[i]);
	}
	buffer_add_char(&bytes, '\0');
	assert_string_equal(bytes.bytes, joined);
	buffer_fini(&bytes);
}

static inline void
assert_text(struct text text, const char *expected)
{
	char *copy = calloc(1, text.length + 1);

	assert_non_null(copy);
	if (text.length > 0)
		memcpy(copy, text.bytes, text.length);
	assert_string_equal(copy, expected);
	free(copy);
}

#endif
