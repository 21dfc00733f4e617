#include "normalise/clean.h"
#include "normalise/extent.h"
#include "normalise/mime.h"
#include "normalise/rule.h"
#include "normalise/set_spec.h"

static struct text
read_format(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct item item;

	rule_make(call, &item, ELEMENT_FORMAT, &inputs, mime_field);
	return item.format.count == 0 ? (struct text){ 0 }
				      : item.format.texts[0];
}

static struct text
read_extent(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct item item;

	rule_make(call, &item, ELEMENT_FORMAT, &inputs, extent_field);
	return item.extent;
}

static struct text
read_set_spec(const struct rule_call *call, struct text input)
{
	return set_spec_read(call->arena, clean_text(call->arena, input));
}

const struct rule rule_formats[] = {
	{ .name = "format", .help = "a MIME type", .read = read_format },
	{ .name = "extent", .help = "pages and bytes", .read = read_extent },
	{ .name = "setspec",
	    .help = "a setSpec, decoded",
	    .read = read_set_spec },
	{ 0 },
};
