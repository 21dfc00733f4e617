#include <cJSON.h>

#include "base/array.h"
#include "normalise/rule.h"
#include "normalise/subject.h"

/* "ddc:330", or else label or URI. */
static struct text
written(struct arena *arena, const cJSON *subject)
{
	static const char *const keys[] = { "label", "uri" };
	const char *code =
	    cJSON_GetStringValue(cJSON_GetObjectItem(subject, "code"));
	const char *scheme =
	    cJSON_GetStringValue(cJSON_GetObjectItem(subject, "scheme"));
	const char *value = NULL;

	if (code != NULL && scheme != NULL)
		return memory_join(arena,
		    memory_join(arena, text_of(scheme), TEXT(":")),
		    text_of(code));
	for (size_t i = 0; value == NULL && i < COUNT(keys); i++)
		value =
		    cJSON_GetStringValue(cJSON_GetObjectItem(subject, keys[i]));
	return memory_copy(arena, text_of(value));
}

static struct text
read_subject(const struct rule_call *call, struct text input)
{
	struct text_list inputs = { &input, 1 };
	struct memory_list list = { .arena = call->arena };
	struct text_list texts;
	struct item item;
	cJSON *subjects;
	const cJSON *subject;

	rule_make(call, &item, ELEMENT_SUBJECT, &inputs, subject_field);
	subjects =
	    cJSON_ParseWithLength(item.subjects.bytes, item.subjects.length);
	cJSON_ArrayForEach(subject, subjects)
	{
		memory_list_add(&list, written(call->arena, subject));
	}
	cJSON_Delete(subjects);
	texts = draft_list(&list);
	return rule_join(call->arena, &texts);
}

const struct rule rule_sources[] = {
	{ .name = "subject", .help = "subjects", .read = read_subject },
	{ 0 },
};
