#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "normalise/license_code.h"
#include "normalise/slice.h"

static const struct {
	const char *word;
	unsigned bit;
} elements[] = {
	{ "by", LICENSE_BY },
	{ "nc", LICENSE_NC },
	{ "nd", LICENSE_ND },
	{ "sa", LICENSE_SA },
	{ "zero", LICENSE_ZERO },
};

/* Nothing else is a licence of theirs. */
static const struct {
	unsigned bits;
	const char *code;
} licenses[] = {
	{ LICENSE_BY, "BY" },
	{ LICENSE_BY | LICENSE_SA, "BY-SA" },
	{ LICENSE_BY | LICENSE_ND, "BY-ND" },
	{ LICENSE_BY | LICENSE_NC, "BY-NC" },
	{ LICENSE_BY | LICENSE_NC | LICENSE_SA, "BY-NC-SA" },
	{ LICENSE_BY | LICENSE_NC | LICENSE_ND, "BY-NC-ND" },
};

static const char *const versions[] = { "1.0", "2.0", "2.1", "2.5", "3.0",
	"4.0" };

unsigned
license_bit(struct text word)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (slice_is(word, elements[i].word))
			return elements[i].bit;
	return 0;
}

const char *
license_version(struct text text)
{
	for (size_t i = 0; i < COUNT(versions); i++)
		if (text_is(text, versions[i]))
			return versions[i];
	return NULL;
}

const char *
license_letters(unsigned bits)
{
	for (size_t i = 0; i < COUNT(licenses); i++)
		if (licenses[i].bits == bits)
			return licenses[i].code;
	return NULL;
}

bool
license_is_port(struct text text)
{
	return slice_is(text, "igo") ||
	    (text.length == 2 && slice_is_word(text.bytes[0]) &&
		slice_is_word(text.bytes[1]) && !slice_is_digit(text.bytes[0]));
}

struct text
license_compose(struct arena *arena, const struct license_mention *mention)
{
	const char *code = license_letters(mention->bits);
	struct buffer id;
	struct text copy;

	if (mention->bits == LICENSE_ZERO)
		return TEXT("CC0-1.0");
	if (code == NULL)
		return (struct text){ 0 };
	buffer_init(&id, 0);
	buffer_printf(&id, "CC-%s", code);
	if (mention->version != NULL)
		buffer_printf(&id, "-%s", mention->version);
	if (mention->version != NULL && strcmp(mention->version, "4.0") != 0 &&
	    mention->port.length > 0)
		buffer_printf(&id, "-%.*s", (int)mention->port.length,
		    mention->port.bytes);
	for (size_t i = 0; i < id.length; i++)
		if (id.bytes[i] >= 'a' && id.bytes[i] <= 'z')
			id.bytes[i] = (char)(id.bytes[i] - ('a' - 'A'));
	copy = memory_copy(arena, buffer_text(&id));
	buffer_fini(&id);
	return copy;
}
