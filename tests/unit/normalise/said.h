#ifndef SAID_H
#define SAID_H

#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/draft.h"
#include "test.h"

/* A draft for tests of single fields: what two formats said, one trusted more
 * than the other. */
static const struct origin rioxx = { { "rioxx", 5 }, "rioxx", true };
static const struct origin oai_dc = { { "oai_dc", 6 }, "oai_dc", true };

struct said {
	struct arena *arena;
	struct vocabulary *vocabulary;
	struct draft draft;
	struct item item;
};

static inline void
said_begin(struct said *said)
{
	*said = (struct said){ .arena = arena_new(NORMALISE_ARENA_BYTES),
		.vocabulary = vocabulary_new() };
	draft_init(&said->draft, said->arena, said->vocabulary, &said->item);
	said->draft.latest_year = 2030;
}

static inline void
said_end(struct said *said)
{
	draft_fini(&said->draft);
	vocabulary_free(said->vocabulary);
	arena_free(said->arena);
}

static inline void
say(struct said *said, enum element element, enum qualifier qualifier,
    const char *value)
{
	draft_say(&said->draft, element, qualifier, text_of(value));
}

static inline void
assert_said(struct text text, const char *expected)
{
	if (!text_is(text, expected)) {
		(void)fprintf(stderr, "found    %.*s\nexpected %s\n",
		    (int)text.length, text.bytes, expected);
		fail();
	}
}

/* Joined with "|". */
static inline void
assert_all_said(struct text_list list, const char *expected)
{
	struct buffer joined;

	buffer_init(&joined, 0);
	for (size_t i = 0; i < list.count; i++) {
		if (i > 0)
			buffer_add_char(&joined, '|');
		buffer_add_text(&joined, list.texts[i]);
	}
	assert_said(buffer_text(&joined), expected);
	buffer_fini(&joined);
}

#endif
