#include "base/limit.h"
#include "normalise/slice.h"
#include "normalise/subject.h"
#include "normalise/table.h"
#include "normalise/trace.h"

struct subjects {
	struct draft *draft;
	struct buffer bytes;
	struct json json;
	struct table seen;
	const struct claim *first;
};

/* Formats know more or less of one subject; its label is the same. */
static struct text
key_of(struct draft *draft, const struct subject *subject)
{
	if (subject->label.length > 0)
		return subject->label;
	if (subject->code.length == 0)
		return subject->uri;
	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, subject->scheme);
	buffer_add_char(&draft->scratch, ':');
	buffer_add_text(&draft->scratch, subject->code);
	return draft_take_scratch(draft);
}

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

/* The table holds which one it is, from 1. */
static void
trace(struct subjects *subjects, const struct subject *subject, bool is_part,
    const struct claim *claim)
{
	struct draft *draft = subjects->draft;
	const void *n;

	if (draft->trace == NULL)
		return;
	n = table_find(&subjects->seen, key_of(draft, subject));
	trace_element(draft, "subjects", (size_t)(uintptr_t)n - 1, claim,
	    subject->scheme.length > 0 ? is_part
		    ? "a part of it, of a scheme that is known"
		    : "of a scheme that is known"
		: is_part              ? "a part of it"
				       : "as served");
}

static void
add(struct subjects *subjects, struct text value, const struct claim *claim)
{
	struct draft *draft = subjects->draft;
	struct json *json = &subjects->json;
	struct subject subject;
	bool is_new;

	if (!subject_read(draft, claim, value, &subject))
		return;
	is_new = table_add(&subjects->seen, key_of(draft, &subject),
	    (void *)(uintptr_t)(subjects->seen.count + 1));
	trace(subjects, &subject, value.length < claim->value.length, claim);
	if (!is_new)
		return;
	if (subjects->first == NULL)
		subjects->first = claim;
	json_object(json);
	write_part(json, "label", subject.label);
	write_part(json, "scheme", subject.scheme);
	write_part(json, "code", subject.code);
	write_part(json, "uri", subject.uri);
	json_end(json);
}

static void
add_all(struct subjects *subjects)
{
	for (const struct claim *claim =
		 subjects->draft->claims[ELEMENT_SUBJECT];
	     claim != NULL; claim = claim->next) {
		struct subject_parts parts;
		struct text part;

		subject_begin(&parts, claim);
		while (subjects->seen.count < VALUES &&
		    subject_next(&parts, &part))
			add(subjects, part, claim);
	}
}

void
subject_field(struct draft *draft)
{
	struct subjects subjects = { .draft = draft };

	if (draft->claims[ELEMENT_SUBJECT] == NULL)
		return;
	buffer_init(&subjects.bytes, 0);
	json_init(&subjects.json, &subjects.bytes);
	table_init(&subjects.seen, draft->arena);
	json_array(&subjects.json);
	add_all(&subjects);
	json_end(&subjects.json);
	if (subjects.seen.count == VALUES)
		draft_issue(draft, "only the first %d of the subjects are kept",
		    VALUES);
	if (subjects.first != NULL) {
		draft->item->subjects =
		    memory_copy(draft->arena, buffer_text(&subjects.bytes));
		draft_explain(draft, "subjects", subjects.first,
		    "all of them, each once");
	}
	buffer_fini(&subjects.bytes);
}
