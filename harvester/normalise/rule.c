#include <cJSON.h>

#include "base/array.h"
#include "normalise/clean.h"
#include "normalise/platform.h"
#include "normalise/rule.h"
#include "normalise/source.h"
#include "normalise/tex_accent.h"

static const struct rule *const groups[] = { rule_dates, rule_texts, rule_types,
	rule_rights, rule_identifiers, rule_formats, rule_names, rule_relations,
	rule_sources, rule_citations };

const struct rule *
rule_at(size_t i)
{
	for (size_t group = 0; group < COUNT(groups); group++)
		for (const struct rule *rule = groups[group];
		     rule->name != NULL; rule++)
			if (i-- == 0)
				return rule;
	return NULL;
}

const struct rule *
rule_find(struct text name)
{
	const struct rule *rule;

	for (size_t i = 0; (rule = rule_at(i)) != NULL; i++)
		if (text_is(name, rule->name))
			return rule;
	return NULL;
}

/* \n and \r, so that a value with line breaks is one line. */
static struct text
unescape(struct arena *arena, struct text text)
{
	char *bytes = memory_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		char next = i + 1 < text.length ? text.bytes[i + 1] : '\0';
		char c = text.bytes[i];

		if (c == '\\' && (next == 'n' || next == 'r')) {
			c = next == 'n' ? '\n' : '\r';
			i++;
		}
		bytes[length++] = c;
	}
	return (struct text){ bytes, length };
}

/* False: it is no JSON array of strings. */
static bool
read_array(struct arena *arena, struct text line, struct text_list *texts)
{
	cJSON *array = cJSON_ParseWithLength(line.bytes, line.length);
	struct memory_list list = { .arena = arena };
	bool is_array = cJSON_IsArray(array) == 1;
	const cJSON *value;

	cJSON_ArrayForEach(value, array)
	{
		is_array = is_array && cJSON_IsString(value);
		memory_list_add(
		    &list, memory_copy(arena, text_of(value->valuestring)));
	}
	cJSON_Delete(array);
	*texts = draft_list(&list);
	return is_array;
}

bool
rule_run(const struct rule *rule, const struct rule_call *call,
    struct text line, struct text *output)
{
	struct text_list inputs;

	if (rule->has_escapes)
		line = unescape(call->arena, line);
	if (rule->takes_array) {
		if (!read_array(call->arena, line, &inputs))
			return false;
		*output = rule->read_all(call, &inputs);
	} else {
		*output = rule->read(call, line);
	}
	return true;
}

struct text
rule_clean(const struct rule_call *call, struct text input)
{
	return tex_read(call->arena, clean_text(call->arena, input),
	    platform_writes_tex(call->platform));
}

struct text
rule_clean_markup(const struct rule_call *call, struct text input)
{
	return tex_read(call->arena, clean_markup(call->arena, input),
	    platform_writes_tex(call->platform));
}

void
rule_make(const struct rule_call *call, struct item *item, enum element element,
    const struct text_list *values, void (*field)(struct draft *draft))
{
	static const struct origin origin = {
		.metadata_prefix = { "", 0 },
		.format = "oai_dc",
		.is_current = true,
	};
	struct draft draft;

	*item = (struct item){ 0 };
	draft_init(&draft, call->arena, call->vocabulary, item);
	draft.platform = call->platform;
	draft.latest_year = SOURCE_LATEST_YEAR;
	draft_begin(&draft, &origin);
	for (size_t i = 0; i < values->count; i++)
		draft_say(&draft, element, QUALIFIER_NONE, values->texts[i]);
	field(&draft);
	draft_fini(&draft);
}

struct text
rule_join(struct arena *arena, const struct text_list *texts)
{
	struct buffer bytes;
	struct json json;
	struct text joined;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_array(&json);
	for (size_t i = 0; i < texts->count; i++)
		json_text(&json, texts->texts[i]);
	json_end(&json);
	joined = memory_copy(arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return joined;
}
