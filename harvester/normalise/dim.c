#include "normalise/dim.h"
#include "normalise/format.h"

/*
 * DSpace Intermediate Metadata: a field each, with schema, element and
 * qualifier; dim_field.c says what they mean.
 */
static struct text
language_of(const struct node *node)
{
	struct text language = node_attribute(node, "lang");

	return language.length > 0 ? language : node->language;
}

void
dim_claim(struct draft *draft, const struct node *root)
{
	for (const struct node *node = node_child(root, "field"); node != NULL;
	     node = node_next(node, "field"))
		dim_field_claim(draft,
		    &(struct dim_field){
			.schema = node_attribute(node, "mdschema"),
			.element = node_attribute(node, "element"),
			.qualifier = node_attribute(node, "qualifier"),
			.language = language_of(node),
			.authority = node_attribute(node, "authority"),
			.value = node->value,
		    });
}
