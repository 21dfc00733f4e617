#include "normalise/dim.h"
#include "normalise/format.h"
#include "normalise/slice.h"

/*
 * DSpace's inner format: elements inside elements, named schema, element,
 * qualifier (if there is one) and language, with fields in the last of them.
 * Beside the schemas, "bundles" has the files and "others" the rest.
 */

static const struct node *
element_of(const struct node *inside, const char *name)
{
	const struct node *node = node_child(inside, "element");

	while (node != NULL && !slice_is(node_attribute(node, "name"), name))
		node = node_next(node, "element");
	return node;
}

static struct text
field_of(const struct node *element, const char *name)
{
	const struct node *node = node_child(element, "field");

	while (node != NULL && !slice_is(node_attribute(node, "name"), name))
		node = node_next(node, "field");
	return node == NULL ? (struct text){ 0 } : node->value;
}

/* The authority of a value is the next field but for other values. */
static struct text
authority_of(const struct node *value)
{
	for (const struct node *node = value->next; node != NULL;
	     node = node->next) {
		if (slice_is(node_attribute(node, "name"), "value"))
			break;
		if (slice_is(node_attribute(node, "name"), "authority"))
			return node->value;
	}
	return (struct text){ 0 };
}

static void
claim_values(struct draft *draft, const struct node *element,
    const struct dim_field *field)
{
	struct dim_field one = *field;

	for (const struct node *node = node_child(element, "field");
	     node != NULL; node = node_next(node, "field")) {
		if (!slice_is(node_attribute(node, "name"), "value"))
			continue;
		one.value = node->value;
		one.authority = authority_of(node);
		dim_field_claim(draft, &one);
	}
}

/* "none", "en_US"; DSpace always has it, copies of its format do not. */
static bool
is_language(const struct dim_field *field, struct text name)
{
	struct dim_field qualified = *field;
	struct dim_row row;
	struct text tag = slice_until(name, "_-");

	if (slice_is(name, "none") || slice_is(name, "*"))
		return true;
	qualified.qualifier = name;
	return tag.length >= 2 && tag.length <= 3 &&
	    !dim_find(&qualified, &row);
}

/* Below an element of a schema: a qualifier or a language. */
static void
claim_element(
    struct draft *draft, const struct node *element, struct dim_field *field)
{
	claim_values(draft, element, field);
	for (const struct node *node = node_child(element, "element");
	     node != NULL; node = node_next(node, "element")) {
		struct dim_field inner = *field;
		struct text name = node_attribute(node, "name");

		if (node_child(node, "element") == NULL &&
		    is_language(field, name)) {
			inner.language = name;
			claim_values(draft, node, &inner);
			continue;
		}
		inner.qualifier = name;
		claim_values(draft, node, &inner);
		for (const struct node *last = node_child(node, "element");
		     last != NULL; last = node_next(last, "element")) {
			inner.language = node_attribute(last, "name");
			claim_values(draft, last, &inner);
		}
	}
}

static void
claim_schema(struct draft *draft, const struct node *schema)
{
	for (const struct node *node = node_child(schema, "element");
	     node != NULL; node = node_next(node, "element")) {
		struct dim_field field = {
			.schema = node_attribute(schema, "name"),
			.element = node_attribute(node, "name"),
		};

		claim_element(draft, node, &field);
	}
}

static void
claim_file(struct draft *draft, const struct node *file)
{
	struct text size = field_of(file, "size");

	draft_say(draft, ELEMENT_IDENTIFIER, QUALIFIER_FULL_TEXT,
	    field_of(file, "url"));
	draft_say(
	    draft, ELEMENT_FORMAT, QUALIFIER_NONE, field_of(file, "format"));
	if (slice_is_digits(size))
		draft_say(draft, ELEMENT_FORMAT, QUALIFIER_EXTENT,
		    memory_join(draft->arena, size, TEXT(" bytes")));
}

/* What was uploaded; texts and thumbnails are made from it. */
static void
claim_bundles(struct draft *draft, const struct node *bundles)
{
	for (const struct node *bundle = node_child(bundles, "element");
	     bundle != NULL; bundle = node_next(bundle, "element")) {
		const struct node *file;

		if (!slice_is(field_of(bundle, "name"), "ORIGINAL"))
			continue;
		file = node_child(element_of(bundle, "bitstreams"), "element");
		for (; file != NULL; file = node_next(file, "element"))
			claim_file(draft, file);
	}
}

/* What DSpace 7 itself says about who may read it. */
static void
claim_others(struct draft *draft, const struct node *others)
{
	const struct node *status = element_of(others, "access-status");

	draft_say(draft, ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    field_of(status, "value"));
	draft_say(draft, ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    field_of(status, "embargo"));
}

void
xoai_claim(struct draft *draft, const struct node *root)
{
	for (const struct node *node = node_child(root, "element");
	     node != NULL; node = node_next(node, "element")) {
		struct text name = node_attribute(node, "name");

		if (slice_is(name, "bundles"))
			claim_bundles(draft, node);
		else if (slice_is(name, "others"))
			claim_others(draft, node);
		else if (!slice_is(name, "repository") &&
		    !slice_is(name, "license"))
			claim_schema(draft, node);
	}
}
