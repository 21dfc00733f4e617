#include "normalise/isbd.h"
#include "normalise/marcxml.h"
#include "normalise/number.h"
#include "normalise/relator.h"
#include "normalise/slice.h"

/*
 * 100, 110, 700, 710, 720: persons and bodies. $e and $4 say the role, $0 and
 * $1 (Invenio: $j) who it is, $u where he is.
 */

/* The first that makes it a creator, or else the first of all; words before
 * codes. */
static struct text
role_of(const struct draft *draft, const struct node *field)
{
	struct text word = { 0 };
	struct text code = { 0 };

	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next) {
		struct text role;

		if (!marc_is_code(subfield, "e4"))
			continue;
		role = isbd_strip(draft->vocabulary, subfield->value);
		if (relator_read(role) == RELATOR_CREATOR && role.length > 0)
			return role;
		if (marc_is_code(subfield, "4"))
			code = code.length > 0 ? code : role;
		else
			word = word.length > 0 ? word : role;
	}
	return word.length > 0 ? word : code;
}

static void
read_ids(struct draft *draft, const struct node *field, struct claim *claim,
    struct person *person)
{
	struct memory_list affiliation = { .arena = draft->arena };

	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next) {
		if (marc_is_code(subfield, "u"))
			memory_list_add(&affiliation, subfield->value);
		else if (marc_is_code(subfield, "01j") &&
		    person->orcid.length == 0)
			person->orcid = number_find_orcid(subfield->value);
	}
	person->affiliation = draft_list(&affiliation);
	claim->uri = marc_uri(field);
}

/* "Smith, John, Jr."; titles are no part of the name. */
static bool
is_suffix(struct text value)
{
	return slice_starts(value, "Jr") || slice_starts(value, "Sr") ||
	    slice_is(value, "II") || slice_is(value, "III");
}

static struct text
name_of(struct draft *draft, const struct node *field, bool is_body)
{
	struct text suffix =
	    isbd_strip(draft->vocabulary, marc_subfield(field, 'c'));
	struct text name = is_body ? marc_join(draft, field, "ab", ". ")
				   : marc_join(draft, field, "ab", " ");

	if (is_body || !is_suffix(suffix))
		return name;
	name = memory_join(draft->arena, name, TEXT(", "));
	return memory_join(draft->arena, name, suffix);
}

/* Those of 700 that have no role are authors beside the one of 100; without
 * him nobody knows. */
static enum relator
relator_of(
    const struct draft *draft, const struct marc_row *row, struct text role)
{
	if (role.length > 0 || row->element == ELEMENT_CREATOR)
		return relator_read(role);
	return row->tag[1] == '0' &&
		draft->positions[ELEMENT_CREATOR][QUALIFIER_NONE] > 0
	    ? RELATOR_CREATOR
	    : RELATOR_CONTRIBUTOR;
}

void
marc_read_name(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	bool is_body = row->tag[1] == '1';
	struct person person = {
		.role = role_of(draft, field),
		.is_organisation = is_body,
	};
	struct claim claim = { .person = &person };

	/* The author of another work, which is named in $t */
	if (marc_subfield(field, 't').length > 0)
		return;
	claim.value = name_of(draft, field, is_body);
	read_ids(draft, field, &claim, &person);
	relator_claim(draft, relator_of(draft, row, person.role), &claim);
}
