#include <assert.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/normalise.h"
#include "normalise/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static size_t
check_nodes(const struct tree *tree)
{
	size_t count = 0;

	for (const struct node *node = tree->root; node != NULL;
	     node = node_walk(tree->root, node)) {
		assert(node->name.length > 0);
		assert(node->value.length == 0 || node->first == NULL);
		assert(text_is_utf8(node->value));
		assert(text_equals(text_trim(node->value), node->value));
		count++;
	}
	return count;
}

/* Whatever the metadata, there is an item, twice the same, and every text in
 * it is one that PostgreSQL takes. */
static void
check_item(struct arena *arena, const struct vocabulary *vocabulary,
    struct text metadata)
{
	struct item_source source = {
		.metadata_prefix = TEXT("oai_dc"),
		.metadata = metadata,
	};
	struct normalise_what what = { .sources = &source, .count = 1 };
	struct item item;
	struct item again;

	normalise_item(arena, vocabulary, &what, &item);
	normalise_item(arena, vocabulary, &what, &again);
	assert(item.hash == again.hash);
	assert(text_is_utf8(item.title) && text_is_utf8(item.statements));
	assert(text_is_utf8(item.why));
	assert(item.landing_url.length == 0 ||
	    memcmp(item.landing_url.bytes, "http", 4) == 0);
	for (size_t i = 0; i < item.identifiers.count; i++)
		assert(text_is_utf8(item.identifiers.texts[i]) &&
		    item.identifiers.texts[i].length <= ITEM_KEY_BYTES);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text xml = { (const char *)bytes, length };
	struct tree tree = { .count = SIZE_MAX };
	struct fault why = { 0 };

	if (vocabulary == NULL)
		vocabulary = vocabulary_new();
	if (tree_read(arena, xml, &tree, &why))
		assert(check_nodes(&tree) <= tree.count);
	else
		assert(why.kind != FAULT_NONE && tree.count == SIZE_MAX);
	if (text_is_utf8(xml))
		check_item(arena, vocabulary, xml);
	arena_free(arena);
	return 0;
}
