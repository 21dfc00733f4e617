#include <assert.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/clean.h"
#include "normalise/name.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_parts(const struct name *name)
{
	const struct text parts[] = { name->served, name->family, name->given,
		name->initials, name->particle, name->suffix, name->dates,
		name->role, name->affiliation, name->orcid };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert(text_is_utf8(parts[i]));
	assert(name->served.length + name->orcid.length > 0);
	assert((name->family.length > 0) == (name->given.length > 0));
	assert(!name->is_guess || name->family.length > 0);
	assert(!name->is_organisation || name->family.length == 0);
}

/* What is kept of a name can be read again, and its key is text. */
static void
check_again(struct name_reader *reader, const struct name *name)
{
	struct buffer key;
	struct name again;

	buffer_init(&key, 0);
	name_key(&key, name);
	assert(text_is_utf8(buffer_text(&key)));
	buffer_fini(&key);
	if (name->served.length > 0 && name_read(reader, name->served, &again))
		check_parts(&again);
}

static void
check_list(struct name_reader *reader, struct text value)
{
	struct memory_list names = { .arena = reader->arena };
	struct name name;
	size_t length = 0;

	name_split(reader, value, &names, VALUES);
	assert(names.count <= VALUES);
	for (size_t i = 0; i < names.count; i++) {
		assert(text_is_utf8(names.texts[i]));
		length += names.texts[i].length;
		if (!name_read(reader, names.texts[i], &name))
			continue;
		check_parts(&name);
		check_again(reader, &name);
	}
	assert(length <= value.length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text value = { (const char *)bytes, length };
	struct name_reader reader;

	if (vocabulary == NULL)
		vocabulary = vocabulary_new();
	if (text_is_utf8(value)) {
		name_reader_init(&reader, arena, vocabulary);
		check_list(&reader, clean_text(arena, value));
		name_reader_fini(&reader);
	}
	arena_free(arena);
	return 0;
}
