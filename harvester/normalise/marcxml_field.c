#include "base/array.h"
#include "normalise/isbd.h"
#include "normalise/marcxml.h"
#include "normalise/slice.h"

/* What one field of MARC 21 says: readers of rows. */

/* $2, "[midonas]" too. */
static struct text
scheme_of(const struct node *field)
{
	return slice_strip(marc_subfield(field, '2'), "[]");
}

static void
claim(struct draft *draft, const struct marc_row *row, struct text value,
    struct text scheme)
{
	draft_claim(draft,
	    &(struct claim){ .element = row->element,
		.qualifier = row->qualifier,
		.value = value,
		.scheme = scheme });
}

/* What goes before a part of a title: it ends what is before it, or else its
 * own code says it. */
static const char *
before_part(const struct node *subfield, struct text last, bool has_number)
{
	if (marc_is_code(subfield, "n"))
		return ". ";
	if (marc_is_code(subfield, "p"))
		return has_number ? ", " : ". ";
	return slice_ends(last, "=") ? " = " : ": ";
}

void
marc_read_title(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text last = { 0 };
	bool has_number = false;

	buffer_reset(&draft->scratch);
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next) {
		if (!marc_is_code(subfield, row->codes))
			continue;
		isbd_add(&draft->scratch,
		    before_part(subfield, last, has_number),
		    isbd_strip(draft->vocabulary, subfield->value));
		has_number = marc_is_code(subfield, "n");
		last = subfield->value;
	}
	claim(draft, row, draft_take_scratch(draft), (struct text){ 0 });
}

/* A sentence keeps its full stop. */
static struct text
prose_of(struct draft *draft, const struct node *field, const char *codes)
{
	return slice_strip(marc_join_raw(draft, field, codes), " ,;:/=");
}

void
marc_read_joined(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	claim(
	    draft, row, prose_of(draft, field, row->codes), (struct text){ 0 });
}

/* Each on its own, without punctuation. */
void
marc_read_stripped(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, row->codes))
			claim(draft, row,
			    isbd_strip(draft->vocabulary, subfield->value),
			    (struct text){ 0 });
}

void
marc_read_publisher(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, row->codes))
			draft_say(draft, row->element, row->qualifier,
			    isbd_unbracket(isbd_strip(
				draft->vocabulary, subfield->value)));
}

/* The tag says which kind of note. */
void
marc_read_note(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	claim(draft, row, prose_of(draft, field, row->codes),
	    node_attribute(field, "tag"));
}

void
marc_read_term(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	draft_claim(draft,
	    &(struct claim){ .element = row->element,
		.qualifier = row->qualifier,
		.value = isbd_strip(
		    draft->vocabulary, marc_join_raw(draft, field, row->codes)),
		.scheme = scheme_of(field),
		.uri = marc_uri(field) });
}

/* "[2015]", "2015, c2014" */
static struct text
clean_date(const struct draft *draft, struct text value)
{
	return isbd_unbracket(
	    isbd_strip(draft->vocabulary, slice_until(value, ",")));
}

/* As printed; 008 has it as a code. */
void
marc_read_date(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	bool is_known = row->qualifier == QUALIFIER_ISSUED &&
	    draft->positions[ELEMENT_DATE][QUALIFIER_ISSUED] > 0;

	draft_say(draft, row->element,
	    is_known ? QUALIFIER_NONE : row->qualifier,
	    clean_date(draft, marc_subfield(field, 'c')));
}

/* "0-306-40615-2 (pbk.)" */
void
marc_read_number(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, row->codes))
			claim(draft, row,
			    isbd_strip(draft->vocabulary,
				slice_until(subfield->value, "(")),
			    TEXT("isbn"));
}

/* Of a serial it is its own, else that of what it is in. */
void
marc_read_issn(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	char level = marc_level(field->parent);
	struct text value =
	    isbd_strip(draft->vocabulary, marc_subfield(field, *row->codes));

	if (level == 's' || level == 'i')
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_IDENTIFIER,
			.value = value,
			.scheme = TEXT("issn") });
	else
		draft_say(draft, row->element, row->qualifier, value);
}

void
marc_read_identifier(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	static const char *const schemes[] = { "isrc", "upc", "ismn", "ean",
		"sici" };
	size_t which = (size_t)(marc_indicator(field, 1) - '0');

	claim(draft, row, marc_subfield(field, *row->codes),
	    which < COUNT(schemes) ? text_of(schemes[which])
				   : scheme_of(field));
}

