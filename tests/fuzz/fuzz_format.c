#include <assert.h>

#include "base/limit.h"
#include "normalise/format.h"
#include "normalise/normalise.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_person(const struct person *person)
{
	assert(text_is_utf8(person->family) && text_is_utf8(person->given));
	assert(text_is_utf8(person->role) && text_is_utf8(person->orcid));
	for (size_t i = 0; i < person->affiliation.count; i++)
		assert(person->affiliation.texts[i].length > 0 &&
		    text_is_utf8(person->affiliation.texts[i]));
}

static void
check_claim(const struct claim *claim)
{
	assert(claim->value.length > 0 && text_is_utf8(claim->value));
	assert(text_is_utf8(claim->scheme) && text_is_utf8(claim->uri));
	assert(claim->position > 0 && claim->origin != NULL);
	if (claim->person != NULL)
		check_person(claim->person);
	if (claim->grant != NULL)
		assert(text_is_utf8(claim->grant->funder) &&
		    text_is_utf8(claim->grant->grant));
}

/* Whatever a format makes of a record, its claims are as draft.h says. */
static void
check_claims(struct arena *arena, const struct vocabulary *vocabulary,
    const struct node *root)
{
	const struct format *format = format_find(root);
	const struct origin origin = { .format = "any", .is_current = true };
	struct item item = { 0 };
	struct draft draft;

	if (format == NULL)
		return;
	draft_init(&draft, arena, vocabulary, &item);
	draft_begin(&draft, &origin);
	format->claim(&draft, root);
	for (int i = 0; i < ELEMENT_COUNT; i++)
		for (const struct claim *claim = draft.claims[i]; claim != NULL;
		     claim = claim->next)
			check_claim(claim);
	draft_fini(&draft);
}

static void
check_item(struct arena *arena, const struct vocabulary *vocabulary,
    struct text metadata)
{
	struct item_source source = {
		.metadata_prefix = TEXT("any"),
		.metadata = metadata,
	};
	struct normalise_what what = { .sources = &source, .count = 1 };
	struct item item;
	struct item again;

	normalise_item(arena, vocabulary, &what, &item);
	normalise_item(arena, vocabulary, &what, &again);
	assert(item.hash == again.hash);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text xml = { (const char *)bytes, length };
	struct fault why = { 0 };
	struct tree tree;

	if (vocabulary == NULL)
		vocabulary = vocabulary_new();
	if (text_is_utf8(xml) && tree_read(arena, xml, &tree, &why)) {
		check_claims(arena, vocabulary, tree.root);
		check_item(arena, vocabulary, xml);
	}
	arena_free(arena);
	return 0;
}
