#include "normalise/fold.h"
#include "normalise/name.h"
#include "normalise/slice.h"

struct text
name_family(struct arena *arena, const struct name *name)
{
	struct text particle = name->particle;

	if (particle.length == 0 || name->family.length == 0)
		return name->family;
	particle = memory_join(arena, particle, TEXT(" "));
	return memory_join(arena, particle, name->family);
}

/* Folded key without its blanks. */
static void
add_solid(struct buffer *into, struct text text)
{
	size_t start = into->length;
	size_t kept = start;

	fold_key(into, text);
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
name_key(struct buffer *into, const struct name *name)
{
	size_t start = into->length;

	if (name->family.length == 0) {
		fold_key(into, name->served);
		return;
	}
	add_solid(into, name->particle);
	add_solid(into, name->family);
	if (into->length > start && name->given.length > 0)
		add_initial(into, name->given);
}