/* "(OCoLC)123", or of a system nobody else knows. */
void
marc_read_system_number(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text value = marc_subfield(field, 'a');

	draft_say(draft, row->element,
	    slice_starts(value, "(OCoLC)") ? QUALIFIER_NONE : row->qualifier,
	    value);
}

/* INSPIRE: $9 arXiv */
void
marc_read_report_number(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text source = marc_subfield(field, '9');

	draft_claim(draft,
	    &(struct claim){ .element = row->element,
		.qualifier =
		    slice_is(source, "arXiv") ? QUALIFIER_NONE : row->qualifier,
		.value = marc_subfield(field, 'a'),
		.scheme = source });
}

void
marc_read_series(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text title = marc_join(draft, field, row->codes, ". ");
	struct text number =
	    isbd_strip(draft->vocabulary, marc_subfield(field, 'v'));

	/* 830 has it once more. */
	if (title.length == 0 ||
	    (node_matches(field, "tag=830") &&
		draft->positions[ELEMENT_RELATION][QUALIFIER_SERIES] > 0))
		return;
	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, title);
	isbd_add(&draft->scratch, ";", number);
	draft_say(
	    draft, row->element, row->qualifier, draft_take_scratch(draft));
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_ISSN,
	    isbd_strip(draft->vocabulary, marc_subfield(field, 'x')));
}

/* That there is a note on it says that it is one. */
void
marc_read_thesis(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_TYPE,
		.value = TEXT("thesis"),
		.scheme = TEXT("502") });
	marc_read_note(draft, field, row);
	draft_say(draft, ELEMENT_DEGREE, QUALIFIER_NAME,
	    isbd_strip(draft->vocabulary, marc_subfield(field, 'b')));
	draft_say(draft, ELEMENT_DEGREE, QUALIFIER_GRANTOR,
	    isbd_strip(draft->vocabulary, marc_subfield(field, 'c')));
	draft_say(draft, ELEMENT_DATE, QUALIFIER_NONE,
	    clean_date(draft, marc_subfield(field, 'd')));
}

void
marc_read_grant(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct grant grant = {
		.funder =
		    isbd_strip(draft->vocabulary, marc_subfield(field, 'a')),
		.grant = marc_subfield(field, 'c'),
	};

	if (grant.grant.length == 0)
		grant.grant = marc_subfield(field, 'f');
	if (grant.grant.length == 0)
		grant.grant = marc_subfield(field, 'b');
	draft_claim(
	    draft, &(struct claim){ .element = row->element, .grant = &grant });
}

void
marc_read_rights(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text uri = marc_subfield(field, 'u');
	struct text value = prose_of(draft, field, row->codes);

	draft_claim(draft,
	    &(struct claim){ .element = row->element,
		.qualifier = row->qualifier,
		.value = value.length > 0 ? value : uri,
		.uri = uri });
}

/* Whose headings they are: the second indicator of 6XX. */
static struct text
heading_scheme(const struct node *field)
{
	static const char *const schemes[] = { "lcsh", "lcshac", "mesh", "nal",
		"", "cash", "rvm" };
	size_t which = (size_t)(marc_indicator(field, 2) - '0');

	return which < COUNT(schemes) ? text_of(schemes[which])
				      : scheme_of(field);
}

/* The heading, then its subdivisions: "Charleston -- History -- Maps". */
void
marc_read_heading(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text heading = isbd_strip(
	    draft->vocabulary, marc_join_raw(draft, field, row->codes));
	struct text divisions = marc_join(draft, field, "vxyz", " -- ");

	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, heading);
	isbd_add(&draft->scratch, " -- ", divisions);
	draft_claim(draft,
	    &(struct claim){ .element = row->element,
		.value = draft_take_scratch(draft),
		.scheme = heading_scheme(field),
		.uri = marc_uri(field) });
}

void
marc_read_class(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	static const struct {
		const char *when;
		const char *scheme;
	} schemes[] = { { "tag=050", "lcc" }, { "tag=060", "nlm" },
		{ "tag=080", "udc" }, { "tag=082", "ddc" } };
	struct text scheme = scheme_of(field);

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (node_matches(field, schemes[i].when))
			scheme = text_of(schemes[i].scheme);
	claim(draft, row, marc_subfield(field, 'a'), scheme);
}

void
marc_read_location(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	/* Something related, such as its table of contents */
	bool is_other = marc_indicator(field, 2) == '2';

	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, row->codes))
			draft_say(draft,
			    is_other ? ELEMENT_RELATION : row->element,
			    row->qualifier, subfield->value);
	if (!is_other)
		draft_say(draft, ELEMENT_FORMAT, QUALIFIER_NONE,
		    marc_subfield(field, 'q'));
}
