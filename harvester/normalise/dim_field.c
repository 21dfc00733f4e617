#include <string.h>

#include "normalise/dim.h"
#include "normalise/slice.h"

static void
report_unknown(struct draft *draft, const struct dim_field *field)
{
	char name[DIM_NAME_SIZE];

	if ((dim_is_dublin_core(field) || slice_is(field->schema, "thesis") ||
		slice_is(field->schema, "oaire")) &&
	    dim_field_name(field, field->qualifier, name))
		draft_unmapped(draft, "element", text_of(name));
}

/* An ORCID, or a key with one in it: "will be generated::orcid::0000-...". */
static struct text
orcid_of(struct text authority)
{
	size_t length = strlen("0000-0002-1825-0097");
	struct text last;

	if (authority.length < length)
		return (struct text){ 0 };
	last = slice_from(authority, authority.length - length);
	return last.bytes[4] == '-' && last.bytes[9] == '-' &&
		last.bytes[14] == '-'
	    ? last
	    : (struct text){ 0 };
}

static struct person
person_of(const struct dim_field *field, enum dim_kind kind)
{
	struct person person = { .orcid = orcid_of(field->authority),
		.is_organisation = kind == DIM_BODY };

	if (kind == DIM_ROLE || kind == DIM_BODY)
		person.role = field->qualifier;
	return person;
}

static void
claim_row(struct draft *draft, const struct dim_field *field,
    const struct dim_row *row)
{
	const struct grant grant = { .grant = field->value };
	const struct person person = person_of(field, row->kind);
	struct claim claim = { .element = row->element,
		.qualifier = row->qualifier,
		.value = field->value,
		.language = field->language };

	if (row->kind == DIM_SCHEME)
		claim.scheme = field->qualifier;
	if (row->kind == DIM_GRANT)
		claim.grant = &grant;
	if (slice_is_web(field->authority))
		claim.uri = field->authority;
	if ((row->element == ELEMENT_CREATOR ||
		row->element == ELEMENT_CONTRIBUTOR) &&
	    person.role.length + person.orcid.length > 0)
		claim.person = &person;
	draft_claim(draft, &claim);
}

void
dim_field_claim(struct draft *draft, const struct dim_field *field)
{
	struct dim_field known = *field;
	struct dim_row row;

	if (slice_is(known.language, "none") || slice_is(known.language, "*"))
		known.language = (struct text){ 0 };
	if (!dim_find(&known, &row) && !dim_find_any(&known, &row))
		report_unknown(draft, &known);
	else if (row.element != ELEMENT_COUNT)
		claim_row(draft, &known, &row);
}
