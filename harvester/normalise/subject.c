#include "base/limit.h"
#include "normalise/slice.h"
#include "normalise/subject.h"
#include "normalise/table.h"

struct subjects {
	struct draft *draft;
	struct buffer bytes;
	struct json json;
	struct table seen;
	const struct claim *first;
};

/* "Peridotite --Oregon" as "Peridotite -- Oregon". */
static struct text
with_even_dashes(struct draft *draft, struct text value)
{
	struct text dashes = slice_find(value, "--");

	if (dashes.length == 0)
		return value;
	buffer_reset(&draft->scratch);
	while (dashes.length > 0) {
		struct text before = { value.bytes,
			value.length - dashes.length };

		buffer_add_text(&draft->scratch, text_trim(before));
		buffer_add_string(&draft->scratch, " -- ");
		value = text_trim(slice_strip(dashes, "-"));
		dashes = slice_find(value, "--");
	}
	buffer_add_text(&draft->scratch, value);
	return text_trim(draft_take_scratch(draft));
}

static void
add_subject(
    struct subjects *subjects, struct text value, const struct claim *claim)
{
	bool is_uri =
	    slice_starts(value, "http://") || slice_starts(value, "https://");

	value = text_trim(value);
	if (!is_uri)
		value = with_even_dashes(subjects->draft, value);
	if (value.length == 0 || !table_add(&subjects->seen, value, subjects))
		return;
	if (subjects->first == NULL)
		subjects->first = claim;
	json_object(&subjects->json);
	json_key(&subjects->json, is_uri ? "uri" : "label");
	json_text(&subjects->json, value);
	json_end(&subjects->json);
}

/* A capital and digits, or a scheme with a colon. */
static bool
starts_with_code(struct text value)
{
	struct text word = slice_until(value, " ;");

	if (slice_until(word, ":").length < word.length)
		return true;
	return word.length > 1 && !slice_is_digit(word.bytes[0]) &&
	    slice_is_digits(slice_from(word, 1));
}

void
subject_field(struct draft *draft)
{
	struct subjects subjects = { .draft = draft };

	buffer_init(&subjects.bytes, 0);
	json_init(&subjects.json, &subjects.bytes);
	table_init(&subjects.seen, draft->arena);
	json_array(&subjects.json);
	for (const struct claim *claim = draft->claims[ELEMENT_SUBJECT];
	     claim != NULL && subjects.seen.count < VALUES;
	     claim = claim->next) {
		struct text rest = claim->value;
		struct text part;

		if (starts_with_code(rest)) {
			add_subject(&subjects, rest, claim);
			continue;
		}
		while (subjects.seen.count < VALUES &&
		    slice_next(&rest, ";", &part))
			add_subject(&subjects, part, claim);
	}
	json_end(&subjects.json);
	if (subjects.seen.count == VALUES)
		draft_issue(draft, "only the first %d of the subjects are kept",
		    VALUES);
	if (subjects.first != NULL) {
		draft->item->subjects =
		    memory_copy(draft->arena, buffer_text(&subjects.bytes));
		draft_explain(draft, "subjects", subjects.first, "as served");
	}
	buffer_fini(&subjects.bytes);
}
