#include "normalise/clean.h"
#include "normalise/language.h"
#include "normalise/rule.h"
#include "normalise/status.h"
#include "normalise/type.h"

static struct text
read_language(const struct rule_call *call, struct text input)
{
	struct memory_list codes = { .arena = call->arena };
	struct text_list list;
	bool is_name;

	(void)language_parse(call->vocabulary, input, &codes, &is_name);
	list = draft_list(&codes);
	return rule_join(call->arena, &list);
}

static struct text
read_type(const struct rule_call *call, struct text input)
{
	const struct text *label = type_parse(
	    call->vocabulary, call->platform, clean_text(call->arena, input));

	return label == NULL ? (struct text){ 0 } : *label;
}

static struct text
read_types(const struct rule_call *call, const struct text_list *inputs)
{
	struct item item;

	rule_make(call, &item, ELEMENT_TYPE, inputs, type_field);
	return item.type;
}

static struct text
read_version(const struct rule_call *call, struct text input)
{
	return status_version(call->vocabulary, call->platform,
	    clean_text(call->arena, input), true);
}

static struct text
read_review(const struct rule_call *call, struct text input)
{
	switch (status_peer_reviewed(
	    call->vocabulary, call->platform, clean_text(call->arena, input))) {
	case ANSWER_NONE:
		break;
	case ANSWER_NO:
		return TEXT("false");
	case ANSWER_YES:
		return TEXT("true");
	}
	return (struct text){ 0 };
}

const struct rule rule_types[] = {
	{ .name = "lang",
	    .help = "languages, as ISO 639-3",
	    .read = read_language },
	{ .name = "type",
	    .help = "a type, as a label of COAR Resource Types",
	    .read = read_type },
	{ .name = "types",
	    .help = "all types of a record: the narrowest",
	    .takes_array = true,
	    .read_all = read_types },
	{ .name = "version",
	    .help = "a version: AO SMUR AM P VoR CVoR EVoR NA",
	    .read = read_version },
	{ .name = "peer_reviewed",
	    .help = "whether it says that it is peer-reviewed",
	    .read = read_review },
	{ 0 },
};
