#include <stdarg.h>
#include <stdio.h>

#include "base/limit.h"
#include "normalise/draft.h"

static const char *const names[ELEMENT_COUNT] = {
	[ELEMENT_TITLE] = "title",
	[ELEMENT_CREATOR] = "creator",
	[ELEMENT_SUBJECT] = "subject",
	[ELEMENT_DESCRIPTION] = "description",
	[ELEMENT_PUBLISHER] = "publisher",
	[ELEMENT_CONTRIBUTOR] = "contributor",
	[ELEMENT_DATE] = "date",
	[ELEMENT_TYPE] = "type",
	[ELEMENT_FORMAT] = "format",
	[ELEMENT_IDENTIFIER] = "identifier",
	[ELEMENT_SOURCE] = "source",
	[ELEMENT_LANGUAGE] = "language",
	[ELEMENT_RELATION] = "relation",
	[ELEMENT_COVERAGE] = "coverage",
	[ELEMENT_RIGHTS] = "rights",
};

const char *
element_name(enum element element)
{
	return names[element];
}

void
draft_init(struct draft *draft, struct arena *arena,
    const struct vocabulary *vocabulary, struct item *item)
{
	*draft = (struct draft){
		.arena = arena,
		.vocabulary = vocabulary,
		.item = item,
		.unmapped = { .arena = arena },
		.issues = { .arena = arena },
	};
	buffer_init(&draft->why_bytes, 0);
	buffer_init(&draft->scratch, 0);
	json_init(&draft->why, &draft->why_bytes);
	json_object(&draft->why);
}

void
draft_fini(struct draft *draft)
{
	buffer_fini(&draft->why_bytes);
	buffer_fini(&draft->scratch);
}

void
draft_claim(struct draft *draft, const struct claim *claim)
{
	struct claim *copy = memory_take(draft->arena, sizeof(*copy));

	*copy = *claim;
	copy->next = NULL;
	if (draft->last[claim->element] == NULL)
		draft->claims[claim->element] = copy;
	else
		draft->last[claim->element]->next = copy;
	draft->last[claim->element] = copy;
}

/* Copied only if it is new: a record may say the same a million times. */
static void
add_line(struct draft *draft, struct memory_list *lines, struct text line)
{
	if (!memory_list_has(lines, line))
		memory_list_add(lines, memory_copy(draft->arena, line));
}

void
draft_issue(struct draft *draft, const char *format, ...)
{
	char raw[ITEM_KEY_BYTES];
	char line[ITEM_KEY_BYTES];
	va_list args;

	if (draft->issues.count == ISSUES)
		return;
	va_start(args, format);
	(void)vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	(void)text_printable(line, sizeof(line), text_of(raw));
	add_line(draft, &draft->issues, text_of(line));
}

/* Many values that no table knows are one bad field: ISSUES will do. */
void
draft_unmapped(struct draft *draft, const char *scheme, struct text value)
{
	struct text line;

	if (draft->unmapped.count == ISSUES)
		return;
	buffer_reset(&draft->scratch);
	buffer_printf(&draft->scratch, "%s=", scheme);
	buffer_add_text(&draft->scratch, value);
	line = draft_key(buffer_text(&draft->scratch));
	add_line(draft, &draft->unmapped, line);
	buffer_reset(&draft->scratch);
}

void
draft_explain(struct draft *draft, const char *column,
    const struct claim *claim, const char *rule)
{
	struct json *why = &draft->why;

	json_key(why, column);
	json_object(why);
	json_key(why, "prefix");
	json_text(why, claim->metadata_prefix);
	json_key(why, "element");
	json_string(why, element_name(claim->element));
	json_key(why, "position");
	json_number(why, claim->position);
	json_key(why, "rule");
	json_string(why, rule);
	json_end(why);
}

struct text
draft_take_scratch(struct draft *draft)
{
	struct text text =
	    memory_copy(draft->arena, buffer_text(&draft->scratch));

	buffer_reset(&draft->scratch);
	return text;
}

struct text_list
draft_list(const struct memory_list *list)
{
	return (struct text_list){ list->texts, list->count };
}

struct text
draft_key(struct text text)
{
	if (text.length <= ITEM_KEY_BYTES)
		return text;
	text.length = ITEM_KEY_BYTES;
	while (text.length > 0 && (text.bytes[text.length] & 0xC0) == 0x80)
		text.length--;
	return text;
}
