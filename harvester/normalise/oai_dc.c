#include "normalise/clean.h"
#include "normalise/oai_dc.h"

/* A prefix that nobody declared leaves the namespace none. */
static bool is_dublin_core(struct text namespace)
{
	return namespace.length == 0 ||
	    text_is(namespace, "http://purl.org/dc/elements/1.1/") ||
	    text_is(namespace, "http://purl.org/dc/elements/1.1") ||
	    text_is(namespace, "http://purl.org/dc/elements/1.0/");
}

static bool
find_element(const struct statement *statement, enum element *element)
{
	if (!is_dublin_core(statement->namespace))
		return false;
	for (int i = 0; i < ELEMENT_COUNT; i++) {
		if (text_is(statement->name, element_name((enum element)i))) {
			*element = (enum element)i;
			return true;
		}
	}
	return false;
}

static bool
may_have_markup(enum element element)
{
	return element == ELEMENT_TITLE || element == ELEMENT_DESCRIPTION;
}

void
oai_dc_claim(struct draft *draft, struct text metadata_prefix,
    const struct statements *statements)
{
	unsigned positions[ELEMENT_COUNT] = { 0 };

	for (const struct statement *statement = statements->first;
	     statement != NULL; statement = statement->next) {
		struct claim claim = {
			.language = statement->language,
			.metadata_prefix = metadata_prefix,
		};

		if (!find_element(statement, &claim.element))
			continue;
		claim.position = ++positions[claim.element];
		claim.value = may_have_markup(claim.element)
		    ? clean_markup(draft->arena, statement->value)
		    : clean_text(draft->arena, statement->value);
		if (claim.value.length > 0)
			draft_claim(draft, &claim);
	}
}
