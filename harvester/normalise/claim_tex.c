#include <string.h>

#include "normalise/claim_tex.h"
#include "normalise/tex_accent.h"

static bool
may_have_tex(enum element element)
{
	return element == ELEMENT_TITLE || element == ELEMENT_CREATOR ||
	    element == ELEMENT_CONTRIBUTOR || element == ELEMENT_DESCRIPTION;
}

/* arXiv's titles, names and abstracts are TeX. */
static bool
is_tex(const struct draft *draft)
{
	return text_is(draft->platform, "arxiv") ||
	    strcmp(draft->origin->format, "arxiv") == 0;
}

static const struct person *
read_person(struct draft *draft, const struct person *person)
{
	struct arena *arena = draft->arena;
	struct person *read = memory_take(arena, sizeof(*read));
	struct memory_list affiliation = { .arena = arena };

	*read = *person;
	read->family = tex_read(arena, person->family, is_tex(draft));
	read->given = tex_read(arena, person->given, is_tex(draft));
	for (size_t i = 0; i < person->affiliation.count; i++)
		memory_list_add(&affiliation,
		    tex_read(
			arena, person->affiliation.texts[i], is_tex(draft)));
	read->affiliation = draft_list(&affiliation);
	return read;
}

void
claim_tex_read(struct draft *draft, struct claim *claim)
{
	struct text served = claim->value;

	if (!may_have_tex(claim->element))
		return;
	claim->value = tex_read(draft->arena, served, is_tex(draft));
	if (claim->person != NULL)
		claim->person = read_person(draft, claim->person);
	if (!text_equals(claim->value, served))
		claim->with_tex = served;
}
