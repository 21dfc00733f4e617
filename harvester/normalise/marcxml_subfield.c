#include <string.h>

#include "normalise/isbd.h"
#include "normalise/marcxml.h"
#include "normalise/slice.h"

char
marc_indicator(const struct node *field, int which)
{
	struct text value = node_attribute(field, which == 1 ? "ind1" : "ind2");

	if (value.length != 1)
		return ' ';
	return value.bytes[0];
}

bool
marc_is_code(const struct node *subfield, const char *codes)
{
	struct text code = node_attribute(subfield, "code");

	return code.length == 1 && strchr(codes, code.bytes[0]) != NULL;
}

struct text
marc_subfield(const struct node *field, char code)
{
	const char codes[] = { code, '\0' };

	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, codes))
			return subfield->value;
	return (struct text){ 0 };
}

struct text
marc_join(struct draft *draft, const struct node *field, const char *codes,
    const char *between)
{
	buffer_reset(&draft->scratch);
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, codes))
			isbd_add(&draft->scratch, between,
			    isbd_strip(draft->vocabulary, subfield->value));
	return draft_take_scratch(draft);
}

struct text
marc_join_raw(struct draft *draft, const struct node *field, const char *codes)
{
	buffer_reset(&draft->scratch);
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, codes))
			isbd_add(&draft->scratch, " ", subfield->value);
	return draft_take_scratch(draft);
}

struct text
marc_uri(const struct node *field)
{
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, "01") &&
		    slice_is_web(subfield->value))
			return subfield->value;
	return (struct text){ 0 };
}
