#include <assert.h>

#include "base/limit.h"
#include "normalise/access.h"
#include "normalise/language.h"
#include "normalise/license.h"
#include "normalise/rights.h"
#include "normalise/status.h"
#include "normalise/title.h"
#include "normalise/type.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct text none;

/* Each normal form is its own. */
static void
check_rights(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct text license = license_parse(arena, vocabulary, none, value);
	struct text statement = rights_statement(vocabulary, none, value);
	struct text access = access_parse(vocabulary, none, value);
	struct text version = status_version(vocabulary, none, value, true);
	struct text end;

	if (license.length > 0) {
		assert(text_equals(
		    license, license_parse(arena, vocabulary, none, license)));
		assert(license_agrees(license, license));
		(void)license_uri(arena, vocabulary, license).length;
	}
	if (statement.length > 0)
		assert(text_equals(
		    statement, rights_statement(vocabulary, none, statement)));
	if (access.length > 0)
		assert(text_equals(
		    access, access_parse(vocabulary, none, access)));
	if (version.length > 0)
		assert(text_equals(
		    version, status_version(vocabulary, none, version, true)));
	if (access_embargo(arena, vocabulary, value, true, &end) &&
	    end.length > 0)
		assert(end.length == sizeof("2018-05-27") - 1);
}

static void
check_type(const struct vocabulary *vocabulary, struct text value)
{
	const struct text *label = type_parse(vocabulary, none, value);
	const struct text *again;

	if (label == NULL || label->length == 0)
		return;
	again = type_parse(vocabulary, none, *label);
	assert(again != NULL && text_equals(*again, *label));
	assert(!type_is_narrower(vocabulary, *label, *label));
}

static void
check_languages(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct memory_list codes = { .arena = arena };
	bool is_name;

	(void)language_parse(vocabulary, value, &codes, &is_name);
	assert(codes.count <= LANGUAGES);
	for (size_t i = 0; i < codes.count; i++) {
		struct memory_list again = { .arena = arena };
		bool is_known = language_parse(
		    vocabulary, codes.texts[i], &again, &is_name);

		assert(is_known && again.count == 1 && !is_name);
		assert(text_equals(again.texts[0], codes.texts[i]));
	}
}

static void
check_title(
    struct arena *arena, const struct vocabulary *vocabulary, struct text value)
{
	struct text title = title_clean(vocabulary, value);
	struct text key = title_key(arena, title);

	assert(text_equals(title_clean(vocabulary, title), title));
	assert(key.length <= ITEM_KEY_BYTES);
	assert(text_equals(title_key(arena, key), key));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	static struct arena *arena;
	struct text value = { (const char *)bytes, length };

	if (vocabulary == NULL) {
		vocabulary = vocabulary_new();
		arena = arena_new(NORMALISE_ARENA_BYTES);
	}
	if (!text_is_utf8(value))
		return 0;
	arena_reset(arena);
	check_rights(arena, vocabulary, value);
	check_type(vocabulary, value);
	check_languages(arena, vocabulary, value);
	check_title(arena, vocabulary, value);
	return 0;
}
