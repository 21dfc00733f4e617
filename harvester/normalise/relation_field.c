#include <string.h>

#include "base/limit.h"
#include "normalise/galley.h"
#include "normalise/relation.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/trace.h"

struct relations {
	struct draft *draft;
	struct table own;  /* identifiers of the item */
	struct table seen; /* of "rel scheme:value" */
	struct buffer bytes;
	struct json json;
	const struct claim *first;
};

static void
init(struct relations *relations, struct draft *draft)
{
	struct text_list own = draft->item->identifiers;

	*relations = (struct relations){ .draft = draft };
	table_init(&relations->own, draft->arena);
	table_init(&relations->seen, draft->arena);
	for (size_t i = 0; i < own.count; i++)
		(void)table_add(&relations->own, own.texts[i], draft);
	buffer_init(&relations->bytes, 0);
	json_init(&relations->json, &relations->bytes);
	json_array(&relations->json);
}

static bool
is_own(struct relations *relations, const struct identified *target)
{
	struct draft *draft = relations->draft;
	struct buffer *line = &draft->scratch;

	if (text_equals(target->value, draft->item->landing_url) ||
	    text_equals(target->value, draft->item->full_text_url))
		return true;
	buffer_reset(line);
	buffer_printf(line, "%s:", target->scheme);
	buffer_add_text(line, target->value);
	return table_find(&relations->own, buffer_text(line)) != NULL;
}

/* Dublin Core's word where it has one. */
static const char *
rel_of(const struct claim *claim, const struct relation *relation)
{
	if (claim->qualifier != QUALIFIER_NONE)
		return qualifier_name(claim->qualifier);
	if (relation->rel == NULL)
		return "relation";
	return strcmp(relation->rel, "reference") == 0 ? "references"
						       : relation->rel;
}

static void
add(struct relations *relations, const char *rel,
    const struct identified *target, const struct claim *claim)
{
	struct draft *draft = relations->draft;
	struct json *json = &relations->json;
	struct text key;

	buffer_reset(&draft->scratch);
	buffer_printf(&draft->scratch, "%s %s:", rel, target->scheme);
	buffer_add_text(&draft->scratch, target->value);
	key = draft_take_scratch(draft);
	if (!table_add(&relations->seen, key, draft))
		return;
	if (relations->first == NULL)
		relations->first = claim;
	if (draft->trace != NULL)
		trace_element(draft, "relations", relations->seen.count - 1,
		    claim, "it has an identifier");
	json_object(json);
	json_key(json, "rel");
	json_string(json, rel);
	json_key(json, "scheme");
	json_string(json, target->scheme);
	json_key(json, "value");
	json_text(json, target->value);
	json_end(json);
}

static void
add_claim(struct relations *relations, const struct claim *claim)
{
	struct draft *draft = relations->draft;
	struct relation relation;

	if (claim->value.length > URL_BYTES ||
	    claim->qualifier == QUALIFIER_SERIES || galley_is(draft, claim) ||
	    !relation_read(draft->arena, draft->vocabulary, claim->scheme,
		claim->value, &relation) ||
	    relation.target.scheme == NULL ||
	    (relation.rel != NULL && strcmp(relation.rel, "alternate") == 0) ||
	    is_own(relations, &relation.target))
		return;
	add(relations, rel_of(claim, &relation), &relation.target, claim);
}

void
relation_field(struct draft *draft)
{
	struct relations relations;

	if (draft->claims[ELEMENT_RELATION] == NULL)
		return;
	init(&relations, draft);
	for (const struct claim *claim = draft->claims[ELEMENT_RELATION];
	     claim != NULL; claim = claim->next)
		add_claim(&relations, claim);
	json_end(&relations.json);
	if (relations.first != NULL) {
		draft->item->relations =
		    memory_copy(draft->arena, buffer_text(&relations.bytes));
		draft_explain(draft, "relations", relations.first,
		    "all that have an identifier");
	}
	buffer_fini(&relations.bytes);
}
