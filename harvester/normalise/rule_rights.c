#include "normalise/access.h"
#include "normalise/clean.h"
#include "normalise/license.h"
#include "normalise/rights.h"
#include "normalise/rule.h"

static struct text
read_license(const struct rule_call *call, struct text input)
{
	return license_parse(call->arena, call->vocabulary, call->platform,
	    clean_text(call->arena, input));
}

static struct text
read_license_uri(const struct rule_call *call, struct text input)
{
	return license_uri(
	    call->arena, call->vocabulary, read_license(call, input));
}

static struct text
read_statement(const struct rule_call *call, struct text input)
{
	return rights_statement(
	    call->vocabulary, call->platform, clean_text(call->arena, input));
}

static void
rights_and_access(struct draft *draft)
{
	rights_field(draft);
	access_field(draft);
}

static struct text
read_access(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct item item;

	rule_make(call, &item, ELEMENT_RIGHTS, &inputs, rights_and_access);
	return item.access;
}

static struct text
read_embargo(const struct rule_call *call, struct text input)
{
	struct text end;

	if (!access_embargo(call->arena, call->vocabulary,
		clean_text(call->arena, input), false, &end))
		return (struct text){ 0 };
	return end;
}

const struct rule rule_rights[] = {
	{ .name = "license",
	    .help = "a licence, by its SPDX identifier",
	    .read = read_license },
	{ .name = "license_uri",
	    .help = "a licence, by its URI",
	    .read = read_license_uri },
	{ .name = "rights_statement",
	    .help = "a statement about rights, as InC-1.0 or ARR",
	    .read = read_statement },
	{ .name = "access",
	    .help = "access, as a label of COAR Access Rights",
	    .read = read_access },
	{ .name = "embargo_end",
	    .help = "the end of an embargo",
	    .read = read_embargo },
	{ 0 },
};
