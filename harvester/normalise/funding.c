#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/relation.h"
#include "normalise/slice.h"
#include "normalise/sponsor.h"
#include "normalise/table.h"
#include "normalise/trace.h"

/*
 * Formats call one funder differently ("EC", "European Commission"): what two
 * origins say with one number is one grant. Two funders may well count alike,
 * so inside an origin both are kept.
 */
struct grants {
	struct draft *draft;
	struct table numbers; /* of const struct origin * that said it first */
	struct table seen;    /* of "number funder" */
	struct buffer bytes;
	struct json json;
	const struct claim *first;
};

static bool
is_new(
    struct grants *grants, const struct grant *grant, const struct claim *claim)
{
	struct draft *draft = grants->draft;
	const struct origin *origin;
	struct text number;

	buffer_reset(&draft->scratch);
	fold_key(&draft->scratch, draft_key(grant->grant));
	number = draft_take_scratch(draft);
	origin = table_find(&grants->numbers, number);
	if (number.length > 0 && origin != NULL && origin != claim->origin)
		return false;
	if (number.length > 0)
		(void)table_add(
		    &grants->numbers, number, (void *)(uintptr_t)claim->origin);
	buffer_add_text(&draft->scratch, number);
	buffer_add_char(&draft->scratch, '/');
	fold_key(&draft->scratch, draft_key(grant->funder));
	return table_add(&grants->seen, draft_take_scratch(draft), draft);
}

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
add(struct grants *grants, const struct grant *grant, const struct claim *claim)
{
	struct json *json = &grants->json;

	if (!is_new(grants, grant, claim))
		return;
	if (grants->first == NULL)
		grants->first = claim;
	if (grants->draft->trace != NULL)
		trace_element(grants->draft, "funding", grants->seen.count - 1,
		    claim,
		    claim->grant != NULL ? "in parts, as served"
					 : "a number with its funder");
	json_object(json);
	write_part(json, "funder", grant->funder);
	write_part(json, "funder_id", grant->funder_id);
	write_part(json, "programme", grant->programme);
	write_part(json, "grant", grant->grant);
	write_part(json, "title", grant->title);
	write_part(json, "acronym", grant->acronym);
	write_part(json, "jurisdiction", grant->jurisdiction);
	json_end(json);
}

static void
add_relation(struct grants *grants, const struct claim *claim)
{
	struct grant grant;

	if (relation_read_grant(grants->draft->arena, claim->value, &grant))
		add(grants, &grant, claim);
}

static void
add_funding(struct grants *grants, const struct claim *claim)
{
	struct arena *arena = grants->draft->arena;
	struct grant grant = { .grant = claim->value };
	struct grant read;

	if (claim->grant != NULL)
		grant = *claim->grant;
	if (relation_read_grant(arena, grant.grant, &read))
		grant = read;
	if (grant.funder.length + grant.funder_id.length + grant.grant.length +
		grant.title.length >
	    0)
		add(grants, &grant, claim);
}

static void
add_description(struct grants *grants, const struct claim *claim)
{
	struct grant grant;

	if ((claim->qualifier == QUALIFIER_NONE ||
		claim->qualifier == QUALIFIER_NOTE) &&
	    sponsor_read(grants->draft, claim->value, &grant))
		add(grants, &grant, claim);
}

static void
add_all(struct grants *grants)
{
	const struct draft *draft = grants->draft;

	for (const struct claim *claim = draft->claims[ELEMENT_FUNDING];
	     claim != NULL; claim = claim->next)
		add_funding(grants, claim);
	for (const struct claim *claim = draft->claims[ELEMENT_RELATION];
	     claim != NULL; claim = claim->next)
		add_relation(grants, claim);
	if (!text_is(draft->platform, "dspace"))
		return;
	for (const struct claim *claim = draft->claims[ELEMENT_DESCRIPTION];
	     claim != NULL; claim = claim->next)
		add_description(grants, claim);
}

void
funding_field(struct draft *draft)
{
	struct grants grants = { .draft = draft };

	if (draft->claims[ELEMENT_FUNDING] == NULL &&
	    draft->claims[ELEMENT_RELATION] == NULL &&
	    draft->claims[ELEMENT_DESCRIPTION] == NULL)
		return;
	table_init(&grants.numbers, draft->arena);
	table_init(&grants.seen, draft->arena);
	buffer_init(&grants.bytes, 0);
	json_init(&grants.json, &grants.bytes);
	json_array(&grants.json);
	add_all(&grants);
	json_end(&grants.json);
	if (grants.first != NULL) {
		draft->item->funding =
		    memory_copy(draft->arena, buffer_text(&grants.bytes));
		draft_explain(draft, "funding", grants.first,
		    "all grants, each number once");
	}
	buffer_fini(&grants.bytes);
}
