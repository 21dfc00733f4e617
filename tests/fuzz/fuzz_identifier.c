#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/clean.h"
#include "normalise/extent.h"
#include "normalise/identifier.h"
#include "normalise/mime.h"
#include "normalise/number.h"
#include "normalise/relation.h"
#include "normalise/set_spec.h"
#include "normalise/subject.h"
#include "normalise/web_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

typedef struct text reading(struct arena *arena, struct text value);

/* A normal form is its own, where it tells what it is. */
static void
check_own_form(struct arena *arena, struct text value)
{
	static reading *const readings[] = { identifier_doi, identifier_pmcid,
		number_issn_inside, number_isbn, number_orcid, web_url };

	for (size_t i = 0; i < COUNT(readings); i++) {
		struct text read = readings[i](arena, value);

		assert(text_is_utf8(read));
		assert(read.length <= URL_BYTES);
		if (read.length > 0)
			assert(text_equals(readings[i](arena, read), read));
	}
}

static void
check_identifier(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct identified read = identifier_read(arena, value);
	struct text inside = identifier_doi_inside(arena, value);

	assert((read.scheme == NULL) == (read.value.length == 0));
	assert(text_is_utf8(read.value) && read.value.length <= URL_BYTES);
	assert(inside.length == 0 ||
	    text_equals(identifier_doi(arena, inside), inside));
	read = identifier_read_as(arena, vocabulary, value, value);
	assert((read.scheme == NULL) == (read.value.length == 0));
	assert(read.scheme == NULL || identifier_kind(arena, value) != NULL ||
	    identifier_read(arena, value).scheme == NULL);
	check_own_form(arena, value);
}

static void
check_relation(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct text none = { 0 };
	struct relation relation;

	if (!relation_read(arena, vocabulary, none, value, &relation))
		return;
	assert(relation.target.scheme != NULL ||
	    relation.grant.funder.length + relation.grant.grant.length > 0);
	assert(text_is_utf8(relation.grant.title));
	assert(text_is_utf8(relation.grant.grant));
}

/* What the fields make of one value in each of these elements. */
static void
check_fields(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	static const struct origin origin = { { "x", 1 }, "oai_dc", true };
	static const enum element elements[] = { ELEMENT_IDENTIFIER,
		ELEMENT_RELATION, ELEMENT_SUBJECT, ELEMENT_FORMAT, ELEMENT_SET,
		ELEMENT_FUNDING };
	struct item item = { 0 };
	struct draft draft;

	draft_init(&draft, arena, vocabulary, &item);
	draft_begin(&draft, &origin);
	for (size_t i = 0; i < COUNT(elements); i++)
		draft_say(&draft, elements[i], QUALIFIER_NONE, value);
	subject_field(&draft);
	identifier_field(&draft);
	link_field(&draft);
	relation_field(&draft);
	funding_field(&draft);
	mime_field(&draft);
	extent_field(&draft);
	set_field(&draft);
	assert(text_is_utf8(item.subjects) && text_is_utf8(item.relations));
	assert(text_is_utf8(item.funding) && text_is_utf8(item.extent));
	for (size_t i = 0; i < item.format.count; i++)
		assert(memchr(item.format.texts[i].bytes, '/',
			   item.format.texts[i].length) != NULL);
	draft_fini(&draft);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text value = { (const char *)bytes, length };

	if (vocabulary == NULL)
		vocabulary = vocabulary_new();
	if (text_is_utf8(value)) {
		value = clean_text(arena, value);
		check_identifier(arena, vocabulary, value);
		check_relation(arena, vocabulary, value);
		check_fields(arena, vocabulary, value);
		assert(text_is_utf8(set_spec_read(arena, value)));
	}
	arena_free(arena);
	return 0;
}
