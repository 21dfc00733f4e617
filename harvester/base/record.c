#include <assert.h>

#include "base/arena.h"
#include "base/record.h"

static const char *const rule_names[RULE_COUNT] = {
	[RULE_XML] = "xml",
	[RULE_NAMESPACE] = "namespace",
	[RULE_IDENTIFIER] = "identifier",
	[RULE_DATESTAMP] = "datestamp",
	[RULE_SET] = "set",
	[RULE_METADATA] = "metadata",
	[RULE_LIMIT] = "limit",
	[RULE_DATABASE] = "database",
	[RULE_ANSWER] = "answer",
};

const char *
rule_name(enum reject_rule rule)
{
	assert(rule < RULE_COUNT);
	return rule_names[rule];
}

void
page_free(struct page *page)
{
	if (page != NULL)
		arena_free(page->arena);
}
