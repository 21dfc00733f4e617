#ifndef RECORD_H
#define RECORD_H

#include <stdlib.h>

#include "normalise/format.h"
#include "normalise/source.h"
#include "with_vocabulary.h"

/*
 * What a format claims of a record, a claim a line:
 * element.qualifier: value [language=...] [scheme=...] ...
 * Then what is unmapped.
 */
static inline void
record_part(struct buffer *into, const char *name, struct text value)
{
	if (value.length > 0)
		buffer_printf(
		    into, " [%s=%.*s]", name, (int)value.length, value.bytes);
}

static inline void
record_person(struct buffer *into, const struct person *person)
{
	record_part(into, "family", person->family);
	record_part(into, "given", person->given);
	record_part(into, "suffix", person->suffix);
	record_part(into, "role", person->role);
	record_part(into, "orcid", person->orcid);
	for (size_t i = 0; i < person->affiliation.count; i++)
		record_part(into, "affiliation", person->affiliation.texts[i]);
	if (person->is_organisation)
		buffer_add_string(into, " [organisation]");
}

static inline void
record_grant(struct buffer *into, const struct grant *grant)
{
	record_part(into, "funder", grant->funder);
	record_part(into, "funder_id", grant->funder_id);
	record_part(into, "programme", grant->programme);
	record_part(into, "grant", grant->grant);
	record_part(into, "title", grant->title);
	record_part(into, "acronym", grant->acronym);
	record_part(into, "jurisdiction", grant->jurisdiction);
}

static inline void
record_claim(struct buffer *into, const struct claim *claim)
{
	char name[CLAIM_NAME_SIZE];

	claim_name(claim, name);
	buffer_printf(into, "%s: %.*s", name, (int)claim->value.length,
	    claim->value.bytes);
	record_part(into, "language", claim->language);
	record_part(into, "scheme", claim->scheme);
	record_part(into, "uri", claim->uri);
	if (claim->person != NULL)
		record_person(into, claim->person);
	if (claim->grant != NULL)
		record_grant(into, claim->grant);
	buffer_add_char(into, '\n');
}

static inline const char *
record_claims(const char *format, const char *metadata)
{
	const struct origin origin = { .format = format };
	struct item item = { 0 };
	struct buffer lines;
	struct draft draft;
	struct fault why = { 0 };
	struct tree tree;
	struct text text;

	assert_true(tree_read(arena, text_of(metadata), &tree, &why));
	assert_non_null(format_find(tree.root));
	assert_string_equal(format_find(tree.root)->name, format);
	draft_init(&draft, arena, vocabulary, &item);
	draft.latest_year = SOURCE_LATEST_YEAR;
	draft_begin(&draft, &origin);
	format_find(tree.root)->claim(&draft, tree.root);
	buffer_init(&lines, 0);
	for (int i = 0; i < ELEMENT_COUNT; i++)
		for (const struct claim *claim = draft.claims[i]; claim != NULL;
		     claim = claim->next)
			record_claim(&lines, claim);
	for (size_t i = 0; i < draft.unmapped.count; i++)
		buffer_printf(&lines, "unmapped: %.*s\n",
		    (int)draft.unmapped.texts[i].length,
		    draft.unmapped.texts[i].bytes);
	buffer_add_char(&lines, '\0');
	text = memory_copy(arena, buffer_text(&lines));
	buffer_fini(&lines);
	draft_fini(&draft);
	return text.bytes;
}

#define assert_claims(format, metadata, expected) \
	assert_string_equal(record_claims(format, metadata), expected)

#endif
