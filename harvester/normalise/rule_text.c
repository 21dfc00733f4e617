#include "normalise/rule.h"
#include "normalise/text_field.h"
#include "normalise/title.h"

static struct text
read_title(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct item item;

	rule_make(call, &item, ELEMENT_TITLE, &inputs, title_field);
	return item.title;
}

static struct text
read_title_key(const struct rule_call *call, struct text input)
{
	return title_key(call->arena, rule_clean_markup(call, input));
}

static struct text
read_text(const struct rule_call *call, struct text input)
{
	return rule_clean_markup(call, input);
}

static struct text
read_publisher(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct item item;

	rule_make(call, &item, ELEMENT_PUBLISHER, &inputs, publisher_field);
	return item.publisher.count > 0 ? item.publisher.texts[0]
					: (struct text){ 0 };
}

const struct rule rule_texts[] = {
	{ .name = "title",
	    .help = "a title",
	    .read = read_title,
	    .has_escapes = true },
	{ .name = "title_key",
	    .help = "a title for comparing: letters and digits, folded",
	    .read = read_title_key,
	    .has_escapes = true },
	{ .name = "text",
	    .help = "prose, without markup",
	    .read = read_text,
	    .has_escapes = true },
	{ .name = "publisher", .help = "a publisher", .read = read_publisher },
	{ 0 },
};
