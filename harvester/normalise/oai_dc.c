#include "normalise/dcterms.h"
#include "normalise/format.h"

/*
 * Unqualified Dublin Core, OAI-PMH's mandatory format. What else is written in
 * it counts as well: dcterms.c has all the words.
 */
void
oai_dc_claim(struct draft *draft, const struct node *root)
{
	for (const struct node *node = root->first; node != NULL;
	     node = node->next)
		dc_element_claim(draft, root, node);
}
