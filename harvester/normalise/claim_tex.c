#include <string.h>

#include "normalise/claim_tex.h"
#include "normalise/platform.h"
#include "normalise/tex_accent.h"

/* Prose and names; of what else may be an address, citations only, which have
 * blanks: a backslash of an address is its own. */
static bool
may_have_tex(const struct claim *claim)
{
	switch (claim->element) {
	case ELEMENT_TITLE:
	case ELEMENT_CREATOR:
	case ELEMENT_CONTRIBUTOR:
	case ELEMENT_DESCRIPTION:
		return true;
	case ELEMENT_SUBJECT:
	case ELEMENT_PUBLISHER:
	case ELEMENT_SOURCE:
		return !slice_is_web(claim->value);
	case ELEMENT_IDENTIFIER:
	case ELEMENT_RELATION:
		return !slice_is_web(claim->value) &&
		    slice_until(claim->value, " ").length < claim->value.length;
	default:
		return false;
	}
}

static bool
is_tex(const struct draft *draft)
{
	return platform_writes_tex(draft->platform) ||
	    strcmp(draft->origin->format, "arxiv") == 0;
}

static bool
has_command(struct text text)
{
	return text.length > 0 && memchr(text.bytes, '\\', text.length) != NULL;
}

static bool
person_has_tex(const struct person *person)
{
	if (has_command(person->family) || has_command(person->given))
		return true;
	for (size_t i = 0; i < person->affiliation.count; i++)
		if (has_command(person->affiliation.texts[i]))
			return true;
	return false;
}

/* Nearly all are as they were served: they are not copied. */
static const struct person *
read_person(struct draft *draft, const struct person *person)
{
	struct arena *arena = draft->arena;
	struct memory_list affiliation = { .arena = arena };
	struct person *read;

	if (!person_has_tex(person))
		return person;
	read = memory_take(arena, sizeof(*read));
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

	if (!may_have_tex(claim))
		return;
	claim->value = tex_read(draft->arena, served, is_tex(draft));
	if (claim->person != NULL)
		claim->person = read_person(draft, claim->person);
	if (!text_equals(claim->value, served))
		claim->with_tex = served;
}
