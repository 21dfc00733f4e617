#ifndef TESTS_CLAIMS_H
#define TESTS_CLAIMS_H

#include <string.h>

#include "normalise/draft.h"
#include "with_vocabulary.h"

/*
 * Fields on their own: an item made by one of them of a few claims. Claims of
 * an origin stand together, the most trusted first; "old" is not current.
 */
struct said {
	const char *prefix; /* of the origin; NULL: the end */
	enum element element;
	enum qualifier qualifier;
	const char *value;
	const char *language;
	const char *scheme;
	const char *uri;
};

#define SAID(p, e, q, v)                                 \
	{                                                \
		.prefix = (p), .element = ELEMENT_##e,   \
		.qualifier = QUALIFIER_##q, .value = (v) \
	}

static inline void
claims_say(struct draft *draft, const struct said *said)
{
	const char *prefix = NULL;

	for (; said->prefix != NULL; said++) {
		if (prefix == NULL || strcmp(prefix, said->prefix) != 0) {
			struct origin *origin =
			    memory_take(draft->arena, sizeof(*origin));

			prefix = said->prefix;
			origin->metadata_prefix = text_of(prefix);
			origin->format = prefix;
			origin->is_current = strcmp(prefix, "old") != 0;
			draft_begin(draft, origin);
		}
		draft_claim(draft,
		    &(struct claim){ .element = said->element,
			.qualifier = said->qualifier,
			.value = text_of(said->value),
			.language = text_of(said->language),
			.scheme = text_of(said->scheme),
			.uri = text_of(said->uri) });
	}
}

/* Lives until the next one is made. */
static inline struct item
claims_make(const struct said *said, const char *platform,
    void (*const *fields)(struct draft *draft))
{
	struct item item = { 0 };
	struct draft draft;

	arena_reset(arena);
	draft_init(&draft, arena, vocabulary, &item);
	draft.platform = text_of(platform);
	draft.latest_year = 2030;
	claims_say(&draft, said);
	for (; *fields != NULL; fields++)
		(*fields)(&draft);
	item.issues = draft_list(&draft.issues);
	item.unmapped = draft_list(&draft.unmapped);
	json_end(&draft.why);
	item.why = memory_copy(arena, buffer_text(&draft.why_bytes));
	draft_fini(&draft);
	return item;
}

static inline void
claims_assert(struct text text, const char *expected)
{
	if (!text_is(text, expected))
		fail_msg("\"%.*s\" is not \"%s\"", (int)text.length,
		    text.length == 0 ? "" : text.bytes, expected);
}

#endif
