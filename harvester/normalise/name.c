#include <string.h>

#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/name.h"
#include "normalise/slice.h"
#include "normalise/table.h"

static const char *const placeholders[] = { "Unknown", "Anonymous", "None",
	"n/a", "(:unav)", "(:unkn)", "Anon.", "not available", "-", "null",
	"et al.", "et al" };

bool
name_is_name(struct text value)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]);
	     i++) {
		if (slice_is(value, placeholders[i]))
			return false;
	}
	if (memchr(value.bytes, '@', value.length) != NULL ||
	    slice_starts(value, "http:") || slice_starts(value, "https:"))
		return false;
	return true;
}

/* Folded key without its blanks. */
static void
add_family(struct buffer *into, struct text family)
{
	size_t start = into->length;
	size_t kept = start;

	fold_key(into, family);
	for (size_t i = start; i < into->length; i++) {
		if (into->bytes[i] != ' ')
			into->bytes[kept++] = into->bytes[i];
	}
	if (into->bytes != NULL)
		into->bytes[kept] = '\0';
	into->length = kept;
}

static void
add_initial(struct buffer *into, struct text given)
{
	size_t start = into->length;
	uint32_t character;

	buffer_add_char(into, ' ');
	fold_key(into, given);
	if (into->length > start + 1) {
		struct text initial = { into->bytes + start + 1,
			into->length - start - 1 };

		into->length = start + 1 + text_character(initial, &character);
	} else {
		into->length = start;
	}
	into->bytes[into->length] = '\0';
}

void
name_key(struct buffer *into, struct text name)
{
	struct text family = slice_until(name, ",");
	size_t start = into->length;

	if (family.length == name.length) {
		fold_key(into, name);
		return;
	}
	add_family(into, family);
	if (into->length > start)
		add_initial(into, slice_from(name, family.length + 1));
}

/* Which of the columns is being made. */
struct names {
	struct draft *draft;
	struct json json;
	struct buffer bytes;
	struct table seen;
	struct memory_list keys;
	const struct claim *first;
	size_t count;
	bool has_keys;
};

static void
add_key(struct names *names, struct text name)
{
	struct draft *draft = names->draft;
	struct text key;

	buffer_reset(&draft->scratch);
	name_key(&draft->scratch, draft_key(name));
	key = draft_key(buffer_text(&draft->scratch));
	if (key.length == 0 || table_find(&names->seen, key) != NULL)
		return;
	key = memory_copy(draft->arena, key);
	(void)table_add(&names->seen, key, draft);
	memory_list_add(&names->keys, key);
}

static void
add_name(struct names *names, struct text name, const struct claim *claim)
{
	if (name.length == 0)
		return;
	if (!name_is_name(name)) {
		draft_issue(names->draft, "%s is not a name: %.*s",
		    element_name(claim->element), (int)draft_key(name).length,
		    name.bytes);
		return;
	}
	if (names->first == NULL)
		names->first = claim;
	names->count++;
	json_object(&names->json);
	json_key(&names->json, "name");
	json_text(&names->json, name);
	json_end(&names->json);
	if (names->has_keys)
		add_key(names, name);
}

/* "Egger, David A.; Liu, Zhen-Fei": several, if each part has a comma inside;
 * "Smith, John; University of Testing" is one and his affiliation. */
static bool
is_list(struct text value)
{
	struct text part;
	size_t count = 0;

	while (slice_next(&value, ";", &part)) {
		struct text family;

		part = text_trim(part);
		if (part.length == 0)
			continue;
		family = slice_until(part, ",");
		if (family.length == 0 || family.length + 1 >= part.length)
			return false;
		count++;
	}
	return count > 1;
}

static struct text
make_column(struct names *names, enum element element)
{
	struct draft *draft = names->draft;
	struct text column = { 0 };

	buffer_init(&names->bytes, 0);
	json_init(&names->json, &names->bytes);
	json_array(&names->json);
	for (const struct claim *claim = draft->claims[element];
	     claim != NULL && names->count < VALUES; claim = claim->next) {
		struct text rest = claim->value;
		struct text part;

		if (!is_list(rest)) {
			add_name(names, slice_strip(rest, "; "), claim);
			continue;
		}
		while (names->count < VALUES && slice_next(&rest, ";", &part))
			add_name(names, text_trim(part), claim);
	}
	json_end(&names->json);
	if (names->count == VALUES)
		draft_issue(draft, "only the first %d of the %ss are kept",
		    VALUES, element_name(element));
	if (names->first != NULL)
		column = memory_copy(draft->arena, buffer_text(&names->bytes));
	buffer_fini(&names->bytes);
	return column;
}

void
name_field(struct draft *draft)
{
	struct names creators = {
		.draft = draft,
		.keys = { .arena = draft->arena },
		.has_keys = true,
	};
	struct names contributors = { .draft = draft };

	table_init(&creators.seen, draft->arena);
	draft->item->creators = make_column(&creators, ELEMENT_CREATOR);
	draft->item->creator_keys = draft_list(&creators.keys);
	if (creators.first != NULL)
		draft_explain(draft, "creators", creators.first, "as served");
	draft->item->contributors =
	    make_column(&contributors, ELEMENT_CONTRIBUTOR);
	if (contributors.first != NULL)
		draft_explain(
		    draft, "contributors", contributors.first, "as served");
}
