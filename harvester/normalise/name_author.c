#include "normalise/name_author.h"
#include "normalise/table.h"
#include "normalise/trace.h"

static void
write_part(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
write_flag(struct json *json, const char *key, bool flag)
{
	if (!flag)
		return;
	json_key(json, key);
	json_bool(json, true);
}

static void
write_author(
    struct json *json, struct arena *arena, const struct author *author)
{
	const struct name *name = &author->name;

	json_object(json);
	write_part(json, "name", name->served);
	write_part(json, "family", name_family(arena, name));
	write_part(json, "given", name->given);
	write_part(json, "suffix", name->suffix);
	write_part(json, "role", name->role);
	write_part(json, "orcid", name->orcid);
	if (author->affiliation.count > 0) {
		json_key(json, "affiliation");
		json_array(json);
		for (size_t i = 0; i < author->affiliation.count; i++)
			json_text(json, author->affiliation.texts[i]);
		json_end(json);
	}
	write_flag(json, "organisation", name->is_organisation);
	write_flag(json, "guess", name->is_guess);
	json_end(json);
}

struct text
author_column(struct arena *arena, const struct author *first)
{
	struct buffer bytes;
	struct json json;
	struct text column;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_array(&json);
	for (const struct author *author = first; author != NULL;
	     author = author->next)
		write_author(&json, arena, author);
	json_end(&json);
	column = memory_copy(arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return column;
}

struct text_list
author_keys(struct arena *arena, const struct author *first)
{
	struct memory_list keys = { .arena = arena };
	struct table seen;

	table_init(&seen, arena);
	for (const struct author *author = first; author != NULL;
	     author = author->next)
		if (author->key.length > 0 &&
		    table_add(&seen, author->key, &keys))
			memory_list_add(&keys, author->key);
	return draft_list(&keys);
}

static const char *
rule_of(const struct author *author)
{
	const struct person *person = author->claim->person;

	if (author->name.is_organisation)
		return "an organisation";
	if (person != NULL && person->family.length > 0)
		return "in parts, as served";
	if (author->name.is_guess)
		return "family and given name are a guess";
	return author->name.family.length > 0
	    ? "family name, given name"
	    : "as served: its parts are not known";
}

void
author_trace(
    struct draft *draft, const char *column, const struct author *first)
{
	size_t n = 0;

	if (draft->trace == NULL)
		return;
	for (const struct author *author = first; author != NULL;
	     author = author->next, n++) {
		trace_element(draft, column, n, author->claim, rule_of(author));
		if (author->other != NULL)
			trace_element(draft, column, n, author->other,
			    "iD or affiliation, of the same person");
	}
}

void
author_trace_keys(struct draft *draft, const struct text_list *keys,
    const struct author *first)
{
	size_t n = 0;

	if (draft->trace == NULL)
		return;
	for (const struct author *author = first;
	     author != NULL && n < keys->count; author = author->next)
		if (text_equals(author->key, keys->texts[n]))
			trace_element(draft, "creator_keys", n++, author->claim,
			    "family name and initial, folded");
}
